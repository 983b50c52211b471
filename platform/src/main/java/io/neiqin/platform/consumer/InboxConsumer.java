package io.neiqin.platform.consumer;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A consumer of single events: it says what an event does, and {@link EventInbox} keeps its books. Its receiving method
 * is {@code inbox.take(this, record)}.
 */
public interface InboxConsumer extends EventConsumer {

    EventInbox inbox();

    /** The effect of one event, inside the transaction; never called twice for one. Events without effect pass. */
    Uni<Void> apply(DomainEvent event, ReceivedEvent received);

    @Override
    default Uni<List<ParkedEvent>> parked(int limit) {
        return inbox().parked(this, limit);
    }

    @Override
    default Uni<Long> waiting() {
        return inbox().waiting(this);
    }

    @Override
    default Uni<Optional<Integer>> replay(UUID aggregateId) {
        return inbox().replay(this, aggregateId);
    }

    @Override
    default Uni<Optional<Integer>> discard(UUID aggregateId, long version, Set<UUID> said, Discard discard) {
        return inbox().discard(this, aggregateId, version, said, discard);
    }

    @Override
    default Uni<Forgotten> forget(UUID aggregateId, long version, Set<UUID> said, Discard discard) {
        return inbox().forget(this, aggregateId, version, said, discard);
    }

    @Override
    default Uni<List<Gap>> gaps(int limit) {
        return inbox().gaps(this, limit);
    }

    @Override
    default Uni<List<ReceivedEvent>> lacking(List<ReceivedEvent> told) {
        return inbox().lacking(this, told);
    }

    @Override
    default Uni<Void> fill(List<ReceivedEvent> missing) {
        return inbox().fill(this, missing);
    }

    @Override
    default Uni<List<ConsumedHour>> hours(Instant from, Instant to) {
        return inbox().hours(this, from, to);
    }
}
