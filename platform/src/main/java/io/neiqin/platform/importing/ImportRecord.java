package io.neiqin.platform.importing;

import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.table.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Adjoining rows of a file that are one record: an order with its lines.
 *
 * @param key what tells it from others
 * @param rows at least one
 */
public record ImportRecord(String key, List<Row> rows) {

    public Row first() {
        return rows.get(0);
    }

    /** Of a column that is said once per record; null where it is empty. */
    public String text(String column) {
        return first().text(column);
    }

    public BigDecimal number(String column) {
        return first().number(column);
    }

    public LocalDate date(String column) {
        return first().date(column);
    }

    /**
     * Refuses where a later row says something else of the record than its first one; an empty cell says nothing.
     *
     * @param columns that are said once per record
     */
    public void requireOneVoice(List<String> texts, List<String> dates) {
        Problem wrong = Problem.rule("row-invalid");
        compare(texts, Row::text, wrong);
        compare(dates, Row::date, wrong);
        wrong.throwIfAny();
    }

    private void compare(List<String> columns, BiFunction<Row, String, ?> read, Problem wrong) {
        for (int i = 1; i < rows.size(); i++) {
            for (String column : columns) {
                Object later = read.apply(rows.get(i), column);
                if (later != null && !Objects.equals(later, read.apply(first(), column))) {
                    wrong.at("/" + i + "/" + column, "cell-differs-in-record", first().line());
                }
            }
        }
    }
}
