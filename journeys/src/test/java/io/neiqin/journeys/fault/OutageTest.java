package io.neiqin.journeys.fault;

import static io.neiqin.journeys.Company.CLERK;
import static io.neiqin.journeys.Neiqin.ORDERS;
import static io.neiqin.testkit.http.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.Neiqin;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker or the database goes away under load, and comes back. */
class OutageTest {

    private static final String DOWN = "F6 broker down";
    private static final String KILLED = "F7 broker killed";
    private static final String STOPPED = "F8 database stopped at once";
    private static final int WORKERS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Neiqin neiqin;

    @BeforeEach
    void ready() {
        neiqin = Stage.ready();
    }

    @Test
    @DisplayName("F6 the broker is down under load: commands go on as before, and their events follow")
    void takesCommands_whileTheBrokerIsDown() {
        brokerDown(Run.begin(DOWN, 7, WORKERS), 150, 1);
    }

    @Test
    @Tag("faults")
    @DisplayName("F6 (long) 5,000 commands while the broker is down")
    void takesThousandsOfCommands_whileTheBrokerIsDown() {
        brokerDown(Run.begin(DOWN, 7007, WORKERS), 1_000, 5);
    }

    private void brokerDown(Run run, int commands, int times) {
        run.awaitMore(50);
        for (int i = 0; i < times; i++) {
            neiqin.ground().kafkaServer().close();
            int failed = run.failed();
            run.awaitMore(commands);
            assertThat((run.failed() - failed) / (double) commands)
                    .as("commands not taken")
                    .isLessThanOrEqualTo(0.001);
            neiqin.ground().startKafka();
            run.timed(this::awaitDrained);
        }
        run.endsWell();
    }

    @Test
    @DisplayName("F7 the broker is killed under load: the topic has every event of the outbox, in order")
    void tellsAllInOrder_whenTheBrokerIsKilled() {
        brokerKilled(Run.begin(KILLED, 8, WORKERS), 1);
    }

    @Test
    @Tag("faults")
    @DisplayName("F7 (long) the broker is killed ten times")
    void tellsAllInOrder_howeverOftenTheBrokerIsKilled() {
        brokerKilled(Run.begin(KILLED, 8008, WORKERS), 10);
    }

    private void brokerKilled(Run run, int times) {
        for (int i = 0; i < times; i++) {
            run.awaitMore(80);
            neiqin.ground().stopKafka();
            run.awaitMore(40);
            neiqin.ground().startKafka();
            run.timed(this::awaitDrained);
        }
        run.endsWell();
    }

    @Test
    @DisplayName(
            "F8 the database stops at once under load: what was acknowledged is stored; 503 meanwhile, then as before")
    void keepsWhatItAcknowledged_whenTheDatabaseStopsAtOnce() {
        databaseStopped(Run.begin(STOPPED, 9, WORKERS), 1);
    }

    @Test
    @Tag("faults")
    @DisplayName("F8 (long) the database stops ten times")
    void keepsWhatItAcknowledged_howeverOftenTheDatabaseStops() {
        databaseStopped(Run.begin(STOPPED, 9009, WORKERS), 10);
    }

    private void databaseStopped(Run run, int times) {
        for (int i = 0; i < times; i++) {
            run.awaitMore(80);
            neiqin.ground().stopPostgres();
            Response refused =
                    assertProblem(neiqin.get(CLERK, "/api/orders/orders?limit=1"), 503, "database-unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            neiqin.ground().startPostgres();
            run.timed(() -> await().pollInterval(Duration.ofMillis(100))
                    .atMost(PATIENCE)
                    .until(() -> neiqin.get(CLERK, "/api/orders/orders?limit=1").statusCode() == 200));
            run.awaitMore(40);
        }
        run.endsWell();
    }

    private void awaitDrained() {
        Sql orders = Sql.of(neiqin.database(ORDERS));
        int position = orders.number("select position + (select count(*) from outbox) from relay");
        await().atMost(PATIENCE).until(() -> orders.number("select sent_position from relay") >= position);
    }
}
