package io.neiqin.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the topic has lost comes out of the producer's log; the producer is this service itself. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class GapFillTest {

    private static final String URL = "neiqin.feed.url.platform";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    DataSource database;

    private Sql sql;
    private NoteApi notes;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
        producerIsAt(RestAssured.port);
        awaitSent();
    }

    /** The topic gets all of it again, so that other tests find there what the log has. */
    @AfterEach
    void asBefore() {
        System.clearProperty(URL);
        sql.run("update relay set sent_position = 0");
        awaitSent();
    }

    @Test
    void getsWhatTheTopicLost_outOfTheProducersLog() {
        String id = notes.note();
        awaitVersion(id, 1);
        lose(id, 4);
        notes.change(id, 2);
        awaitVersion(id, 7);
        assertThat(parked(id)).isZero();
    }

    @Test
    void getsTheFirstOnesToo_andMoreThanOnePage() {
        sql.relayStops();
        String id = notes.note();
        lose(id, 250);
        notes.change(id, 1);
        awaitVersion(id, 252);
        assertThat(parked(id)).isZero();
    }

    @Test
    void waitsWhileTheProducerIsAway_andGetsItWhenHeIsBack() {
        producerIsAt(1);
        String id = notes.note();
        awaitVersion(id, 1);
        lose(id, 1);
        notes.change(id, 1);
        await().atMost(SOON).until(() -> parked(id) == 1);
        // Longer than two sweeps.
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> parked(id) == 1);
        producerIsAt(RestAssured.port);
        awaitVersion(id, 3);
        assertThat(parked(id)).isZero();
    }

    private static void producerIsAt(int port) {
        System.setProperty(URL, "http://127.0.0.1:" + port);
    }

    /** So many events of the note that the log has and the topic never gets. */
    private void lose(String id, int events) {
        sql.relayStops();
        for (int left = events; left > 0; left -= 50) {
            notes.change(id, Math.min(left, 50));
        }
        // By another relay, which dies before it sends.
        sql.run("""
                with batch as (delete from outbox returning *), logged as (
                  insert into event_log (position, id, aggregatetype, aggregateid, aggregateversion, type, occurred_at,
                      business_date, actor, correlation_id, causation_id, import_batch, traceparent, payload)
                  select (select position from relay) + row_number() over (order by seq), id, aggregatetype, aggregateid,
                      aggregateversion, type, occurred_at, business_date, actor, correlation_id, causation_id,
                      import_batch, traceparent, payload from batch returning position)
                update relay set position = (select max(position) from logged),
                    sent_position = (select max(position) from logged)""");
        sql.relayGoesOn();
    }

    private void awaitSent() {
        await().atMost(SOON)
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);
    }

    private void awaitVersion(String id, long version) {
        await().atMost(SOON)
                .until(() -> sql.column(
                                "select version from consumed_version where consumer = 'notes' and aggregate_id = ?",
                                UUID.fromString(id))
                        .contains(Long.toString(version)));
    }

    private long parked(String id) {
        return sql.number(
                "select count(*) from parked_event where consumer = 'notes' and aggregate_id = ?", UUID.fromString(id));
    }
}
