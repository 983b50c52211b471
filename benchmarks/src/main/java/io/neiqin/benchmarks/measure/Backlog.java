package io.neiqin.benchmarks.measure;

import io.neiqin.benchmarks.Stack;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What a service's relay has not carried away yet: work that belongs to the operations which caused it. */
public final class Backlog {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STEP_MS = 5;

    private static final String LEFT =
            "select (select count(*) from outbox) + (select position - sent_position from relay)";

    private Backlog() {}

    /** How many events the service has ever told. */
    public static long told(DatabaseSettings database) throws SQLException {
        try (Connection connection = Stack.connect(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select position from relay")) {
            row.next();
            return row.getLong(1);
        }
    }

    public static void awaitEmpty(DatabaseSettings database) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = Stack.connect(database);
                var statement = connection.prepareStatement(LEFT)) {
            for (long left = 1; left > 0; Thread.sleep(STEP_MS)) {
                try (var row = statement.executeQuery()) {
                    row.next();
                    left = row.getLong(1);
                }
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(left + " events are still not sent");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
