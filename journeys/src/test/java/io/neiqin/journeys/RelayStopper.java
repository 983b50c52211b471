package io.neiqin.journeys;

import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Holds a service's relay by taking its lease away, so that a test can look at what has been committed and not told. */
final class RelayStopper {

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    RelayStopper(DatabaseSettings settings) {
        database.setUrl(settings.jdbcUrl());
        database.setUser(settings.user());
        database.setPassword(settings.password());
    }

    /** Once all that was committed before has been taken away. */
    void stop() {
        await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 0);
        run("update relay set owner = 'journey', epoch = epoch + 1, expires_at = now() + interval '1 hour'");
    }

    void goOn() {
        run("update relay set expires_at = '-infinity'");
    }

    /** How many events wait to be told, without the seals of the history, which come by the clock. */
    int waiting() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from outbox where type not like '%.history-sealed.%'")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
