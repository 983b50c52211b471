package io.neiqin.benchmarks.measure;

import java.time.Duration;
import java.util.function.Function;

/** Runs something until the compiler of the Java machine has caught up with it. */
public final class WarmUp {

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final double STILL_RISING = 1.05;

    private WarmUp() {}

    /**
     * Runs in steps of ten seconds, at least so long, and further while each is quicker than any before; returns how
     * long it took, in seconds.
     */
    public static long run(Duration atLeast, Duration atMost, Function<Duration, Window> load) {
        double best = 0;
        for (long seconds = STEP.toSeconds(); ; seconds += STEP.toSeconds()) {
            double rate = load.apply(STEP).rate();
            boolean rises = rate > best * STILL_RISING;
            best = Math.max(best, rate);
            if (seconds >= atMost.toSeconds() || seconds >= atLeast.toSeconds() && !rises) {
                return seconds;
            }
        }
    }
}
