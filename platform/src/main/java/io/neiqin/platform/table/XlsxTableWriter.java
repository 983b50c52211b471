package io.neiqin.platform.table;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A table as a workbook (Office Open XML) of one sheet. Text is a text cell, never a formula, and its cell is formatted as
 * text, so that it stays text when somebody edits it; it is written as it is, without the apostrophe that a CSV file needs.
 */
final class XlsxTableWriter implements TableWriter {

    /** A spreadsheet's numbers are exact to so many digits; what has more is text. */
    private static final int EXACT = 15;

    private static final String TEXT = "@";
    private static final String DATE = "yyyy-mm-dd";
    private static final String TIME = "yyyy-mm-dd hh:mm:ss";
    private static final double WIDTH = 16;

    private final Workbook workbook;
    private final Worksheet sheet;
    private int line;

    XlsxTableWriter(OutputStream out, List<String> titles, String mark) {
        workbook = new Workbook(out, "Neiqin", "1.0");
        sheet = workbook.newWorksheet("data");
        // In the code of headers and footers & is a command.
        String printed = mark.replace("&", "&&");
        sheet.header(printed, Position.LEFT);
        sheet.footer(printed, Position.LEFT);
        sheet.footer("&P / &N", Position.RIGHT);
        sheet.freezePane(0, 1);
        for (int column = 0; column < titles.size(); column++) {
            sheet.width(column, WIDTH);
            text(column, titles.get(column));
            sheet.style(line, column).bold().set();
        }
        text(titles.size(), mark);
        line++;
    }

    @Override
    public void write(List<List<Object>> rows) throws IOException {
        for (List<Object> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                write(column, row.get(column));
            }
            line++;
        }
        sheet.flush();
    }

    private void write(int column, Object cell) {
        if (cell instanceof BigDecimal number) {
            number(column, number);
        } else if (cell instanceof Number whole) {
            number(column, BigDecimal.valueOf(whole.longValue()));
        } else if (cell instanceof LocalDate date) {
            sheet.value(line, column, date);
            sheet.style(line, column).format(DATE).set();
        } else if (cell instanceof LocalDateTime time) {
            sheet.value(line, column, time);
            sheet.style(line, column).format(TIME).set();
        } else if (cell instanceof Boolean truth) {
            sheet.value(line, column, truth);
        } else if (cell != null) {
            text(column, cell.toString());
        }
    }

    private void number(int column, BigDecimal number) {
        if (number.precision() > EXACT && number.stripTrailingZeros().precision() > EXACT) {
            text(column, number.toPlainString());
            return;
        }
        sheet.value(line, column, number);
        int scale = Math.max(0, number.scale());
        sheet.style(line, column)
                .format(scale == 0 ? "0" : "0." + "0".repeat(scale))
                .set();
    }

    /** Inline: texts in the workbook's own table of them would all stay in memory. */
    private void text(int column, String text) {
        sheet.inlineString(line, column, text);
        sheet.style(line, column).format(TEXT).set();
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
