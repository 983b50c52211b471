package io.neiqin.reporting.explain;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.Measure;
import io.neiqin.reporting.explain.Explanation.Cell;
import io.neiqin.reporting.explain.Explanation.Item;
import io.neiqin.reporting.explain.Explanation.Key;
import io.neiqin.reporting.explain.Place.After;
import io.neiqin.reporting.kpi.CellAddress;
import io.neiqin.reporting.kpi.Figures;
import io.neiqin.reporting.kpi.Figures.Figure;
import io.neiqin.reporting.kpi.Figures.Found;
import io.neiqin.reporting.kpi.JournalSql.Statement;
import io.neiqin.reporting.kpi.KpiAnswer;
import io.neiqin.reporting.kpi.KpiDefinition;
import io.neiqin.reporting.kpi.KpiQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The journal, asked for the reasons of a cell. The value is added up from the same items that are shown, not read from
 * the kept sums: an explanation is a second opinion on the figure.
 */
@ApplicationScoped
public class Explanations {

    private static final String LAST_ENTRY = "select entries from journal";
    private final Pool pool;

    public Explanations(Pool pool) {
        this.pool = pool;
    }

    /** What is asked: of whom, where the page begins, how long it is at most. */
    private record Asked(KpiDefinition kpi, KpiQuery query, Visibility sees, Place place, int limit) {}

    /** @param cursor null for the first page */
    public Uni<Explanation> find(KpiDefinition kpi, KpiQuery query, Visibility sees, String cursor, int limit) {
        String address = CellAddress.of(kpi, query);
        Uni<Place> place = cursor == null
                ? pool.query(LAST_ENTRY)
                        .execute()
                        .map(rows -> rows.iterator().next().getLong("entries"))
                        .map(last -> Place.first(Figures.asOf(query, last), address))
                : Uni.createFrom().item(Place.parse(cursor, address));
        return place.flatMap(begin -> find(new Asked(kpi, query, sees, begin, limit)));
    }

    private Uni<Explanation> find(Asked asked) {
        Statement totals = ExplanationSql.totals(asked.query, asked.sees, asked.place);
        Statement page = ExplanationSql.page(asked.query, asked.sees, asked.place, asked.limit + 1);
        return labels(asked)
                .flatMap(labels ->
                        run(totals).flatMap(sums -> run(page).map(items -> explanation(asked, sums, items, labels))));
    }

    private Uni<RowSet<Row>> run(Statement statement) {
        return pool.preparedQuery(statement.sql()).execute(Tuple.wrap(statement.values()));
    }

    /** The names of the keys that are asked for. Who may see nothing behind a key is not told whose it is. */
    private Uni<Map<Key, String>> labels(Asked asked) {
        if (asked.query.filters().isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return run(ExplanationSql.labels(asked.query, asked.sees, asked.place)).map(rows -> {
            Map<Key, String> labels = new HashMap<>();
            rows.forEach(row -> labels.put(
                    new Key(row.getString("dimension"), row.getString("key"), null), row.getString("label")));
            return labels;
        });
    }

    private static Explanation explanation(Asked asked, RowSet<Row> sums, RowSet<Row> rows, Map<Key, String> labels) {
        List<Item> items = new ArrayList<>();
        After last = null;
        String nextCursor = null;
        for (Row row : rows) {
            if (items.size() == asked.limit) {
                nextCursor = asked.place.next(last).cursor();
            } else {
                items.add(item(asked.query, row));
                last = key(row);
            }
        }
        long total = 0;
        long facts = 0;
        for (Row sum : sums) {
            total += sum.getLong("items");
            facts += sum.getLong("facts");
        }
        KpiDefinition kpi = asked.kpi;
        Cell cell = cell(asked, sums, keys(asked.query, labels));
        return new Explanation(
                kpi.code(), kpi.name(), kpi.formula(), kpi.date(), cell, total, facts, items, nextCursor);
    }

    private static Cell cell(Asked asked, RowSet<Row> sums, List<Key> keys) {
        KpiQuery query = asked.query;
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        query.measures().forEach(measure -> values.put(measure.code(), BigDecimal.ZERO));
        sums.forEach(row -> values.put(row.getString("measure"), row.getBigDecimal("value")));
        List<Figure> figures = new ArrayList<>();
        values.forEach((measure, value) ->
                figures.add(new Figure(measure, query.period().from(), Map.of(), Map.of(), query.currency(), value)));
        KpiAnswer.Row shown = KpiAnswer.of(asked.kpi, query, new Found(asked.place.entry(), figures))
                .rows()
                .get(0);
        return new Cell(
                query.period().from(),
                query.period().to(),
                query.variants(),
                keys,
                shown.currency(),
                shown.due(),
                shown.onTime(),
                shown.value());
    }

    private static List<Key> keys(KpiQuery query, Map<Key, String> labels) {
        List<Key> keys = new ArrayList<>();
        query.filters()
                .forEach((dimension, allowed) -> allowed.stream()
                        .sorted()
                        .map(key -> new Key(dimension.key(), key, labels.get(new Key(dimension.key(), key, null))))
                        .forEach(keys::add));
        return keys;
    }

    private static After key(Row row) {
        return new After(
                row.getLocalDate("day"),
                row.getLong("position"),
                row.getUUID("event_id"),
                row.getString("measure"),
                row.getString("mark"));
    }

    private static Item item(KpiQuery query, Row row) {
        Map<String, String> keys = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (Dimension dimension : Dimension.values()) {
            putIfAny(keys, dimension, row.getString(dimension.key()));
            putIfAny(labels, dimension, row.getString(dimension.key() + "_label"));
        }
        Measure measure = query.measure();
        String line = row.getString("line");
        UUID order = row.getUUID("order_id");
        return new Item(
                KpiAnswer.part(query, row.getString("measure")),
                row.getUUID("event_id"),
                row.getString("type"),
                row.getString("actor"),
                row.getString("correlation_id"),
                row.getString("import_batch"),
                row.getOffsetDateTime("event_time").toInstant(),
                row.getLocalDate("day"),
                order,
                row.getString("order_number"),
                "/api/orders/orders/" + order,
                line == null ? null : UUID.fromString(line),
                keys,
                labels,
                Arrays.asList(row.getArrayOfIntegers("numbers")),
                measure.show(row.getBigDecimal("value")));
    }

    private static void putIfAny(Map<String, String> texts, Dimension dimension, String text) {
        if (text != null) {
            texts.put(dimension.key(), text);
        }
    }
}
