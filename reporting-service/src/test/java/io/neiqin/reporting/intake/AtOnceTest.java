package io.neiqin.reporting.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What two bring at the same time. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class AtOnceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String TALLY =
            "select events, positions from applied_hour where hour = timestamptz '2019-02-03 04:00:00Z'";
    private static final String WAITING = "select count(*) from pg_locks where not granted";

    @Inject
    DataSource database;

    @Inject
    IntakeService intake;

    private Reporting reporting;
    private Ledger ledger;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("an aggregate's first event that the topic and the producer's log bring at once counts once")
    void firstEvent_outOfTopicAndLogAtOnce_countsOnce() throws Exception {
        UUID aggregate = UUID.randomUUID();
        Map<String, String> attributes = Map.of(
                "id", UUID.randomUUID().toString(),
                "type", "neiqin.orders.order-archived.v9",
                "source", "/neiqin/orders",
                "subject", aggregate.toString(),
                "time", "2019-02-03T04:05:06Z",
                "aggregateversion", "1",
                "position", "7000",
                "businessdate", "2019-02-03",
                "correlationid", UUID.randomUUID().toString(),
                "actor", "feeder");
        ExecutorService follower = Executors.newSingleThreadExecutor();
        Future<?> filled;
        Published told;
        try (Connection hold = database.getConnection()) {
            hold.setAutoCommit(false);
            // The log's event is worked out, and its version written, when this keeps it from its end.
            hold.createStatement().execute("lock table applied_hour in exclusive mode");
            filled = follower.submit(() -> {
                intake.fill(List.of(ReceivedEvent.of(attributes, "{}".getBytes(StandardCharsets.UTF_8))));
                return null;
            });
            awaitWaiting(1);
            told = reporting.feeder.publish("neiqin.orders", aggregate.toString(), attributes, "{}");
            awaitWaiting(2);
            hold.rollback();
        }
        filled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        follower.shutdown();
        reporting.applied(told);

        assertThat(ledger.query(TALLY)).containsExactly("1|7000");
        assertThat(ledger.query("select version from applied_version where aggregate_id = '" + aggregate + "'"))
                .containsExactly("1");
    }

    private void awaitWaiting(int transactions) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> Integer.parseInt(ledger.query(WAITING).get(0)) >= transactions);
    }
}
