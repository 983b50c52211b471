package io.neiqin.platform.table;

import java.util.List;

/**
 * A line of a table as it stands in the file.
 *
 * @param number from 1, as a spreadsheet or an editor counts them
 * @param cells as text, empty where there is nothing; numbers of a spreadsheet plain and without what its arithmetic
 *     adds beyond fifteen digits
 */
public record Line(long number, List<String> cells) {

    boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
