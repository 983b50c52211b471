package io.neiqin.testkit.scope;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a record stands to a caller. */
enum Relation {
    /** No record is meant: an operation of the whole service, or the calling of a list. */
    ANY,
    /** The caller's. */
    OWN,
    /** Of a colleague in the caller's department. */
    DEPARTMENT,
    /** Of somebody in another department, or nobody's. */
    OTHER,
    /** As OTHER, in a state of being no more: cancelled, left. */
    VOID,
    /** An id that nothing has. */
    RANDOM;

    /** As the committed file writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Relation> of(String word) {
        return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
    }

    /** Whether a record of this relation is the caller's business only by a rule that says so. */
    boolean isForeign() {
        return this == DEPARTMENT || this == OTHER || this == VOID;
    }
}
