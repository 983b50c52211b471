package io.neiqin.local.history;

import io.neiqin.local.history.Table.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sorts the rows of a source into those that can be taken and those that are refused before anything is sent. */
final class SourceCheck {
    private final Path directory;
    private final Refusals refusals;

    SourceCheck(Path directory, Refusals refusals) {
        this.directory = directory;
        this.refusals = refusals;
    }

    /** The rows with sound cells, the first of each key. */
    List<Row> read(Layout layout) {
        Table table = Table.read(directory.resolve(layout.file()), layout.columns(), refusals);
        table.broken().forEach(row -> refusals.depend(layout, row));
        Map<String, Row> first = new HashMap<>();
        List<Row> good = new ArrayList<>();
        for (Row row : table.rows()) {
            List<List<String>> faults = layout.faults(row);
            Row before = faults.isEmpty() ? first.putIfAbsent(layout.key(row), row) : null;
            if (!faults.isEmpty()) {
                refusals.refuse(layout, row, reason(faults));
            } else if (before != null) {
                repeated(layout, row, before);
            } else {
                refusals.know(layout, row);
                good.add(row);
            }
        }
        return good;
    }

    private String reason(List<List<String>> faults) {
        return faults.stream()
                .map(fault -> refusals.text(fault.get(0), fault.get(1), fault.get(2)))
                .collect(Collectors.joining("; "));
    }

    /** The first stands. Where the second line of a number reads otherwise, nobody knows which one is the order's. */
    private void repeated(Layout layout, Row row, Row before) {
        boolean same = row.cells().equals(before.cells());
        String reason = refusals.text(same ? "row.twice" : "row.twice.otherwise", before);
        refusals.add(row.file(), row.line(), reason, row.raw());
        if (layout == Layout.LINES && !same) {
            refusals.depend(layout, row);
        }
    }

    /** The lines of orders that the source has. */
    List<Row> lines() {
        List<Row> known = new ArrayList<>();
        for (Row line : read(Layout.LINES)) {
            String order = line.text("order_no");
            if (refusals.knows(Layout.ORDERS, order)) {
                known.add(line);
            } else {
                String reason = refusals.text("row.unknown", order, Layout.ORDERS.file());
                refusals.add(line.file(), line.line(), reason, line.raw());
            }
        }
        return known;
    }
}
