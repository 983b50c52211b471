package io.neiqin.platform.importing.batch;

import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.file.Incoming;
import io.neiqin.platform.http.Aside;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.batch.ImportErrors.RowError;
import io.neiqin.platform.importing.reading.RecordReader;
import io.neiqin.platform.problem.Messages;
import io.neiqin.platform.table.Column;
import io.neiqin.platform.table.FormulaGuard;
import io.neiqin.platform.table.Row;
import io.neiqin.platform.table.Table;
import io.neiqin.platform.table.TableWriter;
import io.neiqin.platform.table.TableWriter.Format;
import io.quarkus.hibernate.reactive.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The refused rows of a file as they stand in it, each with its line and what is wrong: to be mended in a spreadsheet and
 * uploaded again, for the two columns behind are left out then. For threads that may wait.
 */
@ApplicationScoped
class ErrorFile {

    private static final int AT_ONCE = 500;

    private final FileStore files;
    private final ImportErrors errors;
    private final Messages messages;

    ErrorFile(FileStore files, ImportErrors errors, Messages messages) {
        this.files = files;
        this.errors = errors;
        this.messages = messages;
    }

    /** The content, gone once it is closed. */
    InputStream of(ImportBatch batch, ImportKind kind, Locale language) throws Exception {
        Path made = Files.createTempFile("import-errors", ".tmp");
        boolean whole = false;
        try (InputStream content = files.open(batch.sha256());
                Incoming source = files.receive(content, Long.MAX_VALUE)) {
            write(batch, kind, source.path(), made, language);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(made);
            }
        }
        return Files.newInputStream(made, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /**
     * All rows of a refused record, also where they are too many for one: who mends a part and sends it would have another
     * record.
     */
    private void write(ImportBatch batch, ImportKind kind, Path source, Path made, Locale language) throws Exception {
        try (Table table = Table.open(source, kind.columns());
                TableWriter out = Format.CSV.begin(
                        Files.newOutputStream(made),
                        head(table.head(), language),
                        messages.sentence(language, "import-errors-mark", List.of(batch.fileName())))) {
            Wrong wrong = new Wrong(batch.id());
            Row row = table.next();
            while (row != null && !wrong.isOver()) {
                String key = row.text(kind.key());
                List<Row> record = new ArrayList<>();
                do {
                    record.add(row);
                    row = table.next();
                } while (record.size() < RecordReader.MAX_ROWS && isOf(key, kind, row));
                if (wrong.line() <= record.get(record.size() - 1).line()) {
                    for (Row part : record) {
                        write(table, part, wrong, language, out);
                    }
                    for (; isOf(key, kind, row); row = table.next()) {
                        write(table, row, wrong, language, out);
                    }
                }
            }
        }
    }

    private static boolean isOf(String key, ImportKind kind, Row row) {
        return row != null && key != null && key.equals(row.text(kind.key()));
    }

    private void write(Table table, Row row, Wrong wrong, Locale language, TableWriter out) throws Exception {
        out.write(List.of(cells(table, row, wrong.take(row.line()), language)));
    }

    private List<String> head(List<String> titles, Locale language) {
        return Stream.concat(
                        titles.stream(),
                        Stream.of("import-errors-line", "import-errors-reason")
                                .map(code -> messages.sentence(language, code, List.of())))
                .toList();
    }

    private List<Object> cells(Table table, Row row, List<RowError> found, Locale language) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < table.head().size(); i++) {
            cells.add(cell(table, row, i));
        }
        cells.add(row.line());
        cells.add(found.stream()
                .map(error -> (error.column() == null ? "" : error.column() + ": ")
                        + messages.sentence(language, error.code(), error.arguments()))
                .collect(Collectors.joining("; ")));
        // Behind the last title, where they are too many: what somebody has slipped in must not be lost.
        for (int i = table.head().size(); i < row.cells().size(); i++) {
            cells.add(FormulaGuard.plain(row.cells().get(i)));
        }
        return cells;
    }

    /** Dates and numbers as such; a text without the mark that keeps it from being run, which the writer sets anew. */
    private static Object cell(Table table, Row row, int place) {
        Column column = table.at(place);
        String text = place < row.cells().size() ? row.cells().get(place) : "";
        Object value = column == null ? null : row.value(column.key());
        return value == null || value instanceof String ? FormulaGuard.plain(text) : value;
    }

    /** What is wrong, in the order of the file, read in portions. */
    private final class Wrong {
        private final UUID batchId;
        private final Deque<RowError> ahead = new ArrayDeque<>();
        private RowError last = new RowError(0, 0, null, null, null, List.of());
        private boolean ended;

        Wrong(UUID batchId) {
            this.batchId = batchId;
        }

        boolean isOver() throws Exception {
            fill();
            return ahead.isEmpty();
        }

        long line() {
            return ahead.peek().line();
        }

        /** All of a line, and what is left of those before. */
        List<RowError> take(long line) throws Exception {
            List<RowError> taken = new ArrayList<>();
            while (!isOver() && line() <= line) {
                taken.add(ahead.remove());
            }
            return taken;
        }

        private void fill() throws Exception {
            if (ahead.isEmpty() && !ended) {
                List<RowError> more = Aside.await(
                        () -> Panache.withSession(() -> errors.after(batchId, last.line(), last.no(), AT_ONCE)));
                ended = more.size() < AT_ONCE;
                ahead.addAll(more);
                last = more.isEmpty() ? last : more.get(more.size() - 1);
            }
        }
    }
}
