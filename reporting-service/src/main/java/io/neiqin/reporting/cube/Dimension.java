package io.neiqin.reporting.cube;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What figures are broken down by. The lower-case name is both the column of the journal and the word in the API. */
public enum Dimension {
    PRODUCT,
    CATEGORY,
    CUSTOMER,
    COUNTRY,
    REGION,
    SALESPERSON,
    DEPARTMENT;

    private final String key = name().toLowerCase(Locale.ROOT);

    public String key() {
        return key;
    }

    public static Optional<Dimension> find(String key) {
        return Arrays.stream(values()).filter(d -> d.key.equals(key)).findFirst();
    }
}
