package io.neiqin.platform.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a table that people open in a spreadsheet, row by row: memory does not grow with it. Blocking, for worker threads.
 *
 * <p>A cell is text (String), a number (BigDecimal, Integer, Long), a LocalDate, a LocalDateTime, a Boolean, or null for an
 * empty one. What is text stays text: none is taken for a formula ({@link FormulaGuard}), and none for a number.
 */
public interface TableWriter extends Closeable {

    /** How a table is written. */
    enum Format {
        /** UTF-8 with the byte order mark without which a spreadsheet takes Chinese for Latin. */
        CSV("csv", "text/csv;charset=UTF-8"),
        /** For what reads GBK only. */
        CSV_GB18030("csv", "text/csv;charset=GB18030"),
        XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        private final String extension;
        private final String mediaType;

        Format(String extension, String mediaType) {
            this.extension = extension;
            this.mediaType = mediaType;
        }

        /** Without a dot. */
        public String extension() {
            return extension;
        }

        public String mediaType() {
            return mediaType;
        }

        /**
         * Begins a table.
         *
         * @param out is closed with it
         * @param mark who made it when: in the head line, behind the columns, where sorting and importing leave it alone; in a
         *     workbook on every printed page, too
         */
        public TableWriter begin(OutputStream out, List<String> titles, String mark) throws IOException {
            return switch (this) {
                case CSV -> new CsvTableWriter(out, StandardCharsets.UTF_8, titles, mark);
                case CSV_GB18030 -> new CsvTableWriter(out, Charset.forName("GB18030"), titles, mark);
                case XLSX -> new XlsxTableWriter(out, titles, mark);
            };
        }
    }

    /** @param rows each with a cell per title */
    void write(List<List<Object>> rows) throws IOException;

    /** Ends the table; before, it is none. */
    @Override
    void close() throws IOException;
}
