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

    /** @param silence how long the server may be busy with one statement */
    public <T> T in(Place place, Duration silence, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
            connection.setAutoCommit(false);
            boolean committed = false;
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
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(USUAL.toMillis()));
            }
        }
    }

    /**
     * Gives unqualified names another meaning until the end of the transaction. Not by SET: the driver would forget all
     * statements that it has prepared, those of the intake on the same connection included.
     */
    static void use(Connection connection, Place place) throws SQLException {
        execute(connection, "select set_config('search_path', '" + place.schema() + ", public', true)");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
