package io.neiqin.local.api;

import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;

/** Decides for one request whether it is sent again, and when: bounded by time, not by count. */
final class Patience {
    /** Longer than a part is away that was killed together with what it stands on. */
    static final long MILLIS = TimeUnit.SECONDS.toMillis(180);

    private static final long PAUSE_MILLIS = 1000;
    private static final long SHORTEST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 5000;
    /** A dying part may answer so; one that does it again and again has a defect. */
    private static final int FAULTS = 5;

    private final String part;
    private final Outages outages;
    private final Api.Pause pause;
    private final long begun = System.nanoTime();
    private long waited;
    private int faults;
    private boolean renewed;

    Patience(String part, Outages outages, Api.Pause pause) {
        this.part = part;
        this.outages = outages;
        this.pause = pause;
    }

    /** The token was refused: another one is tried once, at once. */
    boolean renews() {
        boolean first = !renewed;
        renewed = true;
        return first;
    }

    /** Waits as long as the answer says; returns whether to ask again. A refusal is never repeated. */
    boolean outlasts(HttpResponse<?> response) throws InterruptedException {
        String after = response.headers().firstValue("Retry-After").orElse("");
        boolean timed = after.matches("\\d{1,9}");
        return switch (response.statusCode()) {
            case 502, 503, 504 -> outlastsOutage(part, millis(after, timed));
            case 500 -> ++faults < FAULTS && waits(2 * PAUSE_MILLIS);
            case 202, 409, 429 -> timed && waits(millis(after, true));
            default -> false;
        };
    }

    private static long millis(String after, boolean timed) {
        long millis = timed ? Long.parseLong(after) * 1000 : PAUSE_MILLIS;
        return Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, millis));
    }

    /** The part could not be reached, or broke off. */
    boolean outlastsOutage(String away) throws InterruptedException {
        return outlastsOutage(away, PAUSE_MILLIS);
    }

    private boolean outlastsOutage(String away, long millis) throws InterruptedException {
        // Where nobody has had an answer for that long, nobody else waits for it from the beginning.
        return outages.failed(away) < MILLIS && waits(millis);
    }

    private boolean waits(long millis) throws InterruptedException {
        waited += millis;
        long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (Math.max(waited, spent) > MILLIS) {
            return false;
        }
        pause.millis(millis);
        return true;
    }
}
