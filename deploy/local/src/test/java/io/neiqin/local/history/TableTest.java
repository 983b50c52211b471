package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.local.history.Table.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    Path directory;

    private List<Row> read(String content) throws IOException {
        Path file = directory.resolve("orders.csv");
        Files.writeString(file, content);
        return Table.read(file, List.of("no", "date", "amount")).rows();
    }

    @Test
    void read_quotedCells_keepCommasAndQuotes() throws IOException {
        List<Row> rows = read("no,date,amount\n\"a, \"\"b\"\"\",1996-07-04,14.00\n");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).text("no")).isEqualTo("a, \"b\"");
        assertThat(rows.get(0).date("date")).isEqualTo("1996-07-04");
        assertThat(rows.get(0).number("amount")).isEqualTo("14.00");
    }

    @Test
    void read_severalRows_eachKnowsItsLine() throws IOException {
        List<Row> rows = read("no,date,amount\n1,,\n2,,\n3,,\n");

        assertThat(rows).extracting(Row::toString).containsExactly("orders.csv:2", "orders.csv:3", "orders.csv:4");
        assertThat(rows.get(0).optional("date")).isNull();
    }

    @Test
    void read_missingColumn_isNamed() {
        assertThatThrownBy(() -> read("no,when,amount\n1,,\n")).hasMessage("orders.csv: the head line lacks date");
    }

    @Test
    void read_onlyHeadLine_isChecked() throws IOException {
        assertThat(read("no,date,amount\n")).isEmpty();
        assertThatThrownBy(() -> read("no,date\n")).hasMessage("orders.csv: the head line lacks amount");
    }

    @Test
    void read_rowTooShortOrTooLong_isRefusedWithFileAndLine() {
        assertThatThrownBy(() -> read("no,date,amount\n1,2,3\n1,2\n")).hasMessageStartingWith("orders.csv:3: ");
        assertThatThrownBy(() -> read("no,date,amount\n1,2,3,4\n")).hasMessageStartingWith("orders.csv:2: ");
    }

    @Test
    void read_noSuchFile_isNamed() {
        assertThatThrownBy(() -> Table.read(directory.resolve("none.csv"), List.of()))
                .hasMessageEndingWith("none.csv: no such file");
    }

    @Test
    void cell_noDateOrNumber_isRefusedWithFileLineAndColumn() throws IOException {
        Row row = read("no,date,amount\n1,4 July,much\n").get(0);

        assertThatThrownBy(() -> row.date("date")).hasMessage("orders.csv:2: date is not a date: 4 July");
        assertThatThrownBy(() -> row.number("amount")).hasMessage("orders.csv:2: amount is not a number: much");
    }
}
