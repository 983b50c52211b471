package io.neiqin.platform.assignment;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.platform.TaskEvent;
import io.neiqin.events.platform.TaskEvent.TaskDone;
import io.neiqin.events.platform.TaskEvent.TaskDropped;
import io.neiqin.platform.assignment.WorkTask.State;
import io.neiqin.platform.assignment.WorkTask.Subject;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * All tasks (任务). A Service opens and closes them within its own transaction and tells their events together with its
 * own, before them: the answer to the command names the last one. What a kind's terms are is configuration:
 * {@code neiqin.assignment.kind.<kind>}; a kind without any, or one that is off, is not offered.
 */
@ApplicationScoped
public class WorkTasks implements PanacheRepositoryBase<WorkTask, UUID> {

    private static final Logger LOG = Logger.getLogger(WorkTasks.class);

    /** What a list can be narrowed by; null means any. */
    record Wanted(boolean open, State state, String kind, UUID subjectId, String assigneeNo) {}

    private static final String OPEN = "('UNASSIGNED', 'OFFERED', 'ACCEPTED')";

    private static final String IS_OPEN = Candidates.ALONE + ", exists (select 1 from work_task"
            + " where subject_type = $1 and subject_id = $2 and kind = $3 and state in " + OPEN + ")";

    private static final String CLOSE = "update work_task"
            + " set state = $4, closed_at = $5, done_by = $6, version = version + 1"
            + " where subject_type = $1 and subject_id = $2 and ($3::text[] is null or kind = any($3)) and state in "
            + OPEN
            + " returning id, kind, number, assignee_no";

    private final Map<String, AssignmentTerms> terms;
    private final Candidates candidates;

    WorkTasks(AssignmentSettings settings, Candidates candidates) {
        this.terms = settings.kind().entrySet().stream()
                .filter(kind -> kind.getValue().enabled())
                .collect(Collectors.toMap(Map.Entry::getKey, kind -> AssignmentTerms.of(kind.getValue())));
        this.candidates = candidates;
    }

    /** Terms that make no sense stop the start, and not the first command that needs them. */
    void start(@Observes StartupEvent starting) {
        LOG.debugf("assignment: %s", terms);
    }

    /**
     * Offers a piece of work, unless it is offered already; of imported history nobody has to do anything. The caller
     * holds the subject's row, and closes first what it closes. Costs a look, three statements in all.
     */
    public Uni<List<DomainEvent>> open(Subject subject, String kind, Need need, CommandContext context) {
        AssignmentTerms known = terms.get(kind);
        if (known == null || context.importBatch().isPresent()) {
            return Uni.createFrom().item(List.of());
        }
        return look(subject, kind).flatMap(look -> {
            if (look.open()) {
                return Uni.createFrom().item(List.of());
            }
            WorkTask task = new WorkTask(subject, kind, known, need, context);
            return propose(task, look.alone(), context)
                    .call(() -> persist(task))
                    .map(List::of);
        });
    }

    /** The subject has moved on; whoever moved it has done the work. Does nothing where none is open. */
    public Uni<List<DomainEvent>> done(String subjectType, UUID subjectId, List<String> kinds, CommandContext context) {
        String by = context.actor().employeeNo();
        return close(subjectType, subjectId, kinds.toArray(String[]::new), State.DONE, by, context);
    }

    /** The subject needs no work any more, of whatever kind. */
    public Uni<List<DomainEvent>> drop(String subjectType, UUID subjectId, CommandContext context) {
        return close(subjectType, subjectId, null, State.DROPPED, null, context);
    }

    /** To the best one who is here; the row is the caller's to write. */
    Uni<TaskEvent> offer(WorkTask task, CommandContext context) {
        return candidates.alone().flatMap(alone -> propose(task, alone, context));
    }

    private Uni<TaskEvent> propose(WorkTask task, boolean alone, CommandContext context) {
        return candidates
                .of(task, context.businessDate())
                .map(found -> Proposal.of(task.need(), task.terms(), task.declined(), found))
                .flatMap(proposal -> alone
                        ? Uni.createFrom().item(proposal.best())
                        : candidates.turn().map(proposal::inTurn))
                .map(offer -> task.offer(offer, context));
    }

    /** @param alone whether nobody else is offering work */
    private record Look(boolean alone, boolean open) {}

    private static Uni<Look> look(Subject subject, String kind) {
        return Panache.getSession()
                .flatMap(session ->
                        TransactionSql.select(session, IS_OPEN, subject.subjectType(), subject.subjectId(), kind))
                .map(Unchecked.function(row -> {
                    row.next();
                    return new Look(row.getBoolean(1), row.getBoolean(2));
                }));
    }

    /** One statement, which a task that is accepted at the same moment cannot refuse. */
    private static Uni<List<DomainEvent>> close(
            String subjectType, UUID subjectId, String[] kinds, State state, String by, CommandContext context) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(
                        session,
                        CLOSE,
                        subjectType,
                        subjectId,
                        kinds,
                        state.name(),
                        context.at().atOffset(ZoneOffset.UTC),
                        by))
                .map(Unchecked.function(row -> {
                    List<DomainEvent> told = new ArrayList<>();
                    while (row.next()) {
                        told.add(closed(new TaskEvent.Subject(subjectType, subjectId, row.getString(3)), by, row));
                    }
                    return told;
                }));
    }

    private static TaskEvent closed(TaskEvent.Subject subject, String by, ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        return by == null
                ? new TaskDropped(id, row.getString(2), subject, row.getString(4))
                : new TaskDone(id, row.getString(2), subject, row.getString(4), by);
    }

    /** Refuses with 404, also outside the actor's sight. */
    Uni<WorkTask> get(UUID id, Actor actor) {
        return seen(findById(id), id, actor);
    }

    /** As {@link #get}, for a change. */
    Uni<WorkTask> toChange(UUID id, Actor actor) {
        return seen(findById(id, LockModeType.PESSIMISTIC_WRITE), id, actor);
    }

    private static Uni<WorkTask> seen(Uni<WorkTask> found, UUID id, Actor actor) {
        return found.map(task -> task != null && task.isSeenBy(actor.sees()) ? task : null)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("task", id));
    }

    Uni<Page<WorkTaskView>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(WorkTask.class)
                .and(wanted.open() ? "e.state in (UNASSIGNED, OFFERED, ACCEPTED)" : null)
                .and("e.state = :state", "state", wanted.state())
                .and("e.kind = :kind", "kind", wanted.kind())
                .and("e.subject.subjectId = :subject", "subject", wanted.subjectId())
                .and("e.assigneeNo = :assignee", "assignee", wanted.assigneeNo())
                .seenBy(actor.sees(), "e.assigneeNo in :owners or e.departmentId in :departments")
                .page(page, WorkTask::id, task -> WorkTaskView.of(task, actor));
    }
}
