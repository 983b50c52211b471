package io.neiqin.local.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.neiqin.local.PlainError;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A CSV file with a head line, read whole: the files of a take-over are small. */
final class Table {
    private final String file;
    private final List<Row> rows;

    private Table(String file, List<Row> rows) {
        this.file = file;
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }

    /** @throws PlainError with file and line where the file is missing, has not these columns, or a row is broken */
    static Table read(Path path, List<String> columns) {
        String file = path.getFileName().toString();
        if (!Files.isRegularFile(path)) {
            throw wrong(path + ": no such file");
        }
        CsvMapper mapper = new CsvMapper();
        mapper.enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS);
        mapper.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
        CsvSchema schema = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<Map<String, String>> found =
                mapper.readerForMapOf(String.class).with(schema).readValues(path.toFile())) {
            return new Table(file, rows(file, found, columns));
        } catch (JsonProcessingException e) {
            throw wrong(new Row(file, e.getLocation().getLineNr(), Map.of()) + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong(file + ": " + e.getMessage());
        }
    }

    private static List<Row> rows(String file, MappingIterator<Map<String, String>> found, List<String> columns)
            throws IOException {
        List<Row> rows = new ArrayList<>();
        boolean more = found.hasNextValue();
        requireColumns(file, (CsvSchema) found.getParserSchema(), columns);
        while (more) {
            int line = found.getCurrentLocation().getLineNr();
            rows.add(new Row(file, line, found.nextValue()));
            more = found.hasNextValue();
        }
        return List.copyOf(rows);
    }

    private static void requireColumns(String file, CsvSchema head, List<String> columns) {
        List<String> missing =
                columns.stream().filter(name -> head.column(name) == null).toList();
        if (!missing.isEmpty()) {
            throw wrong(file + ": the head line lacks " + String.join(", ", missing));
        }
    }

    private static PlainError wrong(String line) {
        return new PlainError(PlainError.INCOMPLETE, line);
    }

    @Override
    public String toString() {
        return file + " (" + rows.size() + " rows)";
    }

    /** @param line of the file, counted from 1 with the head line */
    record Row(String file, int line, Map<String, String> cells) {

        /** Empty where the cell is. */
        String text(String column) {
            return cells.getOrDefault(column, "").trim();
        }

        /** Null where the cell is empty, as the API wants what is not known. */
        String optional(String column) {
            return text(column).isEmpty() ? null : text(column);
        }

        LocalDate date(String column) {
            try {
                return LocalDate.parse(text(column));
            } catch (DateTimeException e) {
                throw wrong(this + ": " + column + " is not a date: " + text(column));
            }
        }

        BigDecimal number(String column) {
            try {
                return new BigDecimal(text(column));
            } catch (NumberFormatException e) {
                throw wrong(this + ": " + column + " is not a number: " + text(column));
            }
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }
}
