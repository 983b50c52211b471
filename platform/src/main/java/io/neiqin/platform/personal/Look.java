package io.neiqin.platform.personal;

import java.util.ArrayList;
import java.util.List;

/** One look at a record: at the masks of its personal values, or, on record, at the values themselves. */
public final class Look {

    private final boolean plain;
    private final List<String> seen = new ArrayList<>();

    private Look(boolean plain) {
        this.plain = plain;
    }

    /** Nobody has to know of it. */
    public static Look atMasks() {
        return new Look(false);
    }

    /** Of nobody: for what keeps the values, as a history does, and shows them only masked again. */
    public static Look toKeep() {
        return new Look(true);
    }

    static Look atValues() {
        return new Look(true);
    }

    /**
     * The value as this look shows it.
     *
     * @param field where it stands in the record, for those who ask later what was seen: {@code contacts/0/phone}
     * @param value may be null
     */
    public String at(String field, Personal value) {
        if (value == null || !plain) {
            return value == null ? null : value.masked();
        }
        seen.add(field);
        return value.plain();
    }

    /** The fields that it has shown plain. */
    List<String> seen() {
        return seen;
    }
}
