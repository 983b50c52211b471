package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.local.Wording;
import io.neiqin.local.history.Refusals.RowError;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedRowsTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private RefusedRows rows() {
        return new RefusedRows(directory.resolve("made/import-errors.csv"), new Wording(Locale.ENGLISH));
    }

    @Test
    void write_refusedRows_areThereForASpreadsheetWithoutFormulas() throws Exception {
        rows().write(
                        List.of(
                                new RowError("orders.csv", 7, "no country \"X\"", "=1+1,青岛"),
                                new RowError("customers.csv", 0, "no such file", "")),
                        out);

        Path file = directory.resolve("made/import-errors.csv");
        assertThat(Files.readAllBytes(file)).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(Files.readString(file))
                .isEqualTo("\uFEFFfile,line,reason,row\r\n"
                        + "\"orders.csv\",\"7\",\"no country \"\"X\"\"\",\"'=1+1,青岛\"\r\n"
                        + "\"customers.csv\",\"\",\"no such file\",\"\"\r\n");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Rows refused: 2")
                .contains(file.toString());
    }

    @Test
    void write_nothingRefused_removesTheEarlierFile() throws Exception {
        rows().write(List.of(new RowError("orders.csv", 7, "bad", "x")), out);

        rows().write(List.of(), out);

        assertThat(directory.resolve("made/import-errors.csv")).doesNotExist();
    }

    @Test
    void preview_thousands_showsSomeAndCountsTheRest() {
        rows().preview(
                        IntStream.range(0, 1000)
                                .mapToObj(line -> new RowError("orders.csv", line + 2, "bad", ""))
                                .toList(),
                        out);

        assertThat(printed.toString(StandardCharsets.UTF_8)).hasLineCount(21).contains("and 980 more");
    }
}
