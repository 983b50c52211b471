package io.neiqin.journeys.fault;

import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Keeps a database from going on at a chosen point, until closed: so that a process can be killed exactly there, and
 * not where chance would have it.
 */
final class Hold implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Not by who blocks whom: the second in a row's queue waits for the first one. */
    private static final String BLOCKED = "select count(*) from pg_stat_activity where datname = current_database()"
            + " and wait_event_type = 'Lock' and position('%s' in query) > 0";

    private static final String UNANSWERED =
            "select count(*) from pg_stat_activity where wait_event = 'SyncRep' and datname = '%s'";

    private final Connection connection;
    private final String waiting;
    private final String end;

    private Hold(Connection connection, String waiting, String end) {
        this.connection = connection;
        this.waiting = waiting;
        this.end = end;
    }

    /** Whoever wants to change a row of this table waits. */
    static Hold rows(DatabaseSettings database, String table) {
        return lock(database, table, "select 1 from " + table + " for update");
    }

    /** Whoever wants to change anything in this table waits. */
    static Hold table(DatabaseSettings database, String table) {
        return lock(database, table, "lock table " + table + " in share row exclusive mode");
    }

    private static Hold lock(DatabaseSettings database, String table, String sql) {
        try {
            Connection connection = Sql.of(database).connect();
            connection.setAutoCommit(false);
            connection.createStatement().execute(sql);
            return new Hold(connection, BLOCKED.formatted(table), "rollback");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Transactions are made durable, but whoever commits hears nothing of it: the server waits for a standby that does
     * not exist.
     *
     * @param admin of the server
     * @param database whose commits are waited for by {@link #awaitHeld}
     */
    static Hold commits(DatabaseSettings admin, DatabaseSettings database) {
        try {
            Connection connection = Sql.of(admin).connect();
            Statement statement = connection.createStatement();
            statement.execute("alter system set synchronous_standby_names = 'nobody'");
            statement.execute("select pg_reload_conf()");
            return new Hold(
                    connection,
                    UNANSWERED.formatted(database.name()),
                    "alter system reset synchronous_standby_names; select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when at least so many sessions wait here. */
    void awaitHeld(int sessions) {
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> waiting() >= sessions);
    }

    private int waiting() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Within a transaction it would show the same moment again and again.
            statement.execute("select pg_stat_clear_snapshot()");
            ResultSet row = statement.executeQuery(waiting);
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            for (String one : end.split("; ")) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
