package io.neiqin.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people send: files of their spreadsheets, as these happen to write them. */
@Tag("DAT-1")
class TableTest {

    private static final List<Column> COLUMNS = List.of(
            Column.text("name", "名称").needed(),
            Column.number("price", "单价", "unit_price"),
            Column.date("day", "日期"),
            Column.text("remark", "备注"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"UTF-8,", "UTF-8,\uFEFF", "GB18030,", "GBK,", "UTF-16LE,\uFEFF", "UTF-16BE,\uFEFF"})
    void readsChinese_inWhateverEncodingASpreadsheetWrites(String charset, String mark) throws IOException {
        Path file = folder.resolve("a.csv");
        String text = (mark == null ? "" : mark) + "名称,单价,日期\r\n上海精工机械有限公司,12.50,2026-01-31\r\n";
        Files.write(file, text.getBytes(Charset.forName(charset)));
        Row row = rows(file).get(0);
        assertThat(row.text("name")).isEqualTo("上海精工机械有限公司");
        assertThat(row.number("price")).isEqualByComparingTo("12.5");
        assertThat(row.date("day")).isEqualTo(LocalDate.of(2026, 1, 31));
    }

    @Test
    void refusesBytesThatAreNoText_insteadOfReplacingThem() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(file, new byte[] {'n', 'a', 'm', 'e', '\n', (byte) 0xFF, (byte) 0xFF, '\n'});
        refuses(file, "table-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void findsTheSeparator_andKeepsQuotedOnes(String separator) throws IOException {
        String text = String.join(separator, "name", "price", "remark") + "\n"
                + String.join(separator, "\"a, \"\"b\"\"; c\td\"", "1", "\"two\nlines\"") + "\n";
        Row row = rows(csv(text)).get(0);
        assertThat(row.text("name")).isEqualTo("a, \"b\"; c\td");
        assertThat(row.text("remark")).isEqualTo("two\nlines");
        assertThat(row.problem()).isNull();
    }

    @Test
    void knowsAColumn_byItsKeyItsChineseTitleOrAnother_andLeavesOthersOut() throws IOException {
        Path file = csv("颜色, NAME* ,unit_price\nred,a,1\n");
        try (Table table = Table.open(file, COLUMNS)) {
            assertThat(table.unknownColumns()).containsExactly("颜色");
            Row row = table.next();
            assertThat(row.text("name")).isEqualTo("a");
            assertThat(row.number("price")).isEqualByComparingTo("1");
        }
    }

