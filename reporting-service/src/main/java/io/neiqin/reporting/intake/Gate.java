package io.neiqin.reporting.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Stands between the writers of the live projection and whoever puts another one in its place: no writer's transaction
 * begins in one and ends in the other. A writer passes the gate before anything else; it stays with him until the end of
 * his transaction.
 */
public final class Gate {

    /** Any number that nobody else locks. */
    private static final long KEY = 7_205_759_403L;

    private Gate() {}

    static void pass(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_xact_lock_shared(" + KEY + ")");
    }

    /**
     * Lets those inside finish and keeps all others out, until the end of the caller's transaction.
     *
     * @throws SQLException also when somebody inside does not finish in time
     */
    public static void close(Connection connection, Duration patience) throws SQLException {
        execute(connection, "set local lock_timeout = " + patience.toMillis());
        execute(connection, "select pg_advisory_xact_lock(" + KEY + ")");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
