package io.neiqin.platform.table;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.neiqin.platform.table.TableWriter.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {

    private static final String MARK = "# 导出人 陈敏 E001";
    private static final List<String> TEXTS = List.of(
            "鼎新机械有限公司",
            "a, \"quoted\"; text",
            "two\nlines\r\nand more",
            "😀 𠮷野家",
            "91310000123456789",
            "0123",
            "'tis",
            " blanks ",
            "#1",
            "& < > ]]>",
            "1e5");

    private static final List<String> FORMULAS = List.of(
            "=1+1",
            "+86 138 1234 5678",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\ttab",
            "  =cmd|' /C calc'!A0",
            "\u3000＝1+1",
            "＋1",
            "－1",
            "＠A1",
            "\u200b=1",
            "'=1");

    @ParameterizedTest
    @EnumSource(names = {"CSV", "CSV_GB18030"})
    @DisplayName("what is written as text is read as the same text, whatever stands in it")
    void csv_keepsEveryText(Format format) throws IOException {
        List<List<String>> lines = csv(format, List.of(List.copyOf(TEXTS)));
        assertThat(lines.get(1)).isEqualTo(with(TEXTS, ""));
        assertThat(lines.get(0)).hasSize(TEXTS.size() + 1).endsWith(MARK);
    }

    @Test
    @DisplayName("a spreadsheet reads a CSV file as UTF-8 by its mark, and every line has as many cells")
    void csv_beginsWithTheMark_andIsRectangular() throws IOException {
        byte[] written = written(Format.CSV, List.of(List.of("一", "二")));
        assertThat(written).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("\uFEFFc0,c1," + MARK + "\r\n一,二,\r\n");
        assertThat(written(Format.CSV_GB18030, List.of(List.of("一")))[0]).isEqualTo((byte) 'c');
    }

    @Test
    @DisplayName("a negative number is a number, and text that looks like a formula is text")
    void csv_guardsTexts_andNoNumbers() throws IOException {
        List<Object> numbers = Arrays.asList(
                new BigDecimal("-12.50"), -3, 12345678901234567L, LocalDate.of(2026, 1, 31), true, null, "-12.50");
        assertThat(csv(Format.CSV, List.of(numbers)).get(1))
                .containsExactly("-12.50", "-3", "12345678901234567", "2026-01-31", "true", "", "'-12.50", "");
        assertThat(csv(Format.CSV, List.of(List.of(LocalDateTime.of(2026, 1, 31, 8, 5))))
                        .get(1))
                .containsExactly("2026-01-31 08:05:00", "");
        assertThat(csv(Format.CSV, List.of(List.copyOf(FORMULAS))).get(1).subList(0, FORMULAS.size()))
                .isEqualTo(FORMULAS.stream().map(text -> "'" + text).toList());
    }

    @Test
    void titlesAndMark_areGuarded_too() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Format.CSV.begin(out, List.of("=title"), "@mark").close();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFF'=title,'@mark\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "'=1", "''=1", "'tis", "'", "", "-", "plain", "\u3000@x", "\t", "a=1"})
    void whatIsGuarded_isReadAsItWas(String text) {
        assertThat(FormulaGuard.plain(FormulaGuard.guarded(text))).isEqualTo(text);
    }

    @Test
    @DisplayName("in a workbook every text is a text cell, formatted as text, and no cell is a formula")
    void xlsx_keepsEveryText_andHasNoFormula() throws IOException {
        List<String> all = new ArrayList<>(TEXTS);
        all.addAll(FORMULAS);
        byte[] written = written(Format.XLSX, List.of(List.copyOf(all)));
        try (ReadableWorkbook workbook = workbook(written)) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows.get(0).getCell(all.size()).getText()).isEqualTo(MARK);
            for (int i = 0; i < all.size(); i++) {
                Cell cell = rows.get(1).getCell(i);
                assertThat(cell.getType()).as(all.get(i)).isEqualTo(CellType.STRING);
                assertThat(cell.getText()).isEqualTo(all.get(i));
            }
        }
        String sheet = part(written, "xl/worksheets/sheet1.xml");
        assertThat(sheet)
                .doesNotContain("<f>")
                .containsPattern("<oddHeader>&amp;L[^<]*# &#x5bfc;[^<]* E001</oddHeader>");
        assertThat(part(written, "xl/styles.xml")).contains("numFmtId=\"165\" formatCode=\"@\"");
        assertThat(sheet).containsPattern("<c r=\"A2\" s=\"1\" t=\"inlineStr\">");
    }

    @Test
    @DisplayName("numbers and days are such in a workbook; a number that a spreadsheet cannot hold is text")
    void xlsx_keepsNumbersAndDays() throws IOException {
        List<Object> row = Arrays.asList(
                new BigDecimal("-12.50"),
                7,
                LocalDate.of(2026, 1, 31),
                LocalDateTime.of(2026, 1, 31, 8, 5),
                new BigDecimal("12345678901234567"),
                true,
                null,
                new BigDecimal("1200000000000000000"));
        byte[] written = written(Format.XLSX, List.of(row));
        try (ReadableWorkbook workbook = workbook(written)) {
            Row read = workbook.getFirstSheet().read().get(1);
            assertThat(read.getCell(0).getType()).isEqualTo(CellType.NUMBER);
            assertThat(read.getCell(0).asNumber()).isEqualByComparingTo("-12.50");
            assertThat(read.getCell(0).getDataFormatString()).isEqualTo("0.00");
            assertThat(read.getCell(1).asNumber()).isEqualByComparingTo("7");
            assertThat(read.getCell(2).asDate().toLocalDate()).isEqualTo(LocalDate.of(2026, 1, 31));
            assertThat(read.getCell(3).asDate()).isEqualTo(LocalDateTime.of(2026, 1, 31, 8, 5));
            assertThat(read.getCell(4).getType()).isEqualTo(CellType.STRING);
            assertThat(read.getCell(4).getText()).isEqualTo("12345678901234567");
            assertThat(read.getCell(5).asBoolean()).isTrue();
            assertThat(read.getOptionalCell(6)).isEmpty();
            assertThat(read.getCell(7).getType()).isEqualTo(CellType.NUMBER);
        }
    }

    private static List<String> with(List<String> cells, String last) {
        List<String> all = new ArrayList<>(cells);
        all.add(last);
        return all;
    }

    private static List<List<String>> csv(Format format, List<List<Object>> rows) throws IOException {
        byte[] written = written(format, rows);
        Charset charset = format == Format.CSV ? StandardCharsets.UTF_8 : Charset.forName("GB18030");
        String text = new String(written, charset).replaceFirst("^\uFEFF", "");
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }

    private static ReadableWorkbook workbook(byte[] written) throws IOException {
        return new ReadableWorkbook(new ByteArrayInputStream(written), new ReadingOptions(true, true));
    }

    private static byte[] written(Format format, List<List<Object>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            titles.add("c" + i);
        }
        try (TableWriter table = format.begin(out, titles, MARK)) {
            for (List<Object> row : rows) {
                table.write(List.of(row));
            }
        }
        return out.toByteArray();
    }

    private static String part(byte[] archive, String name) throws IOException {
        Path file = Files.createTempFile("table-", ".xlsx");
        Files.write(file, archive);
        try (ZipFile parts = new ZipFile(file.toFile())) {
            return new String(parts.getInputStream(parts.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            Files.delete(file);
        }
    }
}
