package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Tables.CellKey;
import io.neiqin.journeys.check.Tables.ConsumerTables;
import io.neiqin.journeys.check.Tables.FactRow;
import io.neiqin.journeys.check.Tables.KpiTables;
import io.neiqin.journeys.check.Tables.Waiting;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the projection of reporting-service: the one class that knows its tables. */
final class KpiStore {

    static final List<String> DIMENSIONS =
            List.of("product", "category", "customer", "country", "region", "salesperson", "department");

    private static final String NEXT = "select partition, next from intake_offset where topic = 'neiqin.orders'";
    private static final String FACTS = """
            select event_id, position, measure, day, value, currency, order_id, line_id,
                   product, category, customer, country, region, salesperson, department
            from kpi_fact order by position, event_id, number""";
    private static final String CELLS =
            "select measure, dimension_set, day, key1, key2, currency, value from kpi_cell where value <> 0";

    private static final String VERSIONS = "select aggregate_id, version from applied_version";
    private static final String WAITING = "select aggregate_id, version, cause from waiting_event";

    private final Sql sql;

    /** The live projection has a schema of its own. */
    KpiStore(Sql sql) throws SQLException {
        this.sql = sql;
        sql.execute("set search_path = kpi, public");
    }

    ConsumerTables consumer() throws SQLException {
        return new ConsumerTables(
                "reporting",
                "kpi",
                "orders",
                sql.map(VERSIONS, row -> row.getObject(1, UUID.class), row -> row.getLong(2)),
                sql.list(WAITING, row -> new Waiting(row.getObject(1, UUID.class), row.getLong(2), row.getString(3))));
    }

    KpiTables tables(Map<Integer, Long> ends) throws SQLException {
        return new KpiTables(sql.list(FACTS, KpiStore::fact), cells(), next(), ends);
    }

    Map<Integer, Long> next() throws SQLException {
        return sql.map(NEXT, row -> row.getInt(1), row -> row.getLong(2));
    }

    /** Σ of the versions applied and the events waiting: as many as there are events when all have come. */
    long arrived() throws SQLException {
        return sql.number("select coalesce(sum(version), 0) from (" + VERSIONS + ") applied")
                + sql.number("select count(*) from (" + WAITING + ") waiting");
    }

    private Map<CellKey, BigDecimal> cells() throws SQLException {
        return sql.map(
                CELLS,
                row -> new CellKey(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, LocalDate.class),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                row -> row.getBigDecimal(7));
    }

    private static FactRow fact(ResultSet row) throws SQLException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String dimension : DIMENSIONS) {
            keys.put(dimension, row.getString(dimension));
        }
        return new FactRow(
                row.getObject("event_id", UUID.class),
                row.getLong("position"),
                row.getString("measure"),
                row.getObject("day", LocalDate.class),
                row.getBigDecimal("value"),
                row.getString("currency"),
                row.getObject("order_id", UUID.class),
                row.getObject("line_id", UUID.class),
                keys);
    }
}
