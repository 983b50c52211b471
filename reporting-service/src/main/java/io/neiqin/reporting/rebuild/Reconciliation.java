package io.neiqin.reporting.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The shadow beside the live projection, row by row, at the same offsets. Names are compared, too, but decide nothing:
 * figures do not depend on them.
 *
 * @param first the first hundred cells that differ
 */
public record Reconciliation(Count cells, Count orders, Count labels, List<Difference> first) {

    /** How many rows are equal in both, differ, or are in one only. */
    public record Count(long equal, long different, long onlyLive, long onlyShadow) {

        boolean isSame() {
            return differing() == 0;
        }

        long differing() {
            return different + onlyLive + onlyShadow;
        }
    }

    /** A cell with the decimals that both have for it; 0 where one has none. */
    public record Difference(
            String measure,
            String set,
            String day,
            String key1,
            String key2,
            String currency,
            String live,
            String shadow) {}

    private static final int FIRST = 100;

    /** A cell of nothing is no cell. */
    private static final String CELLS = """
        (select * from kpi.kpi_cell where value <> 0) l
        full join (select * from kpi_next.kpi_cell where value <> 0) s
        using (measure, dimension_set, day, key1, key2, currency)\
        """;

    private static final String COUNT = """
        select count(*) filter (where l.%2$s = s.%2$s), count(*) filter (where l.%2$s <> s.%2$s),
            count(*) filter (where s.%2$s is null), count(*) filter (where l.%2$s is null) from %1$s\
        """;

    private static final String DIFFERENCES = """
             select measure, dimension_set, day, key1, key2, currency, coalesce(l.value, 0), coalesce(s.value, 0)
             from\s\
             """ + CELLS + """
             where l.value is distinct from s.value order by 1, 2, 3, 4, 5, 6 limit\s\
             """ + FIRST;

    /** Of the connection's snapshot. */
    static Reconciliation of(Connection connection) throws SQLException {
        Count cells = count(connection, CELLS, "value");
        Count orders =
                count(connection, "kpi.order_state l full join kpi_next.order_state s using (order_id)", "state");
        Count labels = count(connection, "kpi.label l full join kpi_next.label s using (dimension, key)", "label");
        return new Reconciliation(cells, orders, labels, cells.isSame() ? List.of() : differences(connection));
    }

    boolean isSame() {
        return cells.isSame() && orders.isSame();
    }

    private static Count count(Connection connection, String both, String column) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COUNT.formatted(both, column))) {
            rows.next();
            return new Count(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
        }
    }

    private static List<Difference> differences(Connection connection) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(DIFFERENCES)) {
            while (rows.next()) {
                differences.add(new Difference(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getBigDecimal(7).toPlainString(),
                        rows.getBigDecimal(8).toPlainString()));
            }
        }
        return differences;
    }
}
