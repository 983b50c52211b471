package io.neiqin.platform.consumer;

import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Notes of which the topic does not hear, and their producer's log, which is this service's own. */
final class LostNotes {

    static final Duration SOON = Duration.ofSeconds(20);
    private static final String URL = "neiqin.feed.url.platform";

    final Sql sql;
    final NoteApi notes = NoteApi.ready();

    LostNotes(DataSource database) {
        this.sql = new Sql(database);
    }

    void producerIsAt(int port) {
        System.setProperty(URL, "http://127.0.0.1:" + port);
    }

    void producerIsAway() {
        producerIsAt(1);
    }

    /** The topic gets all of it again, so that other tests find there what the log has. */
    void asBefore() {
        System.clearProperty(URL);
        sql.run("update relay set sent_position = 0");
        awaitSent();
    }

    /** A note of which the topic hears nothing. */
    String loseNew() {
        sql.relayStops();
        String id = notes.note();
        lose(id, 0);
        return id;
    }

    /** So many events of the note that the log has and the topic never gets. */
    void lose(String id, int events) {
        sql.relayStops();
        for (int left = events; left > 0; left -= 50) {
            notes.change(id, Math.min(left, 50));
        }
        // By another relay, which dies before it sends.
        sql.move();
        sql.run("update relay set sent_position = position");
        sql.relayGoesOn();
    }

    void awaitSent() {
        await().atMost(SOON)
                .until(() ->
                        sql.number("select (select count(*) from outbox) + position - sent_position from relay") == 0);
    }

    void awaitVersion(String id, long version) {
        await().atMost(SOON).until(() -> versions(id).contains(Long.toString(version)));
    }

    /** The last version consumed, or none. */
    List<String> versions(String id) {
        return sql.column(
                "select version from consumed_version where consumer = 'notes' and aggregate_id = ?",
                UUID.fromString(id));
    }

    /** The log is followed up to its end. */
    void awaitFollowed() {
        await().atMost(SOON).until(() -> followed() == sql.number("select position from relay"));
    }

    long followed() {
        return sql.number(
                "select coalesce(max(position), 0) from followed_log where consumer = 'notes' and producer = 'platform'");
    }

    void awaitParked(String id, int events) {
        await().atMost(SOON).until(() -> parked(id) == events);
    }

    long parked(String id) {
        return sql.number(
                "select count(*) from parked_event where consumer = 'notes' and aggregate_id = ?", UUID.fromString(id));
    }
}
