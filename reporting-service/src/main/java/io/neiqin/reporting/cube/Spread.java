package io.neiqin.reporting.cube;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a difference counts: in every cell, of any declared set, that one of the dimensions leads to; once, however many
 * lead there. Most events of a day have the same few, and adding up before spreading is cheaper than after.
 */
record Spread(Measure measure, LocalDate day, String currency, Set<Dimensions> dimensions) {

    Set<Cell> cells() {
        Set<Cell> cells = new HashSet<>();
        for (DimensionSet set : DimensionSet.DECLARED) {
            for (Dimensions of : dimensions) {
                cells.add(new Cell(measure.code(), set.code(), day, set.key(0, of), set.key(1, of), currency));
            }
        }
        return cells;
    }
}
