package io.neiqin.platform.table;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** The first sheet of a workbook (Office Open XML); of a formula its last result. */
final class XlsxLines implements Lines {

    /** No workbook has more columns than XFD. */
    private static final int MAX_LETTERS = 3;

    /** What its parts come to unpacked; a real workbook of the largest file that is taken stays far below. */
    private static final long MAX_UNPACKED = 1_000_000_000;

    /** The texts of a workbook are kept in memory while it is read, and take up to four times the room there. */
    private static final long MAX_TEXTS =
            Math.min(150_000_000, Runtime.getRuntime().maxMemory() / 8);

    /** A part that shrinks more than that is made to fill memory or disk; sheets come to some twenty. */
    private static final int MAX_RATIO = 200;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");
    private static final String SHEETS = "xl/worksheets/";
    private static final long SMALL = 1_000_000;
    private static final int MAX_CELLS = 1_000;

    private static final int MAX_SCALE = 40;

    /** Beyond them a spreadsheet's numbers are not exact: 0.1 + 0.2 is 0.30000000000000004 there. */
    private static final MathContext EXACT = new MathContext(15);

    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private long last;

    private XlsxLines(ReadableWorkbook workbook) throws IOException {
        this.workbook = workbook;
        this.stream = workbook.getFirstSheet().openStream();
        this.rows = stream.iterator();
    }

    /** @throws Problem where it is no workbook that can be read, or one made to fill the memory */
    static XlsxLines open(Path file) throws IOException {
        requireHarmless(file);
        try {
            return new XlsxLines(new ReadableWorkbook(file.toFile()));
        } catch (ExcelReaderException | IllegalStateException | IndexOutOfBoundsException noWorkbook) {
            throw Problem.rule("table-no-workbook");
        }
    }

    /** Unpacks all of it once, which no size in the archive's head can lie about. */
    private static void requireHarmless(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            long total = 0;
            for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
                ZipEntry part = all.nextElement();
                // Whatever its name, a part that is no sheet may be the texts.
                long limit = part.getName().startsWith(SHEETS) ? MAX_UNPACKED - total : MAX_TEXTS;
                long ratio = Math.max(SMALL, Math.max(1, part.getCompressedSize()) * MAX_RATIO);
                total += unpacked(archive.getInputStream(part), Math.min(limit, ratio));
            }
        } catch (ZipException broken) {
            throw Problem.rule("table-no-workbook");
        }
    }

    private static long unpacked(InputStream content, long limit) throws IOException {
        byte[] buffer = new byte[65_536];
        long size = 0;
        Places places = new Places();
        try (content) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                places.look(buffer, read);
                if (size > limit) {
                    throw Problem.rule("table-bomb");
                }
            }
        }
        return size;
    }

    /** Looks for the place of a cell far beyond the last column: a row is made with all cells up to there. */
    private static final class Places {

        private static final byte[] PLACE = " r=\"".getBytes(StandardCharsets.US_ASCII);

        private boolean inTag;
        private int matched;
        private int letters;

        void look(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                look(bytes[i]);
            }
        }

        private void look(byte next) {
            if (matched == PLACE.length) {
                letters = Character.isLetter(next) ? letters + 1 : 0;
                if (letters > MAX_LETTERS) {
                    throw Problem.rule("table-bomb");
                }
                matched = letters > 0 ? matched : 0;
            } else {
                boolean goesOn = inTag && next == PLACE[matched];
                matched = goesOn ? matched + 1 : next == PLACE[0] ? 1 : 0;
            }
            inTag = next == '<' || inTag && next != '>';
        }
    }

    @Override
    public Line next() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            Row row = rows.next();
            last = row.getRowNum();
            if (row.getCellCount() > MAX_CELLS) {
                throw Problem.rule("table-broken", last);
            }
            List<String> cells = new ArrayList<>(Collections.nCopies(row.getCellCount(), ""));
            Map<Integer, String> wrong = new HashMap<>();
            row.forEach(cell -> {
                if (cell != null) {
                    cells.set(cell.getColumnIndex(), bounded(text(cell)));
                    noteWrong(cell, wrong);
                }
            });
            return new Line(last, cells, wrong);
        } catch (Problem refusal) {
            throw refusal;
        } catch (Exception broken) {
            // Also what the reader's parser throws past what it declares.
            throw Problem.rule("table-broken", last + 1);
        }
    }

    /** No text stands for what a spreadsheet could not work out, or has not worked out. */
    private static void noteWrong(Cell cell, Map<Integer, String> wrong) {
        if (cell.getType() == CellType.ERROR) {
            wrong.put(cell.getColumnIndex(), "cell-error");
        } else if (cell.getFormula() != null && cell.getRawValue() == null) {
            wrong.put(cell.getColumnIndex(), "cell-not-calculated");
        }
    }

    private String bounded(String text) {
        if (text.length() > CsvLines.MAX_CELL) {
            throw Problem.rule("table-broken", last);
        }
        return text;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA && isNumber(cell.getRawValue())) {
            BigDecimal number = new BigDecimal(cell.getRawValue()).round(EXACT);
            if (Math.abs((long) number.scale()) > MAX_SCALE) {
                // Written out it would fill the memory; nobody takes it for a number.
                return cell.getRawValue();
            }
            return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()).toPlainString();
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return String.valueOf(cell.asBoolean()).toUpperCase(Locale.ROOT);
        }
        String text = cell.getType() == CellType.ERROR ? cell.getRawValue() : cell.getText();
        return text == null ? "" : text;
    }

    private static boolean isNumber(String raw) {
        return raw != null && NUMBER.matcher(raw).matches();
    }

    @Override
    public LocalDate dayZero() {
        return workbook.isDate1904() ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
    }

    @Override
    public String form() {
        return "XLSX";
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
