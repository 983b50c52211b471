package io.neiqin.platform.consumer;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An event that waits and that its producer never said is given up, whatever else waits; the producer's log decides. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ForgetTest {

    private static final String PARKED = "/api/platform/parked-events";

    /** Is read by the consumer; the other is passed over. The body of both is no JSON. */
    private static final String REFUSED = "neiqin.orders.product-changed.v1";

    private static final String WELL = "neiqin.reporting.note-changed.v1";

    @Inject
    DataSource database;

    private LostNotes lost;
    private Api admin;
    private String id;

    @BeforeEach
    void ready() {
        lost = new LostNotes(database);
        admin = lost.notes.api.as("root", Roles.SYSTEM_ADMIN);
        lost.producerIsAt(RestAssured.port);
        lost.awaitSent();
        id = lost.notes.note();
        lost.awaitVersion(id, 1);
    }

    @AfterEach
    void asBefore() {
        lost.asBefore();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a version that no producer knows does not wait for ever, and the aggregate goes on as before")
    void forgetsWhatNobodySaid_andGoesOn() {
        publish(1_000_000, UUID.randomUUID(), WELL);
        lost.awaitParked(id, 1);
        assertForgotten(1, forget(1_000_000, "  伪造  "));
        assertThat(lost.parked(id)).isZero();
        lost.notes.change(id, 1);
        lost.awaitVersion(id, 2);
        Map<String, Object> kept = assertStatus(admin.get(PARKED + "/discarded?consumer=notes&limit=200"), 200)
                .path("items.find{it.aggregateId=='" + id + "'}");
        assertThat(kept)
                .containsEntry("version", 1_000_000)
                .containsEntry("discardedBy", "root")
                .containsEntry("reason", "伪造");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a forged event that comes again can be forgotten again, and both are kept")
    void forgetsItAgain() {
        for (int times = 1; times <= 2; times++) {
            publish(70, UUID.randomUUID(), WELL);
            lost.awaitParked(id, 1);
            assertForgotten(1, forget(70, "forged"));
        }
        assertThat(lost.sql.number("select count(*) from discarded_event where aggregate_id = ?", UUID.fromString(id)))
                .isEqualTo(2);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("where a forged event stood in the place of another, that one comes out of the producer's log")
    void takesWhatWasSaidInstead() {
        forgeInPlaceOfTheSecond(REFUSED);
        assertForgotten(1, forget(2, "not of our producer"));
        assertThat(lost.versions(id)).containsExactly("2");
        assertThat(lost.parked(id)).isZero();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what waits behind a forged event and was not said either is forgotten with it, or it would be next")
    void forgetsWhatFollowsFromIt() {
        forgeInPlaceOfTheSecond(REFUSED, WELL, WELL);
        assertForgotten(3, forget(2, "told before the producer was restored"));
        assertThat(lost.versions(id)).containsExactly("2");
        lost.notes.change(id, 1);
        lost.awaitVersion(id, 3);
        assertThat(lost.sql.column("select count(*) from discarded_event where aggregate_id = ?", UUID.fromString(id)))
                .containsExactly("3");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("forgetting once more takes what the first time did not come to")
    void mendsByRepetition() {
        forgeInPlaceOfTheSecond(REFUSED);
        // As if the service had been killed between forgetting and taking.
        lost.sql.run("delete from parked_event where aggregate_id = ?", UUID.fromString(id));
        assertProblem(forget(2, "once more"), 404, "not-found");
        assertThat(lost.versions(id)).containsExactly("2");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what the producer said cannot be forgotten, however it reads")
    void keepsWhatWasSaid() {
        lost.producerIsAway();
        lost.lose(id, 1);
        UUID said = UUID.fromString(lost.sql
                .column("select id from event_log where aggregateid = ? and aggregateversion = 2", UUID.fromString(id))
                .get(0));
        publish(2, said, REFUSED);
        lost.awaitParked(id, 1);
        lost.producerIsAt(RestAssured.port);
        Response refused = assertProblem(forget(2, "I do not like it"), 409, "forget-was-said");
        assertThat(refused.<String>path("detail")).contains("2");
        assertThat(lost.parked(id)).isEqualTo(1);
        assertStatus(admin.post(PARKED + "/notes/" + id + "/discard", request(2, "broken by this test")), 200);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("without the producer's answer nothing is forgotten")
    void waitsForTheProducer() {
        publish(50, UUID.randomUUID(), WELL);
        lost.awaitParked(id, 1);
        lost.producerIsAway();
        Response refused = assertProblem(forget(50, "forged"), 503, "producer-unavailable");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(lost.parked(id)).isEqualTo(1);
        lost.producerIsAt(RestAssured.port);
        assertForgotten(1, forget(50, "forged"));
        assertProblem(forget(50, "forged"), 404, "not-found");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("only those who run the system forget, and say why")
    void isRefused_withoutReason_orRight() {
        publish(50, UUID.randomUUID(), WELL);
        lost.awaitParked(id, 1);
        String path = PARKED + "/notes/" + id + "/forget";
        List<Map<String, Object>> incomplete = List.of(
                Map.of("version", 50),
                Map.of("version", 50, "reason", " "),
                Map.of("version", 0, "reason", "why"),
                Map.of("reason", "why"));
        incomplete.forEach(request -> assertProblem(admin.post(path, request), 400, "invalid-request"));
        assertProblem(admin.post(PARKED + "/nobody/" + id + "/forget", request(50, "why")), 404, "not-found");
        assertProblem(lost.notes.api.as(NoteApi.CLERK).post(path, request(50, "why")), 403, "role-missing");
        assertThat(lost.parked(id)).isEqualTo(1);
        assertForgotten(1, forget(50, "forged"));
    }

    /**
     * Of these types, from version 2 on, while the topic has lost the one that was said there. Nothing else will bring it:
     * the log is followed past it while another stands in its place.
     */
    private void forgeInPlaceOfTheSecond(String... types) {
        lost.producerIsAway();
        lost.lose(id, 1);
        for (int i = 0; i < types.length; i++) {
            publish(2 + i, UUID.randomUUID(), types[i]);
        }
        lost.awaitParked(id, types.length);
        lost.producerIsAt(RestAssured.port);
        lost.awaitFollowed();
    }

    private Response forget(long version, String reason) {
        return admin.post(PARKED + "/notes/" + id + "/forget", request(version, reason));
    }

    private static void assertForgotten(int events, Response answer) {
        assertThat(assertStatus(answer, 200).<Integer>path("forgotten")).isEqualTo(events);
    }

    private static Map<String, Object> request(long version, String reason) {
        return Map.of("version", version, "reason", reason);
    }

    /** As the note's producer would, but for what is said. */
    private void publish(long version, UUID event, String type) {
        Map<String, String> attributes = new TreeMap<>(Map.of(
                "id",
                event.toString(),
                "type",
                type,
                "source",
                "/forged",
                "subject",
                id,
                "time",
                "2026-11-21T08:00:00Z",
                "aggregateversion",
                Long.toString(version),
                "position",
                "1",
                "businessdate",
                "2026-11-21",
                "correlationid",
                UUID.randomUUID().toString(),
                "actor",
                // A character that no JSON of the database can hold.
                "no\0body"));
        lost.notes.feeder.publish("neiqin.reporting", id, attributes, "{");
    }
}
