package io.neiqin.local.kpi;

import java.util.Locale;

/**
 * One value of a KPI.
 *
 * @param dimension what it is broken down by, as {@code month} or {@code category}; {@code total} for none
 * @param value     of the dimension as the source system writes it; empty for the total
 * @param measure   as the head line of the file names it, in lower case
 */
public record Cell(String dimension, String value, String measure) {

    /** A measure is named after its KPI. */
    public String kpi() {
        return measure.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value.isEmpty() ? dimension + " " + measure : dimension + " " + value + " " + measure;
    }
}
