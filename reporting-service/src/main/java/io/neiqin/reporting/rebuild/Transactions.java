package io.neiqin.reporting.rebuild;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Transactions whose unqualified names are those of one projection. */
@ApplicationScoped
public class Transactions {

    /** Statements with one outcome. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private static final Duration USUAL = Duration.ofSeconds(30);

    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    public <T> T in(Place place, Work<T> work) throws SQLException {
        return in(place, USUAL, work);
    }

    /** A transaction that reads as of its beginning, until it is closed. */
    public record Snapshot(Connection connection) implements AutoCloseable {

        @Override
        public void close() throws SQLException {
            try (connection) {
                connection.rollback();
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(USUAL.toMillis()));
            }
        }
    }

    /** Begins to read the live projection as of now. @param silence how long one statement may take */
    public Snapshot snapshot(Duration silence) throws SQLException {
        Snapshot snapshot = new Snapshot(database.getConnection());
        try {
            Connection connection = snapshot.connection();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
            connection.setAutoCommit(false);
            execute(connection, "set transaction isolation level repeatable read, read only");
            execute(connection, "set local statement_timeout = " + silence.toMillis());
            // The first query of a repeatable read says as of when it reads.
            execute(connection, "select 1");
            return snapshot;
        } catch (SQLException | RuntimeException failed) {
            try (Connection broken = snapshot.connection()) {
                giveUp(broken, failed);
            }
            throw failed;
        }
    }

    /** @param silence how long the server may be busy with one statement */
    public <T> T in(Place place, Duration silence, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
            connection.setAutoCommit(false);
            try {
                if (silence != USUAL) {
                    // No query: the work may still choose how isolated it is.
                    execute(connection, "set local statement_timeout = " + silence.toMillis());
                }
                if (place != Place.LIVE) {
                    use(connection, place);
                }
                T result = work.on(connection);
                connection.commit();
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(USUAL.toMillis()));
                return result;
            } catch (Throwable failed) {
                giveUp(connection, failed);
                throw failed;
            }
        }
    }

    /** What has failed is told, not that the rollback failed for the same reason. */
    private static void giveUp(Connection connection, Throwable because) {
        try {
            connection.rollback();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(USUAL.toMillis()));
        } catch (SQLException broken) {
            because.addSuppressed(broken);
        }
    }

    /**
     * Gives unqualified names another meaning until the end of the transaction. Not by SET: the driver would forget all
     * statements that it has prepared, those of the intake on the same connection included.
     */
    static void use(Connection connection, Place place) throws SQLException {
        execute(connection, "select set_config('search_path', '" + place.schema() + ", public', true)");
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
