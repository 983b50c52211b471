package io.neiqin.journeys.plant;

import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.Neiqin;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How far reporting-service has come with the topic of orders. */
final class Taken {

    private Taken() {}

    /** Waits until it has all that is on the topic now. */
    static void awaitAllOfNow(Neiqin neiqin) {
        try (EventProbe probe = EventProbe.on(neiqin.ground().kafka(), "neiqin.orders")) {
            Map<Integer, Long> ends = probe.ends();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                Map<Integer, Long> next = next(neiqin.database(Neiqin.REPORTING));
                return ends.entrySet().stream().allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
            });
        }
    }

    private static Map<Integer, Long> next(DatabaseSettings reporting) throws SQLException {
        Map<Integer, Long> next = new HashMap<>();
        try (var connection = DriverManager.getConnection(reporting.jdbcUrl(), reporting.user(), reporting.password());
                var rows = connection
                        .createStatement()
                        .executeQuery("select partition, next from kpi.intake_offset where topic = 'neiqin.orders'")) {
            while (rows.next()) {
                next.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return next;
    }
}
