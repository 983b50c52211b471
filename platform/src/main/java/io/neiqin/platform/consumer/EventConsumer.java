package io.neiqin.platform.consumer;

import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One who follows another service's events and remembers how far he is with each aggregate. Those who run the system
 * see through it what waits, and the gap fill gives it what is missing. Most are an {@link InboxConsumer}.
 */
public interface EventConsumer {

    /** The stable name under which versions are remembered, as {@code known-customers}. */
    String name();

    /** The service whose events these are, and whose log has what is missing, as {@code customer}. */
    String producer();

    /** The messaging channel they come through. */
    String channel();

    /** Those that wait, the oldest first. */
    Uni<List<ParkedEvent>> parked(int limit);

    /** How many wait. */
    Uni<Long> waiting();

    /**
     * Tries again what waits of an aggregate, in the order of the versions, up to the first that cannot be applied.
     * Returns how many were applied; empty when nothing of it waits.
     */
    Uni<Optional<Integer>> replay(UUID aggregateId);

    /** Aggregates that wait only because something is missing, {@code limit} of them, no matter which. */
    Uni<List<Gap>> gaps(int limit);

    /** Takes events of one aggregate out of the producer's log as if the topic had brought them; none twice. */
    Uni<Void> fill(List<ReceivedEvent> missing);

    /** What was taken, by hour of the events' time, from an hour up to before another. */
    Uni<List<ConsumedHour>> hours(Instant from, Instant to);

    /**
     * An event that waits.
     *
     * @param cause why it cannot be applied, or that it waits for an earlier one
     */
    record ParkedEvent(UUID aggregateId, long version, String type, String cause, Instant parkedAt) {}

    /**
     * Versions that an aggregate waits for.
     *
     * @param from the first that is missing
     * @param to the first that is there; equal to {@code from} when none is missing any more and the rest may go on
     */
    record Gap(UUID aggregateId, long from, long to) {}

    /**
     * What was taken of one hour.
     *
     * @param hour its beginning
     * @param positions the sum of the events' positions
     */
    record ConsumedHour(Instant hour, long events, BigDecimal positions) {}
}
