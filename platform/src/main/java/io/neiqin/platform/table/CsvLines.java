package io.neiqin.platform.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.neiqin.platform.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;

/** A text file of separated cells (RFC 4180), in the encoding and with the separator that it turns out to have. */
final class CsvLines implements Lines {

    /** A longer cell is no value but a quote that is not closed, or a way to fill the memory. */
    static final int MAX_CELL = 100_000;

    private static final int MAX_LINE = 1_000_000;
    private static final int MAX_CELLS = 1_000;
    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final Charset charset;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private long last;

    private CsvLines(Charset charset, CsvReader<CsvRecord> reader) {
        this.charset = charset;
        this.reader = reader;
        this.records = reader.iterator();
    }

    /** @throws Problem where the file is in none of the encodings */
    static CsvLines open(Path file) throws IOException {
        Charset charset = TextEncoding.of(file);
        char separator;
        try (BufferedReader head = TextEncoding.reader(file, charset)) {
            separator = separatorOf(head);
        }
        var handler = CsvRecordHandler.builder()
                .maxFields(MAX_CELLS)
                .maxFieldSize(MAX_CELL)
                .maxRecordSize(MAX_LINE)
                .build();
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .build(handler, TextEncoding.reader(file, charset));
        return new CsvLines(charset, reader);
    }

    /** The one that separates most in the head line. */
    private static char separatorOf(BufferedReader head) throws IOException {
        char[] start = new char[MAX_CELL];
        int length = Math.max(0, head.read(start));
        int[] found = new int[SEPARATORS.length];
        boolean quoted = false;
        for (int i = 0; i < length && (quoted || start[i] != '\n' && start[i] != '\r'); i++) {
            quoted ^= start[i] == '"';
            for (int s = 0; s < SEPARATORS.length && !quoted; s++) {
                found[s] += start[i] == SEPARATORS[s] ? 1 : 0;
            }
        }
        int most = 0;
        for (int s = 1; s < SEPARATORS.length; s++) {
            most = found[s] > found[most] ? s : most;
        }
        return SEPARATORS[most];
    }

    @Override
    public Line next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            last = record.getStartingLineNumber();
            return new Line(last, record.getFields());
        } catch (CsvParseException broken) {
            throw Problem.rule("table-broken", last + 1);
        } catch (UncheckedIOException unreadable) {
            throw refusal(unreadable);
        }
    }

    private RuntimeException refusal(UncheckedIOException unreadable) {
        return unreadable.getCause() instanceof CharacterCodingException
                ? Problem.rule("table-encoding", last + 1)
                : unreadable;
    }

    @Override
    public LocalDate dayZero() {
        return null;
    }

    @Override
    public String form() {
        return "CSV " + charset.name();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
