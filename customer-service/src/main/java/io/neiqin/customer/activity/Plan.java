package io.neiqin.customer.activity;

import io.neiqin.platform.deadline.Span;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * When and where it is to be.
 *
 * @param purpose what for
 * @param beginsAt null where only the day is known; {@code endsAt} goes with it
 * @param attendees who comes, in words
 * @param overlapping whether the same person had something else at that time when it was booked, and that was accepted
 */
@Embeddable
public record Plan(
        String purpose, Instant beginsAt, Instant endsAt, String place, String attendees, boolean overlapping) {

    /** Of what was done without having been planned. */
    static final Plan NONE = new Plan(null, null, null, null, null, false);

    boolean hasTime() {
        return beginsAt != null;
    }

    Span span() {
        return new Span(beginsAt, endsAt);
    }
}
