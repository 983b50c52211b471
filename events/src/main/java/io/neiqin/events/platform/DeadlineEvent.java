package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** What happens to a deadline (期限) by itself. Every service tells it on its own topic. */
public sealed interface DeadlineEvent extends DomainEvent {

    UUID deadlineId();

    @Override
    default UUID aggregateId() {
        return deadlineId();
    }

    /**
     * It will be missed soon.
     *
     * @param kind which of the service's deadlines, as {@code order-clarification}
     * @param ownerNo who has to act
     */
    @EventType("neiqin.each.deadline-warned.v1")
    record DeadlineWarned(UUID deadlineId, String kind, Subject subject, String ownerNo, Instant dueAt)
            implements DeadlineEvent {}

    /** It is missed. */
    @EventType("neiqin.each.deadline-breached.v1")
    record DeadlineBreached(UUID deadlineId, String kind, Subject subject, String ownerNo, Instant dueAt)
            implements DeadlineEvent {}

    /**
     * It was missed and nobody has acted since: it goes to a superior.
     *
     * @param level 1 for the owner's superior, 2 for his, …
     * @param toNo that superior, or the last one there is; null when the owner has none
     */
    @EventType("neiqin.each.deadline-escalated.v1")
    record DeadlineEscalated(
            UUID deadlineId, String kind, Subject subject, String ownerNo, Instant dueAt, int level, String toNo)
            implements DeadlineEvent {}

    /** The working calendar has changed, and with it the moment at which it is due. */
    @EventType("neiqin.each.deadline-moved.v1")
    record DeadlineMoved(UUID deadlineId, String kind, Subject subject, String ownerNo, Instant wasDueAt, Instant dueAt)
            implements DeadlineEvent {}

    /**
     * What the deadline is for.
     *
     * @param type of the aggregate, as {@code order}
     * @param number by which people call it
     */
    record Subject(String type, UUID id, String number) {}
}
