package io.neiqin.platform.history.audit;

import java.util.UUID;

/**
 * Something in the history that is not as it was written, and where.
 *
 * @param aggregateType null where it is about a seal, or where nothing is left that says it
 * @param aggregateId null where it is about a seal
 * @param no of the entry, or of the first of several; null where it is about a seal
 * @param seal its number; null where it is about an entry
 */
public record Finding(What what, String aggregateType, UUID aggregateId, Integer no, Long seal, String detail) {

    /** How it differs from what was written. */
    public enum What {
        /** It says something else. */
        EDITED,
        /** It is gone, and later ones are there. */
        REMOVED,
        /** It was never written as all are. */
        INSERTED,
        /** Entries stand in each other's places. */
        REORDERED,
        /** It and all that came after it are gone. */
        TRUNCATED
    }

    static Finding ofEntry(What what, String aggregateType, UUID aggregateId, int no, String detail) {
        return new Finding(what, aggregateType, aggregateId, no, null, detail);
    }

    static Finding ofSeal(What what, long seal, String detail) {
        return new Finding(what, null, null, null, seal, detail);
    }

    boolean isAtTheSamePlace(Finding other) {
        return what == other.what && seal != null && seal.equals(other.seal);
    }
}