    @Test
    void saysWhichColumnIsMissingOrThereTwice() throws IOException {
        assertThatThrownBy(() -> Table.open(csv("price,day\n1,2026-01-01\n"), COLUMNS))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("table-column-missing");
                    assertThat(problem.arguments()).containsExactly("name", "名称");
                });
        refuses(csv("name,名称\na,b\n"), "table-column-twice");
        refuses(csv(""), "table-empty");
        refuses(csv("\n\n"), "table-empty");
    }

    @Test
    void notesEveryWrongCell_andReadsOn() throws IOException {
        List<Row> rows = rows(csv("name,price,day\n,1e5,31.01.2026\nb,\"1,234\",2026-02-30\nc,1,2026-1-5,\nd,1,,5\n"));
        assertThat(wrong(rows.get(0)))
                .containsExactly("/name cell-missing", "/price cell-no-number", "/day cell-no-date");
        assertThat(wrong(rows.get(1))).containsExactly("/price cell-no-number", "/day cell-no-date");
        assertThat(rows.get(2).problem()).isNull();
        assertThat(rows.get(2).date("day")).isEqualTo(LocalDate.of(2026, 1, 5));
        assertThat(wrong(rows.get(3))).containsExactly(" row-too-long");
    }

    @Test
    void countsLinesAsAnEditorDoes() throws IOException {
        List<Row> rows = rows(csv("name,remark\n\na,\"x\ny\"\n  ,\nb,z\n"));
        assertThat(rows).extracting(Row::line).containsExactly(3L, 6L);
    }

    @Test
    void refusesAQuoteThatIsNeverClosed_beforeItFillsTheMemory() throws IOException {
        refuses(csv("name\n\"" + "x".repeat(CsvLines.MAX_CELL + 10)), "table-broken");
    }

    @Test
    void readsAWorkbook_numbersPlain_datesAsDates_textAsItIs() throws IOException {
        Path file = workbook(sheet -> {
            sheet.value(0, 0, "名称");
            sheet.value(0, 1, "price");
            sheet.value(0, 2, "day");
            sheet.value(0, 3, "remark");
            sheet.value(1, 0, "=1+1");
            sheet.value(1, 1, 0.1 + 0.2);
            sheet.value(1, 2, LocalDate.of(2026, 2, 28));
            sheet.value(1, 3, 13800138000L);
            sheet.value(3, 0, "00123");
            sheet.value(3, 1, new BigDecimal("-1234567.125"));
            sheet.value(3, 2, "2026/3/1");
            sheet.value(4, 0, "with a time");
            sheet.value(4, 2, 46081.75);
            sheet.formula(3, 3, "1+1");
        });
        List<Row> rows = rows(file);
        assertThat(rows).extracting(Row::line).containsExactly(2L, 4L, 5L);
        assertThat(rows.get(0).text("name")).isEqualTo("=1+1");
        assertThat(rows.get(0).number("price")).isEqualByComparingTo("0.3");
        assertThat(rows.get(0).date("day")).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(rows.get(0).text("remark")).isEqualTo("13800138000");
        assertThat(rows.get(1).text("name")).isEqualTo("00123");
        assertThat(rows.get(1).number("price")).isEqualByComparingTo("-1234567.125");
        assertThat(rows.get(1).date("day")).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(rows.get(2).date("day")).isEqualTo(LocalDate.of(2026, 2, 28));
    }

    @Test
    void takesNoDayAndNoNumber_thatWouldReachADatabaseThatCannotHoldIt() throws IOException {
        List<Row> rows = rows(csv("name,day\na,0202-01-31\nb,9999-12-31\nc,2026-01-31 08:30:00\n"));
        assertThat(wrong(rows.get(0))).containsExactly("/day cell-no-date");
        assertThat(rows.get(1).problem()).isNull();
        assertThat(rows.get(2).date("day")).isEqualTo(LocalDate.of(2026, 1, 31));
        Path file = workbook(sheet -> {
            sheet.value(0, 0, "name");
            sheet.value(0, 1, "price");
            sheet.value(0, 2, "day");
            sheet.value(1, 0, "a");
            sheet.value(1, 1, 1e300);
            sheet.value(1, 2, 9_999_999);
        });
        assertThat(wrong(rows(file).get(0))).containsExactly("/price cell-no-number", "/day cell-no-date");
    }

    @Test
    void takesANumberForADate_inAWorkbookOnly() throws IOException {
        assertThat(wrong(rows(csv("name,day\na,46081\n")).get(0))).containsExactly("/day cell-no-date");
    }

    @Test
    void readsWhatWasWrittenForASpreadsheet_withoutTheMarkOfText() throws IOException {
        Path file = folder.resolve("a.csv");
        try (TableWriter out =
                TableWriter.Format.CSV.begin(Files.newOutputStream(file), List.of("name", "price"), "mark")) {
            out.write(List.of(List.of("=SUM(A1)", new BigDecimal("-1")), List.of("'+1", new BigDecimal("2"))));
        }
        List<Row> rows = rows(file);
        assertThat(rows).extracting(row -> row.text("name")).containsExactly("=SUM(A1)", "'+1");
        assertThat(rows.get(0).number("price")).isEqualByComparingTo("-1");
    }

    @Test
    void refusesWhatIsNoWorkbook() throws IOException {
        Path file = folder.resolve("a.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            zip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        refuses(file, "table-no-workbook");
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 1, 2, 3});
        refuses(file, "table-no-workbook");
    }

    /** It reads as fast as any other one, and is another column. */
    @Test
    @Timeout(10)
    void readsAHeadFullOfBlanks() throws IOException {
        Path file = csv("name,price,day,\"a" + " ".repeat(99_000) + "b\",name\u3000*\nx,1,2026-01-31,y,\n");
        refuses(file, "table-column-twice");
    }

    @Test
    void namesTheLine_fromWhichBytesAreNoText() throws IOException {
        Path file = folder.resolve("a.csv");
        byte[] good = "name,price,day\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(good);
            out.write(new byte[] {'c', 'a', 'f', (byte) 0xE9, '\n'});
        }
        assertThatThrownBy(() -> rows(file))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.arguments()).containsExactly(5_001L));
    }

    /** Nothing would be read as empty, an error as a text. */
    @Test
    void refusesFormulasThatNobodyCalculated_andErrors() throws IOException {
        List<Row> rows = rows(sheet("<c r=\"A2\" t=\"e\"><v>#REF!</v></c><c r=\"B2\"><f>5+5</f></c>"
                + "<c r=\"C2\" t=\"str\"><f>IF(TRUE,\"\",1)</f><v></v></c>"));
        assertThat(wrong(rows.get(0))).containsExactly("/name cell-error", "/price cell-not-calculated");
        rows = rows(sheet("<c r=\"A2\" t=\"e\"><f>VLOOKUP(1,X,1)</f><v>#N/A</v></c><c r=\"B2\"><f>5+5</f><v/></c>"));
        assertThat(wrong(rows.get(0))).containsExactly("/name cell-error", "/price cell-not-calculated");
        assertThat(rows(sheet("<c r=\"E2\"><f>5+5</f><v/></c>"))).isEmpty();
    }

    /** Up to there each row would be made, cell by cell. */
    @Test
    void refusesACellBeyondTheLastColumn() throws IOException {
        refuses(sheet("<c r=\"ZZZZZZ2\"><v>1</v></c>"), "table-bomb");
        refuses(sheet("<c\n\tr = 'ZZZZ2'><v>1</v></c>"), "table-bomb");
        assertThat(rows(sheet("<c r=\"A2\" t=\"inlineStr\"><is><t>a r=\"ABCDEF</t></is></c>")))
                .hasSize(1);
    }

    /** F28: whatever the archive's head says of its size. */
    @Test
    void refusesABomb_withoutUnpackingItAll() throws IOException {
        Path file = folder.resolve("bomb.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        assertThat(Files.size(file)).isLessThan(1_000_000);
        refuses(file, "table-bomb");
    }

    private interface Filling {
        void on(Worksheet sheet);
    }

    private Path workbook(Filling filling) throws IOException {
        Path file = folder.resolve("a.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Sheet1");
            filling.on(sheet);
            sheet.finish();
        }
        return file;
    }

    /** With a head of name, price and day, and a second row of these cells. */
    private Path sheet(String cells) throws IOException {
        Path file = workbook(sheet -> {
            sheet.value(0, 0, "name");
            sheet.value(0, 1, "price");
            sheet.value(0, 2, "day");
        });
        try (FileSystem archive = FileSystems.newFileSystem(file)) {
            Path content = archive.getPath("xl/worksheets/sheet1.xml");
            String xml = Files.readString(content);
            Files.writeString(content, xml.replace("</sheetData>", "<row r=\"2\">" + cells + "</row></sheetData>"));
        }
        return file;
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "a", ".csv"), text);
    }

    private static List<Row> rows(Path file) throws IOException {
        try (Table table = Table.open(file, COLUMNS)) {
            List<Row> rows = new ArrayList<>();
            for (Row row = table.next(); row != null; row = table.next()) {
                rows.add(row);
            }
            return rows;
        }
    }

    private static List<String> wrong(Row row) {
        return row.problem().errors().stream()
                .map(error -> error.pointer() + " " + error.code())
                .toList();
    }

    private static void refuses(Path file, String code) {
        assertThatThrownBy(() -> rows(file))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
