package io.neiqin.platform.assignment;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.platform.TaskEvent;
import io.neiqin.events.platform.TaskEvent.TaskDone;
import io.neiqin.events.platform.TaskEvent.TaskDropped;
import io.neiqin.platform.assignment.WorkTask.State;
import io.neiqin.platform.assignment.WorkTask.Subject;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.AssignmentTerms.Factors;
import io.neiqin.platform.assignment.proposal.Need;
import io.neiqin.platform.assignment.proposal.Proposal;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.TransactionSql;
import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
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
import java.time.LocalDate;
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

    private static final String LEFT_BEHIND = "select t.id from org_employee e"
            + " join work_task t on t.assignee_no = e.employee_no and t.state in ('OFFERED', 'ACCEPTED')"
            + " where e.left_on < $1";

    private static final String ALL_LEFT_BEHIND = LEFT_BEHIND + " order by t.id";

    /** What another has in hand is passed over. */
    private static final String STILL_LEFT_BEHIND = LEFT_BEHIND + " and t.id = $2 for update of t skip locked";

    private final Map<String, AssignmentTerms> terms;
    private final Candidates candidates;
    private final Organisation organisation;

    WorkTasks(AssignmentSettings settings, Candidates candidates, Organisation organisation) {
        this.terms = settings.kind().entrySet().stream()
                .filter(kind -> kind.getValue().enabled())
                .collect(Collectors.toMap(Map.Entry::getKey, kind -> terms(kind.getValue())));
        this.candidates = candidates;
        this.organisation = organisation;
    }

    private static AssignmentTerms terms(AssignmentSettings.Kind set) {
        var factor = set.factor();
        return new AssignmentTerms(
                set.role(),
                set.lead(),
                set.skill().orElse(null),
                set.weight(),
                new Factors(factor.load(), factor.skill(), factor.history(), factor.own(), factor.time()),
                set.cap(),
                set.strategy());
    }

    /** Of each kind that is offered, by its name. */
    public Map<String, AssignmentTerms> terms() {
        return terms;
    }

    /** Terms that make no sense stop the start, and not the first command that needs them. */
    void start(@Observes StartupEvent starting) {
        LOG.debugf("assignment: %s", terms);
    }

    /**
     * Offers a piece of work, unless it is offered already; of imported history nobody has to do anything. The caller
     * holds the subject's row, and closes first what it closes. Costs a look, three statements in all; one more where the
     * caller has not typed it.
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
            return department(need, context)
                    .map(lies -> new WorkTask(subject, kind, known, need, lies, context))
                    .flatMap(task -> propose(task, look.alone(), context).call(() -> persist(task)))
                    .map(List::of);
        });
    }

    /** Of whoever has typed it: the lead there sees what nobody has. An approver who sends something back is elsewhere. */
    private Uni<UUID> department(Need need, CommandContext context) {
        UUID callers = context.actor().departmentId();
        if (need.own() == null || need.own().equals(context.actor().employeeNo())) {
            return Uni.createFrom().item(callers);
        }
        return organisation
                .person(need.own(), context.businessDate())
                .map(found -> found.map(Person::departmentId).orElse(callers));
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

    /** Open tasks of people who have left. */
    Uni<List<UUID>> leftBehind(LocalDate today) {
        return ids(ALL_LEFT_BEHIND, today);
    }

    /** Such a one, locked; null when it is none any more, or another has it in hand. */
    Uni<WorkTask> stillLeftBehind(UUID id, LocalDate today) {
        return ids(STILL_LEFT_BEHIND, today, id)
                .flatMap(found -> found.isEmpty() ? Uni.createFrom().nullItem() : findById(id));
    }

    private static Uni<List<UUID>> ids(String sql, Object... values) {
        return Panache.getSession()
                .flatMap(session -> TransactionSql.select(session, sql, values))
                .map(Unchecked.function(row -> {
                    List<UUID> ids = new ArrayList<>();
                    while (row.next()) {
                        ids.add(row.getObject(1, UUID.class));
                    }
                    return ids;
                }));
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
