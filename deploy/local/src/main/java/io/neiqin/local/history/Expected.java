package io.neiqin.local.history;

import io.neiqin.local.PlainError;
import io.neiqin.local.Wording;
import io.neiqin.local.history.Table.Row;
import io.neiqin.local.kpi.Cell;
import io.neiqin.local.kpi.Kpis;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What another program has computed from the same files: {@code expected-kpis.csv} and {@code expected-on-time.csv}. */
record Expected(Map<Cell, BigDecimal> kpis, Map<Cell, BigDecimal> onTime) {
    static final List<String> ON_TIME_MEASURES = List.of("due", "on_time");

    /** Empty where the directory has neither file. */
    static Optional<Expected> read(Path directory, Wording wording) {
        Path kpis = directory.resolve("expected-kpis.csv");
        Path onTime = directory.resolve("expected-on-time.csv");
        if (!Files.exists(kpis) && !Files.exists(onTime)) {
            return Optional.empty();
        }
        return Optional.of(new Expected(
                Files.exists(kpis) ? kpis(kpis, wording) : Map.of(),
                Files.exists(onTime) ? onTime(onTime, wording) : Map.of()));
    }

    private static Map<Cell, BigDecimal> kpis(Path file, Wording wording) {
        Map<Cell, BigDecimal> cells = new LinkedHashMap<>();
        for (Row row : rows(file, wording, "dimension", "value", "sales_amount", "sales_volume", "order_count")) {
            Kpis.MEASURES.forEach(measure ->
                    cells.put(new Cell(row.text("dimension"), row.text("value"), measure), row.number(measure)));
        }
        return cells;
    }

    private static Map<Cell, BigDecimal> onTime(Path file, Wording wording) {
        Map<Cell, BigDecimal> cells = new LinkedHashMap<>();
        for (Row row : rows(file, wording, "month", "due", "on_time")) {
            ON_TIME_MEASURES.forEach(
                    measure -> cells.put(new Cell("month", row.text("month"), measure), row.number(measure)));
        }
        return cells;
    }

    /** All or nothing: a comparison that leaves rows out would say less than it seems to. */
    private static List<Row> rows(Path file, Wording wording, String... columns) {
        Refusals refusals = new Refusals(wording);
        List<Row> rows = Table.read(file, List.of(columns), refusals).rows();
        if (!refusals.errors().isEmpty()) {
            throw new PlainError(PlainError.INCOMPLETE, refusals.errors().get(0).toString());
        }
        return rows;
    }

    /** The dimensions that the file breaks down by. */
    List<String> dimensions() {
        return kpis.keySet().stream().map(Cell::dimension).distinct().toList();
    }
}
