package io.neiqin.events.platform;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.Instant;
import java.util.UUID;

/** What happens to the history (变更历史) of a service. Every service tells it on its own topic. */
public sealed interface HistoryEvent extends DomainEvent {

    UUID historyId();

    @Override
    default UUID aggregateId() {
        return historyId();
    }

    /**
     * All entries that had come since the seal before were sealed. Who keeps the head outside of the service can tell
     * later that nothing up to here was changed.
     *
     * @param historyId the same one for all seals of a service
     * @param no 1, 2, 3 …
     * @param entries how many were sealed with it
     * @param head of the chain of seals, hexadecimal
     */
    @EventType("neiqin.each.history-sealed.v1")
    record HistorySealed(UUID historyId, int no, Instant sealedAt, int entries, String head) implements HistoryEvent {}
}
