package io.neiqin.customer.activity;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;

/**
 * What came of it, in the words of him who did it.
 *
 * @param minutes it took; null where nobody says
 * @param objection an opinion or objection of the customer (意见、反对意见)
 * @param need what the customer wants
 * @param nextStepDate of the follow-up that was planned with it; null for none
 */
@Embeddable
public record Report(
        @Enumerated(EnumType.STRING) Outcome outcome,
        Integer minutes,
        String content,
        String objection,
        String need,
        LocalDate nextStepDate,
        String nextStepWhat) {

    /** What came of it; everything but NOT_REACHED means that somebody was spoken to. */
    public enum Outcome {
        NOT_REACHED,
        REACHED,
        INTERESTED,
        /** Wants an offer or a sample. */
        QUOTE_WANTED,
        ORDERED,
        /** Has an objection (反对意见, CUS-33), which stands beside it in words. */
        OBJECTED,
        REFUSED,
        COMPLAINED
    }

    boolean isReached() {
        return outcome != Outcome.NOT_REACHED;
    }

    boolean hasNextStep() {
        return nextStepDate != null;
    }

    /** Corrected in everything but the next step, which goes its own way by now. */
    Report corrected(ActivityRequest.Correction wanted) {
        return new Report(
                wanted.outcome(),
                wanted.minutes(),
                wanted.content(),
                wanted.objection(),
                wanted.need(),
                nextStepDate,
                nextStepWhat);
    }
}
