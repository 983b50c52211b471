package io.neiqin.local.api;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Which parts do not answer at the moment: each outage is said once, and measured for those who wait. */
public final class Outages {
    /** Requests that overlap the ends of an outage do not have it said again. */
    private static final long SAME_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private final Consumer<String> say;

    /** @param say told the part's name when it stops answering */
    public Outages(Consumer<String> say) {
        this.say = say;
    }

    /** @return for how long it has not answered anybody, in milliseconds */
    synchronized long failed(String part) {
        long now = System.nanoTime();
        Long before = last.put(part, now);
        if (before == null || now - before > SAME_NANOS) {
            say.accept(part);
        }
        begun.putIfAbsent(part, now);
        return TimeUnit.NANOSECONDS.toMillis(now - begun.get(part));
    }

    synchronized void answered(String part) {
        begun.remove(part);
    }
}
