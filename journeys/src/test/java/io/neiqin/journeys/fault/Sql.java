package io.neiqin.journeys.fault;

import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks into a service's database behind its back. */
final class Sql {

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    private Sql(DatabaseSettings settings) {
        database.setUrl(settings.jdbcUrl());
        database.setUser(settings.user());
        database.setPassword(settings.password());
        // reporting keeps its projection apart
        database.setCurrentSchema("kpi,public");
    }

    static Sql of(DatabaseSettings settings) {
        return new Sql(settings);
    }

    Connection connect() throws SQLException {
        return database.getConnection();
    }

    int number(String sql, Object... arguments) {
        return Integer.parseInt(text(sql, arguments));
    }

    /** The first column of the first row. */
    String text(String sql, Object... arguments) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
