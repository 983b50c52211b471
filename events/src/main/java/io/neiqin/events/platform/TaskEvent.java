package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.List;
import java.util.UUID;

/**
 * Who is to do a piece of work (派单). Every service tells it on its own topic. Why somebody declined stays with the task:
 * it may speak of his health.
 */
public sealed interface TaskEvent extends DomainEvent {

    UUID taskId();

    @Override
    default UUID aggregateId() {
        return taskId();
    }

    /**
     * It is offered to somebody, first or after another has declined or left.
     *
     * @param kind which of the service's tasks, as {@code order-entry}
     * @param assigneeNo null while nobody is there who may do it
     * @param departmentId the assignee's
     * @param score the sum of the reasons' points
     * @param offeredBy whoever has decided it, as a lead; null for the rule
     */
    @EventType("neiqin.each.task-offered.v1")
    record TaskOffered(
            UUID taskId,
            String kind,
            Subject subject,
            String assigneeNo,
            UUID departmentId,
            int score,
            List<Reason> reasons,
            String offeredBy)
            implements TaskEvent {}

    /** Whom it was offered to will do it. */
    @EventType("neiqin.each.task-accepted.v1")
    record TaskAccepted(UUID taskId, String kind, Subject subject, String assigneeNo) implements TaskEvent {}

    /** Whom it was offered to will not do it. */
    @EventType("neiqin.each.task-declined.v1")
    record TaskDeclined(UUID taskId, String kind, Subject subject, String assigneeNo) implements TaskEvent {}

    /**
     * It is done.
     *
     * @param assigneeNo whom it was offered to, null for nobody
     * @param doneBy who has done it, whomever it was offered to
     */
    @EventType("neiqin.each.task-done.v1")
    record TaskDone(UUID taskId, String kind, Subject subject, String assigneeNo, String doneBy) implements TaskEvent {}

    /** Nobody has to do it any more. */
    @EventType("neiqin.each.task-dropped.v1")
    record TaskDropped(UUID taskId, String kind, Subject subject, String assigneeNo) implements TaskEvent {}

    /**
     * What there is to be done with.
     *
     * @param type of the record, as {@code order}
     * @param number by which people call it
     */
    record Subject(String type, UUID id, String number) {}

    /**
     * Why he.
     *
     * @param criterion LOAD, SKILL, HISTORY, OWN or TIME; TURN where it goes in turn
     * @param value what was found: open work, pieces of this kind done lately, pieces for this customer done lately, 1, the
     *     minutes that a piece of this kind takes him (0 where too little is known), his place in turn
     * @param points it adds to the score
     */
    record Reason(String criterion, int value, int points) {}
}
