package io.neiqin.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks into the database behind the application's back. */
public final class Sql {

    private final DataSource database;

    public Sql(DataSource database) {
        this.database = database;
    }

    /** The first column of every row, as text. */
    public List<String> column(String sql, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String sql, Object... arguments) {
        return Long.parseLong(column(sql, arguments).get(0));
    }

    public void run(String sql, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nobody relays from here on, so that the outbox can be looked at; see {@link #relayGoesOn}. */
    public void relayStops() {
        run("update relay set owner = 'test', epoch = epoch + 1, expires_at = now() + interval '1 hour'");
    }

    /** What is in the outbox goes into the log, as by another relay, and no further. */
    public void move() {
        run("""
            with batch as (delete from outbox returning *), logged as (
              insert into event_log (position, id, aggregatetype, aggregateid, aggregateversion, type, occurred_at,
                  business_date, actor, correlation_id, causation_id, import_batch, traceparent, payload)
              select (select position from relay) + row_number() over (order by seq), id, aggregatetype, aggregateid,
                  aggregateversion, type, occurred_at, business_date, actor, correlation_id, causation_id,
                  import_batch, traceparent, payload from batch returning position)
            update relay set position = coalesce((select max(position) from logged), position)\
            """);
    }

    public void relayGoesOn() {
        run("update relay set expires_at = '-infinity'");
    }

    public static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
