package io.neiqin.platform.assignment;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.assignment.WorkTask.State;
import io.neiqin.platform.assignment.WorkTask.Subject;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.Need;
import io.neiqin.platform.command.CommandContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

/**
 * What a command of a {@link TaskSubject} does to its open task, beside {@link WorkTasks#open} and {@link WorkTasks#done}:
 * what has happened to the subject, has happened to the task. The caller holds the subject's row, has asked whether the
 * actor may, and tells what is returned before its own events.
 */
@ApplicationScoped
public class SubjectTasks {

    private static final String OPEN =
            "subject.subjectType = ?1 and subject.subjectId = ?2 and state in (UNASSIGNED, OFFERED, ACCEPTED)";

    private static final Uni<List<DomainEvent>> NOTHING = Uni.createFrom().item(List.of());

    private final WorkTasks tasks;

    SubjectTasks(WorkTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Somebody has been given it, whatever role its kind asks for. Opens a task where none is; not for a kind that is off,
     * nor of imported history.
     *
     * @param departmentId his
     * @param reason null for none
     */
    public Uni<List<DomainEvent>> give(
            Subject subject,
            String kind,
            Need need,
            String toNo,
            UUID departmentId,
            String reason,
            CommandContext context) {
        return open(subject.subjectType(), subject.subjectId()).flatMap(open -> {
            if (open != null) {
                return toNo.equals(open.assigneeNo())
                        ? NOTHING
                        : Uni.createFrom().item(List.of(open.give(toNo, departmentId, reason, context)));
            }
            AssignmentTerms terms = tasks.terms().get(kind);
            if (terms == null || context.importBatch().isPresent()) {
                return NOTHING;
            }
            WorkTask task = new WorkTask(subject, kind, terms, need, departmentId, context);
            DomainEvent given = task.give(toNo, departmentId, reason, context);
            return tasks.persist(task).replaceWith(List.of(given));
        });
    }

    /** Whoever has it will do it, as he has said, or another for him. Does nothing where nobody has it. */
    public Uni<List<DomainEvent>> take(String subjectType, UUID subjectId, CommandContext context) {
        return open(subjectType, subjectId)
                .map(task -> task == null || task.state() != State.OFFERED ? List.of() : List.of(task.take(context)));
    }

    /**
     * Whoever has it will not do it, as he has said, or another for him: it is offered to the next one, see the last event.
     * Does nothing where nobody has it.
     */
    public Uni<List<DomainEvent>> decline(String subjectType, UUID subjectId, String reason, CommandContext context) {
        return open(subjectType, subjectId).flatMap(task -> {
            if (task == null || task.state() == State.UNASSIGNED) {
                return NOTHING;
            }
            DomainEvent declined = task.giveBack(reason, context);
            return tasks.offer(task, context).map(offered -> List.of(declined, offered));
        });
    }

    /** Null for none. */
    private Uni<WorkTask> open(String subjectType, UUID subjectId) {
        return tasks.find(OPEN, subjectType, subjectId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }
}
