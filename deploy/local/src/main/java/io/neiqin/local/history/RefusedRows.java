package io.neiqin.local.history;

import io.neiqin.local.Wording;
import io.neiqin.local.history.Refusals.RowError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The refused rows, some on the screen and all in a file that a spreadsheet opens as it is. */
final class RefusedRows {
    private static final int SHOWN = 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final Wording wording;

    RefusedRows(Path file, Wording wording) {
        this.file = file;
        this.wording = wording;
    }

    /** The first ones: a missing column may have refused thousands. */
    void preview(List<RowError> errors, PrintStream out) {
        errors.stream().limit(SHOWN).forEach(error -> out.println("  ✗ " + error));
        if (errors.size() > SHOWN) {
            out.println("  " + wording.text("import.more", errors.size() - SHOWN));
        }
    }

    /** Writes the file and names it; where nothing was refused, an earlier one goes. */
    void write(List<RowError> errors, PrintStream out) throws IOException {
        if (errors.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Stream<String> head = Stream.of(Stream.of("file", "line", "reason", "row")
                .map(column -> wording.text("errors." + column))
                .collect(Collectors.joining(",")));
        Stream<String> rows = errors.stream().map(RefusedRows::csv);
        Files.writeString(
                file, BYTE_ORDER_MARK + Stream.concat(head, rows).collect(Collectors.joining("\r\n", "", "\r\n")));
        out.println(wording.text("import.failures", errors.size(), file));
    }

    private static String csv(RowError error) {
        return Stream.of(error.file(), error.line() == 0 ? "" : "" + error.line(), error.reason(), error.row())
                .map(RefusedRows::cell)
                .collect(Collectors.joining(","));
    }

    /** What a spreadsheet would take for a formula is made text. */
    private static String cell(String value) {
        String safe = value.matches("(?s)[=+\\-@\t\r].*") ? "'" + value : value;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
