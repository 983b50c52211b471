package io.neiqin.benchmarks.kpi;

import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.Window;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Y4: the rows of a projection as they are in the end, upserted by unnest into empty copies of its tables, in as many
 * transactions as a rebuild makes. It reads and computes nothing: only the time of its writing counts.
 */
final class SameRows {

    private static final String COPY = "benchmark_copy";

    private static final String TABLES = """
        select c.relname, array_agg(a.attname::text order by a.attnum),
               array_agg(format_type(a.atttypid, null) order by a.attnum),
               (select array_agg(k.attname::text) from pg_index i join pg_attribute k
                  on k.attrelid = i.indrelid and k.attnum = any(i.indkey)
                where i.indrelid = c.oid and i.indisprimary) as key
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relkind = 'r' and c.relnamespace = 'kpi'::regnamespace and a.attnum > 0 and not a.attisdropped
        group by c.oid, c.relname order by c.relname\
        """;

    private record Table(String name, List<String> columns, List<String> types, List<String> key) {

        String select() {
            return "select " + String.join("::text, ", columns) + "::text from kpi." + name;
        }

        String upsert() {
            List<String> rest =
                    columns.stream().filter(column -> !key.contains(column)).toList();
            String conflict = key.isEmpty()
                    ? ""
                    : " on conflict (" + String.join(", ", key) + ") do "
                            + (rest.isEmpty()
                                    ? "nothing"
                                    : "update set "
                                            + String.join(
                                                    ", ",
                                                    rest.stream()
                                                            .map(column -> column + " = excluded." + column)
                                                            .toList()));
            return "insert into " + COPY + "." + name + " select * from unnest("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")" + conflict;
        }
    }

    private final DatabaseSettings database;

    SameRows(DatabaseSettings database) {
        this.database = database;
    }

    /** Writes all of them; the rate is that of the events which they came from. */
    Window write(long events, long perTransaction) {
        try (Connection reading = Stack.connect(database);
                Connection writing = Stack.connect(database)) {
            List<Table> tables = tables(reading);
            begin(writing, tables);
            reading.setAutoCommit(false);
            List<ResultSet> sources = new ArrayList<>();
            List<Integer> shares = new ArrayList<>();
            List<PreparedStatement> upserts = new ArrayList<>();
            long transactions = Math.max(1, events / perTransaction);
            for (Table table : tables) {
                long rows = count(reading, table);
                shares.add((int) (rows / transactions + 1));
                PreparedStatement select = reading.prepareStatement(table.select());
                select.setFetchSize(2000);
                sources.add(select.executeQuery());
                upserts.add(writing.prepareStatement(table.upsert()));
            }
            long spent = 0;
            for (long i = 0; i < transactions; i++) {
                for (int t = 0; t < tables.size(); t++) {
                    List<String[]> columns =
                            next(sources.get(t), tables.get(t).columns().size(), shares.get(t));
                    if (columns.get(0).length > 0) {
                        spent += upsert(writing, tables.get(t), upserts.get(t), columns);
                    }
                }
                long begin = System.nanoTime();
                writing.commit();
                spent += System.nanoTime() - begin;
            }
            return new Window(events, spent / 1e9, Map.of(), new long[0]);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long upsert(Connection writing, Table table, PreparedStatement upsert, List<String[]> columns)
            throws SQLException {
        long begin = System.nanoTime();
        for (int c = 0; c < columns.size(); c++) {
            upsert.setArray(c + 1, writing.createArrayOf(table.types().get(c), columns.get(c)));
        }
        upsert.executeUpdate();
        return System.nanoTime() - begin;
    }

    private static List<String[]> next(ResultSet source, int width, int most) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        while (rows.size() < most && source.next()) {
            String[] row = new String[width];
            for (int c = 0; c < width; c++) {
                row[c] = source.getString(c + 1);
            }
            rows.add(row);
        }
        List<String[]> columns = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            String[] column = new String[rows.size()];
            for (int r = 0; r < column.length; r++) {
                column[r] = rows.get(r)[c];
            }
            columns.add(column);
        }
        return columns;
    }

    private static void begin(Connection writing, List<Table> tables) throws SQLException {
        try (var statement = writing.createStatement()) {
            statement.execute("drop schema if exists " + COPY + " cascade");
            statement.execute("create schema " + COPY);
            for (Table table : tables) {
                statement.execute(
                        "create table " + COPY + "." + table.name() + " (like kpi." + table.name() + " including all)");
            }
        }
        writing.setAutoCommit(false);
    }

    private static long count(Connection connection, Table table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from kpi." + table.name())) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), texts(rows, 2), texts(rows, 3), texts(rows, 4)));
            }
        }
        return tables;
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
