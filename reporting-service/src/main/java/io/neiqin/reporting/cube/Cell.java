package io.neiqin.reporting.cube;

import java.time.LocalDate;
import java.util.Comparator;

/** The place of one sum: a measure, a day and the keys of a {@link DimensionSet}. */
public record Cell(String measure, String set, LocalDate day, String key1, String key2, String currency)
        implements Comparable<Cell> {

    /** One order for all writers, or two of them could wait for each other's rows. */
    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::measure)
            .thenComparing(Cell::set)
            .thenComparing(Cell::day)
            .thenComparing(Cell::key1)
            .thenComparing(Cell::key2)
            .thenComparing(Cell::currency);

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
