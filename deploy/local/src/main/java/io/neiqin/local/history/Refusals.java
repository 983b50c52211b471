package io.neiqin.local.history;

import io.neiqin.local.Wording;
import io.neiqin.local.history.Table.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows that were not taken, each with its reason. What refers to a refused record is refused with it. */
final class Refusals {
    private final Wording wording;
    private final List<RowError> errors = new ArrayList<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    Refusals(Wording wording) {
        this.wording = wording;
    }

    /**
     * @param line 0 where the whole file is meant
     * @param row  as it stands in the file
     */
    record RowError(String file, int line, String reason, String row) {
        @Override
        public String toString() {
            return file + (line == 0 ? "" : ":" + line) + ": " + reason;
        }
    }

    synchronized List<RowError> errors() {
        return List.copyOf(errors);
    }

    String text(String key, Object... arguments) {
        return wording.text(key, arguments);
    }

    synchronized void add(String file, int line, String reason, String row) {
        errors.add(new RowError(file, line, reason, row));
    }

    /** The row is not taken; whoever refers to it is told so. */
    synchronized void refuse(Layout layout, Row row, String reason) {
        add(row.file(), row.line(), reason, row.raw());
        depend(layout, row);
    }

    /** The row was refused: what refers to it is, too. */
    synchronized void depend(Layout layout, Row row) {
        refused.putIfAbsent(layout + " " + layout.name(row), row.toString());
    }

    /** The source has this record. */
    synchronized void know(Layout layout, Row row) {
        known.add(layout + " " + layout.name(row));
    }

    /** @return whether the source has the record, refused or not */
    synchronized boolean knows(Layout layout, String name) {
        return known.contains(layout + " " + name) || refused.containsKey(layout + " " + name);
    }

    /** @throws IllegalArgumentException saying that the record was refused, or that there is none */
    synchronized void require(Layout layout, String name) {
        String row = refused.get(layout + " " + name);
        if (row != null) {
            throw new IllegalArgumentException(wording.text("row.depends", name, row));
        }
        if (!known.contains(layout + " " + name)) {
            throw new IllegalArgumentException(wording.text("row.unknown", name, layout.file()));
        }
    }

    /** @throws IllegalArgumentException where a line of the order was refused: half an order would be another one */
    synchronized void requireLines(String order) {
        String row = refused.get(Layout.LINES + " " + order);
        if (row != null) {
            throw new IllegalArgumentException(wording.text("row.line.refused", row));
        }
    }
}
