package io.neiqin.reporting.cube;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A combination of dimensions for which cells are kept: none, each single one, and each with the salesperson, which
 * serves people who see only their own. Other combinations are answered from the journal.
 *
 * @param dimensions at most two, in the order of the cell's keys
 */
public record DimensionSet(String code, List<Dimension> dimensions) {

    public static final List<DimensionSet> DECLARED = declared();

    private DimensionSet(Dimension... dimensions) {
        this(
                dimensions.length == 0
                        ? "total"
                        : List.of(dimensions).stream().map(Dimension::key).collect(joining(",")),
                List.of(dimensions));
    }

    /** The declared set of exactly these dimensions; empty where no cells are kept for them. */
    public static Optional<DimensionSet> find(Set<Dimension> wanted) {
        return DECLARED.stream()
                .filter(set -> new HashSet<>(set.dimensions).equals(wanted))
                .findFirst();
    }

    /** The first or second key of a cell of this set, {@link Dimensions#NONE} beyond the set's dimensions. */
    public String key(int index, Dimensions values) {
        return index < dimensions.size() ? values.get(dimensions.get(index)) : Dimensions.NONE;
    }

    private static List<DimensionSet> declared() {
        List<DimensionSet> sets = new ArrayList<>(List.of(new DimensionSet()));
        for (Dimension dimension : Dimension.values()) {
            sets.add(new DimensionSet(dimension));
            if (dimension != Dimension.SALESPERSON) {
                sets.add(new DimensionSet(dimension, Dimension.SALESPERSON));
            }
        }
        return List.copyOf(sets);
    }
}
