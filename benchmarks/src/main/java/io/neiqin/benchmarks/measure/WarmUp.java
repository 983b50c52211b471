package io.neiqin.benchmarks.measure;

import java.time.Duration;
import java.util.function.Function;

/** Runs something until the compiler of the Java machine has caught up with it. */
public final class WarmUp {

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final double STILL_RISING = 1.05;
    private static final int PATIENCE = 6;

    private WarmUp() {}

    /**
     * Runs in steps of ten seconds, at least so long, and further until six in a row were hardly quicker than the
     * best before them: fewer say little while the compiler takes its share of the processor. Returns how long it
     * took, in seconds.
     */
    public static long run(Duration atLeast, Duration atMost, Function<Duration, Window> load) {
        double best = 0;
        int stale = 0;
        for (long seconds = STEP.toSeconds(); ; seconds += STEP.toSeconds()) {
            double rate = load.apply(STEP).rate();
            if (rate > best * STILL_RISING) {
                best = rate;
                stale = 0;
            } else {
                stale++;
            }
            if (seconds >= atMost.toSeconds() || seconds >= atLeast.toSeconds() && stale >= PATIENCE) {
                return seconds;
            }
        }
    }
}
