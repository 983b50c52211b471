package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.local.Wording;
import io.neiqin.local.history.Table.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    // The last one needs four bytes in GB18030.
    private static final String CHINESE = "no,date,amount\n青岛海风食品,1996-07-04,14.00\n重庆山城𠮷,,\n";

    @TempDir
    Path directory;

    private final Refusals refusals = new Refusals(new Wording(Locale.ENGLISH));

    private List<Row> read(byte[] content) throws IOException {
        Path file = directory.resolve("orders.csv");
        Files.write(file, content);
        return Table.read(file, List.of("no", "date", "amount"), refusals).rows();
    }

    private List<Row> read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> refused() {
        return refusals.errors().stream().map(Refusals.RowError::toString).toList();
    }

    @Test
    void read_quotedCells_keepCommasQuotesAndLineEnds() throws IOException {
        List<Row> rows = read("no,date,amount\n\"a, \"\"b\"\"\",1996-07-04,14.00\n\"two\nlines\",,\n3,,\n");

        assertThat(rows).extracting(row -> row.text("no")).containsExactly("a, \"b\"", "two\nlines", "3");
        assertThat(rows).extracting(Row::line).containsExactly(2, 3, 5);
        assertThat(rows.get(0).date("date")).isEqualTo("1996-07-04");
        assertThat(rows.get(0).number("amount")).isEqualTo("14.00");
        assertThat(rows.get(1).optional("date")).isNull();
        assertThat(refused()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void read_anyLineEndAndBlankLines_eachRowKnowsItsLine(String end) throws IOException {
        List<Row> rows = read(String.join(end, "no,date,amount", "1,,", "", "2,,", "3,,"));

        assertThat(rows).extracting(Row::toString).containsExactly("orders.csv:2", "orders.csv:4", "orders.csv:5");
        assertThat(rows.get(2).text("amount")).isEmpty();
        assertThat(refused()).isEmpty();
    }

    @Test
    void read_utf8WithMark_isReadWithoutIt() throws IOException {
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        marked.write(CHINESE.getBytes(StandardCharsets.UTF_8));

        assertThat(read(marked.toByteArray())).extracting(row -> row.text("no")).containsExactly("青岛海风食品", "重庆山城𠮷");
        assertThat(refused()).isEmpty();
    }

    @Test
    void read_gb18030_isReadAsSuch() throws IOException {
        assertThat(read(CHINESE.getBytes(GB18030)))
                .extracting(row -> row.text("no"))
                .containsExactly("青岛海风食品", "重庆山城𠮷");
        assertThat(refused()).isEmpty();
    }

    @Test
    void read_neitherEncoding_isRefusedFromTheLineOfTheFirstSuchByte() throws IOException {
        byte[] bytes = CHINESE.replace("14.00", "~~").getBytes(GB18030);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 0xFF : bytes[i];
        }

        assertThat(read(bytes)).isEmpty();
        assertThat(refused()).containsExactly("orders.csv:2: neither UTF-8 nor GB18030 from this line on");
    }

    @Test
    void read_rowTooShortOrTooLong_isRefusedAndTheRestGoesOn() throws IOException {
        List<Row> rows = read("no,date,amount\n1,2\n2,,\n1,2,3,4\n3,,\n");

        assertThat(rows).extracting(row -> row.text("no")).containsExactly("2", "3");
        assertThat(refused())
                .containsExactly(
                        "orders.csv:2: it has 2 cells, the head line 3",
                        "orders.csv:4: it has 4 cells, the head line 3");
        assertThat(refusals.errors().get(1).row()).isEqualTo("1,2,3,4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"2,3\n2,,\n3,,\n", "1,\"2,3\n2,,\n3,\"x\",\n", "1,\"2\"x,3\n2,,\n3,,\n"})
    void read_openQuote_doesNotSwallowTheNextRows(String rest) throws IOException {
        List<Row> rows = read("no,date,amount\n" + rest);

        assertThat(rows).extracting(row -> row.text("no")).containsExactly("2", "3");
        assertThat(refused()).containsExactly("orders.csv:2: a quote is not closed, or not at the end of its cell");
    }

    @Test
    void read_missingColumn_isNamed() throws IOException {
        assertThat(read("no,when,amount\n1,,\n")).isEmpty();
        assertThat(refused()).containsExactly("orders.csv:1: the head line lacks date");
    }

    @Test
    void read_emptyFileOrOnlyHeadLine_isSaid() throws IOException {
        read("");
        read("no,date,amount\n");
        Table.read(directory.resolve("none.csv"), List.of(), refusals);

        assertThat(refused())
                .containsExactly(
                        "orders.csv: the file is empty",
                        "orders.csv:1: no rows below the head line",
                        "none.csv: no such file");
    }

    @Test
    void number_noNumber_isRefusedWithFileLineAndColumn() throws IOException {
        Row row = read("no,date,amount\n1,,much\n").get(0);

        assertThatThrownBy(() -> row.number("amount")).hasMessage("orders.csv:2: amount is not a number: much");
    }
}
