package io.neiqin.reporting.audit;

import io.neiqin.reporting.audit.Audit.Drift;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.DimensionSet;
import io.neiqin.reporting.cube.Dimensions;
import io.neiqin.reporting.cube.Measure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Adds cells up from nothing but the journal, and lays them beside those that are kept. */
final class CellAudit {

    private static final int FIRST = 20;

    private static final String SUMS = """
        select measure, day, %1$s as key1, %2$s as key2, currency, sum(value) as value from kpi_fact
        where measure = any(?) and day between ? and ? group by 1, 2, 3, 4, 5\
        """;

    /** A count moves where an event brings the first of an order's (or line's) facts into a cell, or takes the last. */
    private static final String COUNTS = """
        select measure, day, key1, key2, '-' as currency, sum(moved)::numeric as value from (
            select measure, day, key1, key2, (sum(step) over w > 0)::int - (sum(step) over w - step > 0)::int as moved
            from (select measure, day, position, %3$s as counted, %1$s as key1, %2$s as key2, sum(value) as step
                from kpi_fact where measure = any(?) and %4$s group by 1, 2, 3, 4, 5, 6) steps
            window w as (partition by measure, counted, key1, key2%5$s order by position)) moves
        where moved <> 0 and day between ? and ? group by 1, 2, 3, 4\
        """;

    private static final String IN_SPAN = "day between ? and ?";

    /** What is not dated by its own day needs the order's whole past. */
    private static final String OF_ORDERS_IN_SPAN =
            "order_id in (select order_id from kpi_fact where measure = any(?) and day between ? and ?)";

    private static final String COMPARED = """
        with both_of as (
            select measure, day, key1, key2, currency, coalesce(c.value, 0) as kept, coalesce(f.value, 0) as added
            from (%s) f full join (select measure, day, key1, key2, currency, value from kpi_cell
                where measure = any(?) and day between ? and ? and dimension_set = ?) c
            using (measure, day, key1, key2, currency))
        select (select count(*) from both_of) as cells,
            (select count(*) from both_of where kept <> added) as drifting, d.*
        from (select 1) one left join (
            select * from both_of where kept <> added order by 1, 2, 3, 4, 5 limit %d) d on true\
        """;

    private long cells;
    private long drifting;
    private final List<Drift> first = new ArrayList<>();

    private CellAudit() {}

    /** Of the connection's snapshot: what arrives meanwhile is no drift. */
    static Audit of(Connection connection, Slice slice, boolean whole) throws SQLException {
        CellAudit audit = new CellAudit();
        for (List<Measure> measures : slice.alike()) {
            for (DimensionSet set : slice.sets()) {
                audit.compare(connection, slice, measures, set);
            }
        }
        return new Audit(null, whole, audit.cells, audit.drifting, List.copyOf(audit.first));
    }

    private void compare(Connection connection, Slice slice, List<Measure> measures, DimensionSet set)
            throws SQLException {
        Measure any = measures.get(0);
        Object codes = connection.createArrayOf(
                "text", measures.stream().map(Measure::code).toArray());
        List<Object> values = new ArrayList<>(List.of(codes));
        List<Object> span = List.of(slice.from(), slice.to());
        if (!any.isAdditive()) {
            if (!any.onOwnDay()) {
                values.add(codes);
            }
            values.addAll(span);
        }
        values.addAll(span);
        values.add(codes);
        values.addAll(span);
        values.add(set.code());
        try (var statement = connection.prepareStatement(COMPARED.formatted(added(any, set), FIRST))) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                cells += rows.getLong("cells");
                drifting += rows.getLong("drifting");
                while (rows.getString("measure") != null && first.size() < FIRST) {
                    first.add(Drift.of(set.code(), rows));
                    if (!rows.next()) {
                        return;
                    }
                }
            }
        }
    }

    private static String added(Measure measure, DimensionSet set) {
        String key1 = key(set, 0);
        String key2 = key(set, 1);
        if (measure.isAdditive()) {
            return SUMS.formatted(key1, key2);
        }
        boolean own = measure.onOwnDay();
        String counted = measure.counting() == Measure.Counting.ORDERS ? "order_id" : "line_id";
        return COUNTS.formatted(key1, key2, counted, own ? IN_SPAN : OF_ORDERS_IN_SPAN, own ? ", day" : "");
    }

    private static String key(DimensionSet set, int index) {
        List<Dimension> dimensions = set.dimensions();
        return index < dimensions.size() ? dimensions.get(index).key() : "'" + Dimensions.NONE + "'::text";
    }
}
