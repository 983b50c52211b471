package io.neiqin.journeys.load;

import java.time.Instant;
import java.util.UUID;

/**
 * A command sent once, and what came back.
 *
 * @param altered whether it was sent with another content under the same key, which must be refused
 * @param status of HTTP; 0 when nothing came back
 * @param code of the problem; what broke when nothing came back; null on success
 * @param order the id that the answer shows
 * @param eventVersion 0 when the answer has none
 * @param shown the order's status as the answer shows it
 * @param replayed whether the answer says that it was given before
 */
public record Attempt(
        String key,
        boolean altered,
        Instant start,
        Instant end,
        Outcome outcome,
        int status,
        String code,
        UUID order,
        long eventVersion,
        String etag,
        String shown,
        boolean replayed) {

    /** What the one who sent it knows. */
    public enum Outcome {
        ACKNOWLEDGED,
        REFUSED,
        /** Connection lost, too late, or the service said that it could not: it may have happened or not. */
        UNKNOWN
    }

    public boolean acknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }
}
