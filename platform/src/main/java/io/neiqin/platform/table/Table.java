package io.neiqin.platform.table;

import io.neiqin.platform.json.BoundedValues;
import io.neiqin.platform.json.WellFormedText;
import io.neiqin.platform.problem.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of rows that people have filled in: CSV or XLSX, told by its content. The head line says which column is which;
 * what it names besides is left out. Read forwards once; memory does not grow with the file.
 */
public final class Table implements Closeable {

    /** The code of an empty cell that is needed. */
    public static final String MISSING = "cell-missing";

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    /** Longer ones are no amounts but a way to fill the memory. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    /** A time of the day behind it is left out. */
    private static final Pattern SERIAL = Pattern.compile("\\d{1,7}(\\.\\d+)?");

    private static final Pattern TIME = Pattern.compile("[ T]");
    private static final Pattern SEPARATOR = Pattern.compile("[-/.]");

    private final Lines lines;
    private final List<Column> places;
    private final List<String> unknown;
    private final Line head;

    private Table(Lines lines, Line head, List<Column> places, List<String> unknown) {
        this.lines = lines;
        this.head = head;
        this.places = places;
        this.unknown = unknown;
    }

    /**
     * Opens a file and reads its head line.
     *
     * @throws Problem 422 where it cannot be read, has no head line, lacks a column that is needed or has one twice
     */
    public static Table open(Path file, List<Column> columns) throws IOException {
        Lines lines = isArchive(file) ? XlsxLines.open(file) : CsvLines.open(file);
        try {
            Line head = lines.next();
            if (head == null || head.isBlank()) {
                throw Problem.rule("table-empty");
            }
            List<String> unknown = new ArrayList<>();
            List<Column> places = places(head, columns, unknown);
            return new Table(lines, head, places, unknown);
        } catch (RuntimeException refused) {
            lines.close();
            throw refused;
        }
    }

    private static boolean isArchive(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    /** By the place of the cell; null for a cell that is left out. */
    private static List<Column> places(Line head, List<Column> columns, List<String> unknown) {
        List<Column> places = new ArrayList<>();
        Set<Column> found = new HashSet<>();
        for (String title : head.cells()) {
            Column column = columns.stream()
                    .filter(known -> known.isCalled(title))
                    .findFirst()
                    .orElse(null);
            if (column != null && !found.add(column)) {
                throw Problem.rule("table-column-twice", column.key());
            }
            if (column == null && !title.isBlank()) {
                unknown.add(title.strip().replace('\0', '\uFFFD'));
            }
            places.add(column);
        }
        List<Column> missing = columns.stream()
                .filter(column -> column.required() && !found.contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw Problem.rule(
                    "table-column-missing",
                    missing.stream().map(Column::key).collect(Collectors.joining(", ")),
                    missing.stream().map(Column::chineseTitle).collect(Collectors.joining("、")));
        }
        return places;
    }

    /** The same table, of which one column is read: for who has a long way to go. */
    public Table only(String key) {
        List<Column> one = new ArrayList<>();
        places.forEach(column -> one.add(column != null && column.key().equals(key) ? column : null));
        return new Table(lines, head, one, unknown);
    }

    /** The next row that is not blank, null at the end; refuses with a {@link Problem} where it cannot be read on. */
    public Row next() {
        Line line = lines.next();
        while (line != null && line.isBlank() && !isWrong(line)) {
            line = lines.next();
        }
        return line == null ? null : row(line);
    }

    /** In a column that is read. */
    private boolean isWrong(Line line) {
        return line.wrong().keySet().stream().anyMatch(place -> at(place) != null);
    }

    private Row row(Line line) {
        Map<String, Object> values = new HashMap<>();
        Problem wrong = Problem.rule("row-invalid");
        if (line.cells().stream().skip(places.size()).anyMatch(cell -> !cell.isBlank())) {
            wrong.at("", "row-too-long", places.size());
        }
        for (int i = 0; i < places.size(); i++) {
            Column column = places.get(i);
            String fault = line.wrong().get(i);
            if (column != null && fault != null) {
                wrong.at("/" + column.key(), fault, shown(line.cells().get(i)));
            } else if (column != null) {
                read(column, i < line.cells().size() ? line.cells().get(i).strip() : "", values, wrong);
            }
        }
        return new Row(line, values, wrong.isEmpty() ? null : wrong);
    }

    private void read(Column column, String cell, Map<String, Object> values, Problem wrong) {
        String pointer = "/" + column.key();
        if (cell.isEmpty()) {
            if (column.required()) {
                wrong.at(pointer, MISSING);
            }
            return;
        }
        if (cell.indexOf('\0') >= 0) {
            wrong.at(pointer, "character-invalid");
            return;
        }
        switch (column.type()) {
            case TEXT -> values.put(column.key(), lines.dayZero() == null ? FormulaGuard.plain(cell) : cell);
            case NUMBER -> {
                if (NUMBER.matcher(cell).matches()) {
                    values.put(column.key(), new BigDecimal(cell));
                } else {
                    wrong.at(pointer, "cell-no-number", shown(cell));
                }
            }
            case DATE -> {
                LocalDate date = date(cell);
                if (date == null) {
                    wrong.at(pointer, "cell-no-date", shown(cell));
                } else {
                    values.put(column.key(), date);
                }
            }
        }
    }

    /** Also with slashes or dots, as {@code 2026/1/31}; the year comes first, and a time behind it is left out. */
    private LocalDate date(String cell) {
        if (lines.dayZero() != null && SERIAL.matcher(cell).matches()) {
            LocalDate day = lines.dayZero().plusDays(new BigDecimal(cell).longValue());
            return BoundedValues.day(day.toString()).orElse(null);
        }
        String[] parts = SEPARATOR.split(TIME.split(cell, 2)[0]);
        return parts.length != 3 || parts[0].length() != 4
                ? null
                : BoundedValues.day(parts[0] + "-" + twoDigits(parts[1]) + "-" + twoDigits(parts[2]))
                        .orElse(null);
    }

    private static String twoDigits(String part) {
        return part.length() == 1 ? "0" + part : part;
    }

    private static String shown(String cell) {
        return cell.length() > 40 ? WellFormedText.cut(cell, 40) + "…" : cell;
    }

    /** What stands at a place of each row; null for what is left out. */
    public Column at(int place) {
        return place < places.size() ? places.get(place) : null;
    }

    /** As it stands in the file. */
    public List<String> head() {
        return head.cells();
    }

    /** What the head line names besides. */
    public List<String> unknownColumns() {
        return unknown;
    }

    /** As {@code CSV GB18030}. */
    public String form() {
        return lines.form();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
