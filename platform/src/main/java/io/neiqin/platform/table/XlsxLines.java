package io.neiqin.platform.table;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.neiqin.platform.problem.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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
    private static final Pattern ERROR = Pattern.compile("#(N/A|NAME\\?|DIV/0!|GETTING_DATA|[A-Z]{3,9}!)");
    private static final XMLInputFactory XML = new InputFactoryImpl();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /** A file with more of them comes from a program that calculates none. */
    private static final int MAX_UNCALCULATED = 50_000;

    private static final String SHEETS = "xl/worksheets/";
    private static final long SMALL = 1_000_000;
    private static final int MAX_CELLS = 1_000;

    private static final int MAX_SCALE = 40;

    /** Beyond them a spreadsheet's numbers are not exact: 0.1 + 0.2 is 0.30000000000000004 there. */
    private static final MathContext EXACT = new MathContext(15);

    private final ReadableWorkbook workbook;
    private final Set<String> uncalculated;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private long last;

    private XlsxLines(ReadableWorkbook workbook, Set<String> uncalculated) throws IOException {
        this.workbook = workbook;
        this.uncalculated = uncalculated;
        this.stream = workbook.getFirstSheet().openStream();
        this.rows = stream.iterator();
    }

    /** @throws Problem where it is no workbook that can be read, or one made to fill the memory */
    static XlsxLines open(Path file) throws IOException {
        Set<String> uncalculated = requireHarmless(file);
        try {
            return new XlsxLines(new ReadableWorkbook(file.toFile()), uncalculated);
        } catch (ExcelReaderException | IllegalStateException | IndexOutOfBoundsException noWorkbook) {
            throw Problem.rule("table-no-workbook");
        }
    }

    /**
     * Unpacks all of it once, which no size in the archive's head can lie about; gives the cells of its sheets whose formula
     * was never calculated.
     */
    private static Set<String> requireHarmless(Path file) throws IOException {
        Set<String> uncalculated = new HashSet<>();
        try (ZipFile archive = new ZipFile(file.toFile())) {
            long total = 0;
            for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
                ZipEntry part = all.nextElement();
                boolean sheet = part.getName().startsWith(SHEETS);
                // Whatever its name, a part that is no sheet may be the texts.
                long limit = sheet ? MAX_UNPACKED - total : MAX_TEXTS;
                long ratio = Math.max(SMALL, Math.max(1, part.getCompressedSize()) * MAX_RATIO);
                try (Bounded content = new Bounded(archive.getInputStream(part), Math.min(limit, ratio))) {
                    if (sheet) {
                        look(content, uncalculated);
                    }
                    content.transferTo(OutputStream.nullOutputStream());
                    total += content.size;
                }
            }
        } catch (ZipException broken) {
            throw Problem.rule("table-no-workbook");
        }
        return uncalculated;
    }

    /**
     * Looks through a sheet for what does not show when it is read: a cell far beyond the last column, up to which all cells of
     * the row would be made, and a formula without a result, which reads like one whose result is an empty text.
     */
    private static void look(InputStream sheet, Set<String> uncalculated) {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(sheet);
            String place = null;
            boolean isText = false;
            boolean hasFormula = false;
            boolean hasValue = false;
            while (xml.hasNext()) {
                int event = xml.next();
                boolean begins = event == XMLStreamConstants.START_ELEMENT;
                String name = begins || event == XMLStreamConstants.END_ELEMENT ? xml.getLocalName() : "";
                if (begins && name.equals("c")) {
                    place = xml.getAttributeValue(null, "r");
                    requireColumn(place);
                    isText = "str".equals(xml.getAttributeValue(null, "t"));
                    hasFormula = false;
                    hasValue = false;
                } else if (begins && name.equals("f")) {
                    hasFormula = true;
                } else if (begins && name.equals("v")) {
                    hasValue = !xml.getElementText().isEmpty();
                } else if (name.equals("c") && hasFormula && !hasValue && !isText && place != null) {
                    note(place, uncalculated);
                }
            }
        } catch (XMLStreamException broken) {
            // Whoever reads it comes no farther either, and says where.
        }
    }

    private static void requireColumn(String place) {
        if (place != null && place.chars().takeWhile(Character::isLetter).count() > MAX_LETTERS) {
            throw Problem.rule("table-bomb");
        }
    }

    private static void note(String place, Set<String> uncalculated) {
        if (uncalculated.size() >= MAX_UNCALCULATED) {
            throw Problem.rule("table-not-calculated");
        }
        uncalculated.add(place);
    }

    /** So much of a part, and no more. */
    private static final class Bounded extends FilterInputStream {

        private final long limit;
        private long size;

        Bounded(InputStream content, long limit) {
            super(content);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int more) {
            size += more;
            if (size > limit) {
                throw Problem.rule("table-bomb");
            }
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
    private void noteWrong(Cell cell, Map<Integer, String> wrong) {
        String raw = cell.getRawValue() == null ? "" : cell.getRawValue();
        boolean formula = cell.getFormula() != null;
        // Of a formula the reader tells no type.
        if (cell.getType() == CellType.ERROR || formula && ERROR.matcher(raw).matches()) {
            wrong.put(cell.getColumnIndex(), "cell-error");
        } else if (formula
                && raw.isEmpty()
                && uncalculated.contains(cell.getAddress().toString())) {
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
