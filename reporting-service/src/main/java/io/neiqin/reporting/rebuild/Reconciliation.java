package io.neiqin.reporting.rebuild;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The shadow beside the live projection, row by row, at the same offsets. Names are compared, too, but decide nothing:
 * figures do not depend on them.
 *
 * @param journal facts by measure, month and currency: how many, and their sum
 * @param first the first hundred cells that differ
 * @param months the first hundred months of the journal that differ
 */
public record Reconciliation(
        Count cells, Count orders, Count labels, Count journal, List<Difference> first, List<Month> months) {

    /** How many rows are equal in both, differ, or are in one only. */
    public record Count(long equal, long different, long onlyLive, long onlyShadow) {

        private static final Count NOTHING = new Count(0, 0, 0, 0);

        private Count plus(Count other) {
            return new Count(
                    equal + other.equal,
                    different + other.different,
                    onlyLive + other.onlyLive,
                    onlyShadow + other.onlyShadow);
        }

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

    /** A month of the journal with what both have for it, as "12 facts, 345.60"; null where one has none. */
    public record Month(String measure, String month, String currency, String live, String shadow) {}

    private static final int FIRST = 100;

    /** Any number that nobody else locks. */
    private static final String TURN = "select pg_try_advisory_xact_lock(7205759405)";

    private static final String MEASURES = """
        select measure from kpi.kpi_cell union select measure from kpi_next.kpi_cell
        union select measure from kpi.kpi_fact union select measure from kpi_next.kpi_fact order by 1\
        """;

    /** A cell of nothing is no cell. */
    private static final String CELLS = """
        (select * from kpi.kpi_cell where value <> 0 and measure = ?) l
        full join (select * from kpi_next.kpi_cell where value <> 0 and measure = ?) s
        using (measure, dimension_set, day, key1, key2, currency)\
        """;

    private static final String MONTHS = """
        select measure, to_char(day, 'YYYY-MM') as month, currency,
            count(*) || ' facts, ' || trim_scale(sum(value)) as told
        from %s.kpi_fact where measure = ? group by 1, 2, 3\
        """;

    private static final String JOURNAL = "(" + MONTHS.formatted("kpi") + ") l full join ("
            + MONTHS.formatted("kpi_next") + ") s using (measure, month, currency)";

    private static final String ORDERS = "kpi.order_state l full join kpi_next.order_state s using (order_id)";

    private static final String LABELS = "kpi.label l full join kpi_next.label s using (dimension, key)";

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

    private static final String DIFFERENT_MONTHS = "select measure, month, currency, l.told, s.told from " + JOURNAL
            + " where l.told is distinct from s.told order by 1, 2, 3 limit " + FIRST;

    /** Keeps all others from comparing until the end of the transaction; false when somebody is. */
    static boolean takeTurn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(TURN)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /** Of the connection's snapshot, a measure at a time: no statement has to go over everything. */
    static Reconciliation of(Connection connection) throws SQLException {
        Count cells = Count.NOTHING;
        Count journal = Count.NOTHING;
        List<Difference> first = new ArrayList<>();
        List<Month> months = new ArrayList<>();
        for (String measure : rows(connection, MEASURES, row -> row.getString(1))) {
            Count of = count(connection, CELLS, "value", measure, measure);
            if (!of.isSame()) {
                first.addAll(rows(connection, DIFFERENCES, Reconciliation::difference, measure, measure));
            }
            Count told = count(connection, JOURNAL, "told", measure, measure);
            if (!told.isSame()) {
                months.addAll(rows(connection, DIFFERENT_MONTHS, Reconciliation::month, measure, measure));
            }
            cells = cells.plus(of);
            journal = journal.plus(told);
        }
        return new Reconciliation(
                cells,
                count(connection, ORDERS, "state::jsonb"),
                count(connection, LABELS, "label"),
                journal,
                first.stream().limit(FIRST).toList(),
                months.stream().limit(FIRST).toList());
    }

    boolean isSame() {
        return cells.isSame() && orders.isSame() && journal.isSame();
    }

    private static Count count(Connection connection, String both, String column, String... parameters)
            throws SQLException {
        return rows(
                        connection,
                        COUNT.formatted(both, column),
                        row -> new Count(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        parameters)
                .get(0);
    }

    private static Difference difference(ResultSet row) throws SQLException {
        return new Difference(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBigDecimal(7).toPlainString(),
                row.getBigDecimal(8).toPlainString());
    }

    private static Month month(ResultSet row) throws SQLException {
        return new Month(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    /** One row as what it tells. */
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, Reading<T> reading, String... parameters)
            throws SQLException {
        List<T> read = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(reading.of(rows));
                }
            }
        }
        return read;
    }
}
