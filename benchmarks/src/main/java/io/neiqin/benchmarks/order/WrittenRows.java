package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Stack;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction of a service has left in its database, found by its number ({@code xmin}): every row of it with
 * every column, so that nothing of the service's work can be forgotten here.
 */
final class WrittenRows {

    /**
     * A row.
     *
     * @param values as text, null for null
     */
    record Row(String table, List<String> columns, List<String> values) {}

    /** Those that others refer to first. */
    private static final String TABLES = """
        select c.oid::regclass::text, array_agg(a.attname::text order by a.attnum)
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
          and a.attnum > 0 and not a.attisdropped and a.attidentity = ''
        group by c.oid
        order by (select count(*) from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'), c.oid\
        """;

    private WrittenRows() {}

    /** The rows of the transaction that wrote the order of this purchase order number. */
    static List<Row> of(DatabaseSettings database, String customerPoNo) throws SQLException {
        try (Connection connection = Stack.connect(database)) {
            String transaction =
                    one(connection, "select xmin::text from sales_order where customer_po_no = '" + customerPoNo + "'");
            List<Row> rows = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var tables = statement.executeQuery(TABLES)) {
                while (tables.next()) {
                    String[] columns = (String[]) tables.getArray(2).getArray();
                    rows.addAll(of(connection, tables.getString(1), List.of(columns), transaction));
                }
            }
            return rows;
        }
    }

    private static List<Row> of(Connection connection, String table, List<String> columns, String transaction)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        String texts = String.join("::text, ", columns) + "::text";
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select " + texts + " from " + table + " where xmin::text = '" + transaction + "'")) {
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(found.getString(i));
                }
                rows.add(new Row(table, columns, values));
            }
        }
        return rows;
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return rows.getString(1);
        }
    }
}
