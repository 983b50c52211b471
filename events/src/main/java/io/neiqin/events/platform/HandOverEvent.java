package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.util.List;
import java.util.UUID;

/**
 * What happens to something that one department has handed to another (交接). Every service tells it on its own topic.
 * What was asked and answered stays with the hand-over: it may name people.
 */
public sealed interface HandOverEvent extends DomainEvent {

    UUID handOverId();

    @Override
    default UUID aggregateId() {
        return handOverId();
    }

    /**
     * Somebody has something that another has to answer.
     *
     * @param kind what it is about, as {@code question} or {@code approval}
     * @param ownerNo who has to answer
     */
    @EventType("neiqin.each.hand-over-opened.v1")
    record HandOverOpened(
            UUID handOverId, String kind, Subject subject, String fromNo, String ownerNo, UUID departmentId)
            implements HandOverEvent {}

    /** Whoever had to answer has handed it on; the time goes on. */
    @EventType("neiqin.each.hand-over-passed-on.v1")
    record HandOverPassedOn(
            UUID handOverId, String kind, Subject subject, String fromNo, String ownerNo, UUID departmentId)
            implements HandOverEvent {}

    /**
     * It is answered.
     *
     * @param held how long each department has had it, in the order in which it came to them
     */
    @EventType("neiqin.each.hand-over-answered.v1")
    record HandOverAnswered(UUID handOverId, String kind, Subject subject, String answeredBy, List<Held> held)
            implements HandOverEvent {}

    /**
     * @param departmentId null for people without one
     * @param minutes whole ones
     */
    record Held(UUID departmentId, int minutes) {}

    /**
     * What was handed over.
     *
     * @param type of the aggregate, as {@code order}
     * @param number by which people call it
     */
    record Subject(String type, UUID id, String number) {}
}
