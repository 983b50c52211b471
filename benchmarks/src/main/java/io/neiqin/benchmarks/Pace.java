package io.neiqin.benchmarks;

import java.time.Duration;

/**
 * How long things are measured.
 *
 * @param window of one side of a comparison
 * @param rounds of A B B A
 * @param turn the window of a side that can be measured in short ones: a machine that has slow and quick minutes is slow
 *     or quick for both sides then
 * @param turns rounds of those
 * @param warmUp at least; it goes on while the rate still rises
 * @param warmUpMost at most
 * @param rows of a backlog
 * @param forTheRecord whether the figures count
 */
public record Pace(
        Duration window,
        int rounds,
        Duration turn,
        int turns,
        Duration warmUp,
        Duration warmUpMost,
        int rows,
        boolean forTheRecord) {

    static Pace full() {
        return new Pace(
                Duration.ofSeconds(15),
                2,
                Duration.ofSeconds(5),
                8,
                Duration.ofSeconds(60),
                Duration.ofMinutes(4),
                200_000,
                true);
    }

    /** For somebody who is changing something and wants to see where it goes. */
    static Pace quick() {
        return new Pace(
                Duration.ofSeconds(5),
                1,
                Duration.ofSeconds(3),
                2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                50_000,
                false);
    }
}
