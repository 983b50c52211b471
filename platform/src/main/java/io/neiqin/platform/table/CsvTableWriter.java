package io.neiqin.platform.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A table as separated cells (RFC 4180), every line with as many of them. */
final class CsvTableWriter implements TableWriter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvWriter csv;

    CsvTableWriter(OutputStream out, Charset charset, List<String> titles, String mark) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, charset));
        if (charset.equals(StandardCharsets.UTF_8)) {
            text.write(BYTE_ORDER_MARK);
        }
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        List<String> head = new ArrayList<>(titles);
        head.add(mark);
        csv.writeRecord(head.stream().map(FormulaGuard::guarded).toList());
    }

    @Override
    public void write(List<List<Object>> rows) throws IOException {
        for (List<Object> row : rows) {
            List<String> cells = new ArrayList<>(row.size() + 1);
            row.forEach(cell -> cells.add(text(cell)));
            // Under the mark.
            cells.add("");
            csv.writeRecord(cells);
        }
        csv.flush();
    }

    /** Only text is guarded: a negative number is a number. */
    private static String text(Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof String text) {
            return FormulaGuard.guarded(text);
        }
        if (cell instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return cell instanceof LocalDateTime time ? TIME.format(time) : cell.toString();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
