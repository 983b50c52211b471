package io.neiqin.platform.importing.reading;

import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.importing.reading.Portion.Found;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.problem.Problem.FieldError;
import io.neiqin.platform.table.Column.Need;
import io.neiqin.platform.table.Row;
import io.neiqin.platform.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a table by records. Of all that it has read it remembers nothing: which keys stand in several places is found out
 * before, so that the first of them is refused, too.
 */
public final class RecordReader {

    /** A longer one is none: somebody has filled the column of the key with one value. */
    public static final int MAX_ROWS = 1_000;

    private final Table table;
    private final String keyColumn;
    private final Set<String> saidOnce;
    private final Map<String, Scattered> scattered;
    private Row next;
    private int rows;

    /**
     * Where a key stands whose rows do not stand together.
     *
     * @param first line of the first ones
     * @param again line of the next ones
     */
    public record Scattered(long first, long again) {

        long otherThan(long line) {
            return line == first ? again : first;
        }
    }

    public RecordReader(Table table, ImportKind kind, Map<String, Scattered> scattered) {
        this.table = table;
        this.keyColumn = kind.key();
        this.saidOnce = kind.columns().stream()
                .filter(column -> column.need() == Need.ONCE)
                .map(column -> "/" + column.key())
                .collect(Collectors.toSet());
        this.scattered = scattered;
        this.next = table.next();
    }

    /**
     * The keys that stand in several places of a file.
     *
     * @param table no more than its key is read
     * @param maxRows a file with more is refused
     */
    public static Map<String, Scattered> scattered(Table table, ImportKind kind, int maxRows) {
        Map<String, Long> known = new HashMap<>();
        Map<String, Scattered> scattered = new HashMap<>();
        String last = null;
        int count = 0;
        for (Row row = table.next(); row != null; row = table.next()) {
            if (++count > maxRows) {
                throw Problem.rule("table-too-long", maxRows);
            }
            String key = row.text(kind.key());
            if (key != null && !key.equals(last)) {
                Long first = known.putIfAbsent(key, row.line());
                if (first != null) {
                    scattered.putIfAbsent(key, new Scattered(first, row.line()));
                }
            }
            last = key;
        }
        return scattered;
    }

    /** The next records that together have at least so many rows; fewer at the end, none behind it. */
    public Portion next(int atLeast) {
        return next(atLeast, Spans.NONE);
    }

    /** The same, past what is done. */
    public Portion next(int atLeast, Spans done) {
        while (next != null && done.has(rows)) {
            record();
        }
        int from = rows;
        List<Found> found = new ArrayList<>();
        while (next != null && rows < from + atLeast && !done.has(rows)) {
            found.add(record());
        }
        return new Portion(from, found);
    }

    private Found record() {
        String key = next.text(keyColumn);
        List<Row> together = new ArrayList<>();
        int count = 0;
        do {
            if (++count <= MAX_ROWS) {
                together.add(next);
            }
            rows++;
            next = table.next();
        } while (next != null && key != null && Objects.equals(key, next.text(keyColumn)));
        ImportRecord record = new ImportRecord(key, List.copyOf(together));
        return new Found(record, count, problem(record, count));
    }

    private Problem problem(ImportRecord record, int count) {
        Problem wrong = Problem.rule("row-invalid");
        for (int i = 0; i < record.rows().size(); i++) {
            Problem cells = record.rows().get(i).problem();
            for (FieldError error : cells == null ? List.<FieldError>of() : cells.errors()) {
                boolean saidBefore = i > 0 && error.code().equals(Table.MISSING) && saidOnce.contains(error.pointer());
                if (!saidBefore) {
                    wrong.at(
                            "/" + i + error.pointer(),
                            error.code(),
                            error.arguments().toArray());
                }
            }
        }
        if (record.key() != null && scattered.containsKey(record.key())) {
            wrong.at(
                    "/" + keyColumn,
                    "key-scattered",
                    scattered.get(record.key()).otherThan(record.first().line()));
        }
        if (count > MAX_ROWS) {
            wrong.at("/" + keyColumn, "record-too-long", MAX_ROWS);
        }
        return wrong.isEmpty() ? null : wrong;
    }
}
