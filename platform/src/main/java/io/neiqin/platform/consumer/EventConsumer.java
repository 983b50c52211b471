package io.neiqin.platform.consumer;

import io.neiqin.platform.event.EventIds;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Gives up the refused event at which an aggregate stands: it is kept with who, when and why, its version counts as
     * consumed without effect, and what waits behind it goes on. Returns how many of those were applied; empty when there
     * is no such event that was refused.
     *
     * @param said the ids of all events that the producer's log has of the aggregate from this version on
     * @throws Problem 409 when the event is none of them: its version belongs to another; 422 for a consumer that cannot do
     *     without an event
     */
    default Uni<Optional<Integer>> discard(UUID aggregateId, long version, Set<UUID> said, Discard discard) {
        return Uni.createFrom().failure(Problem.rule("discard-impossible", name()));
    }

    /**
     * Gives up what waits of an aggregate from a version on, refused or not, and was never said by its producer: else what
     * waits behind would be next. It is kept with who, when and why; its versions stay open for what the producer says.
     *
     * @param said the ids of all events that the producer's log has of the aggregate from this version on
     */
    Uni<Forgotten> forget(UUID aggregateId, long version, Set<UUID> said, Discard discard);

    /**
     * Aggregates that wait only because something is missing, {@code limit} of them. Asked again and again, each gets its
     * turn, also where the first ones cannot be filled.
     */
    Uni<List<Gap>> gaps(int limit);

    /** Those of a page of the producer's log, in its order, that were not consumed and do not wait. */
    Uni<List<ReceivedEvent>> lacking(List<ReceivedEvent> told);

    /** Takes events out of the producer's log, in its order, as if the topic had brought them; none twice. */
    Uni<Void> fill(List<ReceivedEvent> missing);

    /** What was taken, by hour of the events' time, from an hour up to before another. */
    Uni<List<ConsumedHour>> hours(Instant from, Instant to);

    /**
     * What forgetting came to.
     *
     * @param found whether anything waited at the version
     * @param events how many were given up
     */
    record Forgotten(boolean found, long events) {}

    /**
     * Who gives an event up.
     *
     * @param by his employee number
     */
    record Discard(String by, String reason) {}

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
     * @param ids what their ids come to, as {@link EventIds} says; null where it was not kept from the beginning
     */
    record ConsumedHour(Instant hour, long events, BigDecimal positions, String ids) {}
}
