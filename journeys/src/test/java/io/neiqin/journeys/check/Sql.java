package io.neiqin.journeys.check;

import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A connection to one service's database, for reading. */
final class Sql implements AutoCloseable {

    /** Makes a value of the row that is the current one. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    static Sql on(DatabaseSettings settings) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.jdbcUrl());
        return new Sql(source.getConnection(settings.user(), settings.password()));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    <T> List<T> list(String sql, Row<T> make) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(make.of(result));
            }
        }
        return rows;
    }

    <T> T one(String sql, Row<T> make) throws SQLException {
        return list(sql, make).get(0);
    }

    long number(String sql) throws SQLException {
        return one(sql, row -> row.getLong(1));
    }

    <K, V> Map<K, V> map(String sql, Row<K> key, Row<V> value) throws SQLException {
        Map<K, V> map = new LinkedHashMap<>();
        list(sql, row -> map.put(key.of(row), value.of(row)));
        return map;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
