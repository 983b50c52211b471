package io.neiqin.customer.anomaly;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;

/**
 * What has changed in a customer's business situation.
 *
 * @param what in the words of whoever has noticed it
 * @param since since when it is so; null where he does not know
 * @param source how he knows; null where he does not say
 */
@Embeddable
public record Finding(
        @Enumerated(EnumType.STRING) Kind kind,
        @Enumerated(EnumType.STRING) Severity severity,
        String what,
        LocalDate since,
        String source) {

    /** In what it has changed. */
    public enum Kind {
        /** Who decides or buys there (人事). */
        PERSONNEL,
        /** How it pays, and whether it can (财务). */
        FINANCE,
        /** What it makes, moves, opens or closes (经营). */
        OPERATION,
        /** Suits, fines, changed owners (法律). */
        LEGAL,
        /** Another supplier is there (竞争). */
        COMPETITOR,
        /** What it needs, and how much (需求). */
        DEMAND,
        OTHER
    }

    /** How soon a superior has to know. */
    public enum Severity {
        LOW("anomaly"),
        HIGH("anomaly-high");

        private final String deadline;

        Severity(String deadline) {
            this.deadline = deadline;
        }

        /** By when he has looked at it, see {@code neiqin.deadline.kind}. */
        String deadline() {
            return deadline;
        }
    }
}
