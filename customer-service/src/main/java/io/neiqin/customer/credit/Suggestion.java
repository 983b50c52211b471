package io.neiqin.customer.credit;

import io.neiqin.platform.approval.ApprovalStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * What somebody has suggested (资信建议).
 *
 * @param kind of its approval
 * @param outcome null while it waits; TAKEN_BACK where somebody has taken it back, else what those who were asked came to
 */
record Suggestion(CreditTerms terms, String by, Instant at, String kind, UUID approvalId, String outcome) {

    static final String TAKEN_BACK = "TAKEN_BACK";

    Suggestion ended(String how) {
        return new Suggestion(terms, by, at, kind, approvalId, how);
    }

    /** The approval that goes on as its next round, when the same is asked for again; null where another begins. */
    UUID goesOnAs(String nextKind) {
        boolean over = ApprovalStatus.REJECTED.name().equals(outcome);
        return kind.equals(nextKind) && !over ? approvalId : null;
    }
}
