package io.neiqin.reporting.rebuild;

import java.time.Instant;

/**
 * One projection as those see it who run the system.
 *
 * @param schema kpi is the live one, kpi_next the one being built, kpi_previous the one that was live before
 * @param state BUILDING, INDEXING or READY
 * @param source what it was built from
 * @param readyAt null while it is being built
 * @param events taken since it was begun
 * @param total events that it would have if it were where the live projection is
 * @param seconds from its beginning until it was ready, or until now
 * @param eventsPerSecond while it was being built
 * @param secondsLeft until it will have caught up, at this pace; null when it has
 * @param behind events that the live projection has taken and this one has not
 * @param lag behind the end of the topic; null when the broker does not say
 * @param parked events that wait, with their causes under parked-events
 * @param entries the journal's last entry
 * @param fault why it does not go on just now; null when it does
 */
public record Projection(
        String schema,
        String state,
        String source,
        Instant startedAt,
        String startedBy,
        Instant readyAt,
        long events,
        long total,
        double seconds,
        long eventsPerSecond,
        Long secondsLeft,
        long behind,
        Lag lag,
        long parked,
        long entries,
        String fault) {

    /**
     * How far figures are behind what is said.
     *
     * @param events records of the topic that are not taken yet
     * @param seconds since the oldest of them was sent; 0 when there are none, null when it could not be read in time
     */
    public record Lag(long events, Long seconds) {}

    /** The same with a lag. */
    Projection behind(Lag known) {
        return new Projection(
                schema,
                state,
                source,
                startedAt,
                startedBy,
                readyAt,
                events,
                total,
                seconds,
                eventsPerSecond,
                secondsLeft,
                behind,
                known,
                parked,
                entries,
                fault);
    }
}
