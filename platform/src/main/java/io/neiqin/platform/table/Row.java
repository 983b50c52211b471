package io.neiqin.platform.table;

import io.neiqin.platform.problem.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A row of a table by its columns; what its cells may not hold was noticed when it was read. */
public final class Row {

    private final Line line;
    private final Map<String, Object> values;
    private final Problem problem;

    /**
     * @param values by the column's key: texts, decimals and dates; what is empty is absent
     * @param problem with what is wrong, at pointers as {@code /tax_rate}; null where nothing is
     */
    Row(Line line, Map<String, Object> values, Problem problem) {
        this.line = line;
        this.values = values;
        this.problem = problem;
    }

    /** In the file, from 1. */
    public long line() {
        return line.number();
    }

    /** As they stand in the file. */
    public List<String> cells() {
        return line.cells();
    }

    /** Blanks around it are dropped; null where the cell is empty. */
    public String text(String column) {
        return (String) values.get(column);
    }

    /** Null where the cell is empty. */
    public BigDecimal number(String column) {
        return (BigDecimal) values.get(column);
    }

    /** Null where the cell is empty. */
    public LocalDate date(String column) {
        return (LocalDate) values.get(column);
    }

    /** Text, decimal or date; null where the cell is empty, or holds what its column does not want. */
    public Object value(String column) {
        return values.get(column);
    }

    /** Null where every cell holds what its column wants. */
    public Problem problem() {
        return problem;
    }
}
