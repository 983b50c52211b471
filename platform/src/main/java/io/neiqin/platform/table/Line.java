package io.neiqin.platform.table;

import java.util.List;
import java.util.Map;

/**
 * A line of a table as it stands in the file.
 *
 * @param number from 1, as a spreadsheet or an editor counts them
 * @param wrong the code of what is wrong with a cell, by its place from 0; a text says nothing of it
 * @param cells as text, empty where there is nothing; numbers of a spreadsheet plain and without what its arithmetic
 *     adds beyond fifteen digits
 */
public record Line(long number, List<String> cells, Map<Integer, String> wrong) {

    Line(long number, List<String> cells) {
        this(number, cells, Map.of());
    }

    boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
