package io.neiqin.customer.ticket.course;

import java.time.Instant;

/**
 * What the customer says to how it was handled (满意度).
 *
 * @param by who has asked him
 * @param satisfaction 1 to 5; null for one who could not be reached
 * @param reason in his words; of one who could not be reached, what was tried
 */
public record Evaluation(Instant at, String by, Integer satisfaction, boolean unreachable, String reason) {

    /** Whether he wants it done again. */
    public boolean wantsMore(Hand.Terms terms) {
        return satisfaction != null && satisfaction <= terms.unsatisfiedUpTo();
    }
}
