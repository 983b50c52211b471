package io.neiqin.local.history;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of a CSV text (RFC 4180), each with the line it begins on. A quoted cell may span lines; a record that is
 * broken ends with its first line, so that an open quote does not swallow what follows.
 */
final class CsvText {
    private final String text;
    private int at;
    private int line = 1;
    private int width;

    private CsvText(String text) {
        this.text = text;
    }

    /**
     * @param line  counted from 1
     * @param cells as far as they can be told where there is a fault
     * @param raw   as it stands in the text
     * @param fault key of the wording, or null
     */
    record Entry(int line, List<String> cells, String raw, String fault) {}

    /** The head line first; blank lines are left out, all others have as many cells as the first or a fault. */
    static List<Entry> read(String text) {
        CsvText csv = new CsvText(text);
        List<Entry> entries = new ArrayList<>();
        while (csv.at < text.length()) {
            Entry entry = csv.entry();
            if (!entry.raw().isBlank()) {
                csv.width = csv.width == 0 ? entry.cells().size() : csv.width;
                entries.add(entry);
            }
        }
        return entries;
    }

    private Entry entry() {
        int start = at;
        int first = line;
        List<String> cells = new ArrayList<>();
        boolean whole = cells(cells);
        String raw = text.substring(start, at);
        boolean counted = width == 0 || raw.isBlank() || cells.size() == width;
        if (whole && counted) {
            skipLineEnd();
            return new Entry(first, cells, raw, null);
        }
        // A record over several lines that comes out wrong has a stray quote.
        boolean quote = !whole || line != first;
        at = start;
        line = first;
        while (at < text.length() && !atLineEnd()) {
            at++;
        }
        String only = text.substring(start, at);
        skipLineEnd();
        return new Entry(first, List.of(only.split(",", -1)), only, quote ? "row.quote" : "row.cells");
    }

    /** Reads up to the end of the record; false where a quote is not closed, or more follows it. */
    private boolean cells(List<String> cells) {
        while (true) {
            boolean good = at < text.length() && text.charAt(at) == '"' ? quoted(cells) : plain(cells);
            if (!good) {
                return false;
            }
            if (at >= text.length() || atLineEnd()) {
                return true;
            }
            at++; // the comma
        }
    }

    private boolean plain(List<String> cells) {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && !atLineEnd()) {
            at++;
        }
        cells.add(text.substring(start, at));
        return true;
    }

    private boolean quoted(List<String> cells) {
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at++;
            } else if (c == '"') {
                at++;
                cells.add(cell.toString());
                return at == text.length() || text.charAt(at) == ',' || atLineEnd();
            }
            line += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        return false;
    }

    private boolean atLineEnd() {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    /** LF, CRLF or CR. */
    private void skipLineEnd() {
        if (at < text.length()) {
            at += text.startsWith("\r\n", at) ? 2 : 1;
            line++;
        }
    }
}
