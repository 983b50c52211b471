package io.neiqin.local.history;

import io.neiqin.local.PlainError;
import io.neiqin.local.history.CsvText.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CSV file with a head line, read whole: the files of a take-over are small. What cannot be read is refused. */
final class Table {
    private final String file;
    private final Refusals refusals;
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> broken = new ArrayList<>();

    private Table(String file, Refusals refusals) {
        this.file = file;
        this.refusals = refusals;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** Rows that were refused, with the cells that can be told. */
    List<Row> broken() {
        return List.copyOf(broken);
    }

    /** Reads what can be read; without one of the columns that is nothing. */
    static Table read(Path path, List<String> columns, Refusals refusals) {
        Table table = new Table(path.getFileName().toString(), refusals);
        try {
            if (Files.isRegularFile(path)) {
                table.read(SourceText.of(Files.readAllBytes(path)), columns);
            } else {
                table.refuse(0, refusals.text("file.none"), "");
            }
        } catch (IOException e) {
            table.refuse(0, String.valueOf(e.getMessage()), "");
        }
        return table;
    }

    private void read(SourceText text, List<String> columns) {
        if (text.value() == null) {
            refuse(text.line(), refusals.text("file.encoding"), "");
            return;
        }
        List<Entry> entries = CsvText.read(text.value());
        if (entries.isEmpty()) {
            refuse(0, refusals.text("file.empty"), "");
            return;
        }
        List<String> head = entries.get(0).cells().stream().map(String::trim).toList();
        List<String> missing =
                columns.stream().filter(name -> !head.contains(name)).toList();
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing);
            refuse(
                    entries.get(0).line(),
                    refusals.text("file.columns", names),
                    entries.get(0).raw());
        } else if (entries.size() == 1) {
            refuse(
                    entries.get(0).line(),
                    refusals.text("file.head.only"),
                    entries.get(0).raw());
        } else {
            entries.subList(1, entries.size()).forEach(entry -> take(entry, head));
        }
    }

    private void take(Entry entry, List<String> head) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(head.size(), entry.cells().size()); i++) {
            cells.put(head.get(i), entry.cells().get(i));
        }
        Row row = new Row(file, entry.line(), cells, entry.raw());
        if (entry.fault() == null) {
            rows.add(row);
        } else {
            broken.add(row);
            refuse(entry.line(), refusals.text(entry.fault(), entry.cells().size(), head.size()), entry.raw());
        }
    }

    private void refuse(int line, String reason, String row) {
        refusals.add(file, line, reason, row);
    }

    /**
     * @param line of the file, counted from 1 with the head line
     * @param raw  as it stands in the file
     */
    record Row(String file, int line, Map<String, String> cells, String raw) {

        /** Empty where the cell is. */
        String text(String column) {
            return cells.getOrDefault(column, "").trim();
        }

        /** Null where the cell is empty, as the API wants what is not known. */
        String optional(String column) {
            return text(column).isEmpty() ? null : text(column);
        }

        boolean isDate(String column) {
            try {
                LocalDate.parse(text(column));
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }

        LocalDate date(String column) {
            return LocalDate.parse(text(column));
        }

        /** @throws PlainError naming the cell where it is no number */
        BigDecimal number(String column) {
            try {
                return new BigDecimal(text(column));
            } catch (NumberFormatException e) {
                throw new PlainError(PlainError.INCOMPLETE, this + ": " + column + " is not a number: " + text(column));
            }
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }
}
