package io.neiqin.platform;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.MACHINE;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database or the broker goes away, and comes back. */
@QuarkusTest
@WithTestResource(OutageInfra.class)
class OutageTest {

    private static final String FEED = "/api/platform/events";

    private static NoteApi notes;

    /** Longer than producers usually wait: what they have given up, later events would overtake. */
    private static final Duration LONG_OUTAGE = Duration.ofSeconds(33);

    @Inject
    DataSource database;

    @BeforeEach
    void ready() {
        if (notes == null) {
            notes = NoteApi.hired(EventFeeder.connect(OutageInfra.kafka()));
        }
    }

    @Test
    void saysTryAgain_whileTheDatabaseIsAway_andGoesOnAfter() {
        String id = notes.note();
        UUID product = UUID.randomUUID();
        Api keyed = notes.api.as(CLERK).newKey();
        var body = NoteApi.body();
        OutageInfra.stopPostgres();
        try {
            for (Response answer : List.of(
                    notes.get(id),
                    keyed.post(NOTES, body),
                    machine().get(FEED),
                    notes.api.as("E777").get(NOTES))) {
                refusedForNow(answer);
            }
            assertStatus(notes.api.get("/q/health/live"), 200);
            assertThat(notes.api.get("/q/health/ready").statusCode()).isEqualTo(503);
            notes.feeder.publish(new ProductChanged(product, "LATE", "Name", "Category", null, "pcs", true));
        } finally {
            OutageInfra.startPostgres();
        }
        long up = System.nanoTime();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> keyed.post(NOTES, body).statusCode() == 201);
        assertThat(Duration.ofNanos(System.nanoTime() - up)).isLessThan(Duration.ofSeconds(10));
        assertThat(keyed.post(NOTES, body).header("Idempotent-Replay")).isEqualTo("true");
        Sql sql = new Sql(database);
        assertThat(sql.number("select count(*) from note where title = ?", body.get("title")))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sql.number("select count(*) from seen_product where product_id = ?", product) == 1);
        assertThat(sql.number("select count(*) from parked_event")).isZero();
        awaitDrained(sql);
    }

    @Test
    void takesCommands_whileTheBrokerIsAway_andTellsThemAfter() {
        Sql sql = new Sql(database);
        notes.note();
        awaitDrained(sql);
        List<String> ids = new ArrayList<>();
        OutageInfra.stopKafka();
        long away = System.nanoTime();
        try {
            for (int i = 0; i < 100; i++) {
                String id = notes.note();
                assertStatus(notes.change(id, 1), 200);
                ids.add(id);
            }
            assertThat(sql.number("select (select count(*) from outbox) + position - sent_position from relay"))
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> machine()
                                    .get(FEED + "?aggregate=" + ids.get(99))
                                    .<List<?>>path("items")
                                    .size()
                            == 2);

            assertStatus(notes.api.get("/q/health/live"), 200);
            assertStatus(notes.api.get("/q/health/ready"), 200);
            await().atMost(LONG_OUTAGE.plusSeconds(5)).until(() -> System.nanoTime() - away > LONG_OUTAGE.toNanos());
        } finally {
            OutageInfra.startKafka();
        }
        awaitDrained(sql);
        assertTold(ids, sql);
    }

    /** The topic has all that the log has, each note's events in order. */
    private static void assertTold(List<String> ids, Sql sql) {
        try (EventProbe probe = EventProbe.on(OutageInfra.kafka(), "neiqin.reporting")) {
            List<Received> topic = probe.all();
            Set<String> sent = topic.stream().map(Received::id).collect(Collectors.toSet());
            assertThat(sent).isEqualTo(Set.copyOf(sql.column("select id from event_log")));
            for (String id : ids) {
                assertThat(topic.stream()
                                .filter(EventProbe.about(id))
                                .map(Received::aggregateVersion)
                                .distinct())
                        .containsExactly(1L, 2L);
            }
        }
    }

    private static Api machine() {
        return notes.api.as(MACHINE, Roles.SYSTEM);
    }

    private static void refusedForNow(Response answer) {
        assertProblem(answer, 503, "database-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.asString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("refused", "127.0.0.1", "exception", "java", "sql");
    }

    private static void awaitDrained(Sql sql) {
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);
    }
}
