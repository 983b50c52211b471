package io.neiqin.platform.consumer;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.ProducerLog;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A refused event that nobody will ever cure is given up, by somebody and for a reason. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class DiscardTest {

    private static final String PARKED = "/api/platform/parked-events";

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();
    private Products products;
    private ProducerLog log;
    private Api admin;

    @BeforeEach
    void ready() {
        products = new Products(database);
        log = ProducerLog.start();
        admin = NoteApi.ready().api.as("root", Roles.SYSTEM_ADMIN);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what waits behind a discarded event goes on in order, and later ones come as ever")
    void goesOnBehindIt_inOrder() {
        parkPoison();
        Response answer = assertStatus(discard(2, "double of order 7"), 200);
        assertThat(answer.<Integer>path("released")).isEqualTo(2);
        assertThat(products.effects(id)).containsExactly("A", "C", "D");
        assertThat(products.parked(id)).isEmpty();
        assertThat(products.version(id)).containsExactly("4");
        products.tell(id, 5, "E");
        products.awaitVersion(id, 5);
        assertThat(products.effects(id)).containsExactly("A", "C", "D", "E");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("who discarded what, when and why is kept, and the event with it")
    void keepsWhoWhenAndWhy() {
        parkPoison();
        assertStatus(discard(2, "  重复导入  "), 200);
        Map<String, Object> kept = assertStatus(admin.get(PARKED + "/discarded?consumer=products&limit=200"), 200)
                .path("items.find{it.aggregateId=='" + id + "'}");
        assertThat(kept)
                .containsEntry("version", 2)
                .containsEntry("type", "neiqin.orders.product-changed.v1")
                .containsEntry("cause", "this product cannot be applied")
                .containsEntry("discardedBy", "root")
                .containsEntry("reason", "重复导入");
        assertThat(kept.get("discardedAt"))
                .asInstanceOf(InstanceOfAssertFactories.STRING)
                .satisfies(at -> assertThat(Instant.parse(at))
                        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now()));
        assertThat(products.sql.column(
                        "select convert_from(payload, 'UTF8') from discarded_event where aggregate_id = ?", id))
                .singleElement()
                .asString()
                .contains("\"sku\":\"POISON\"");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a discarded event counts as taken: nothing is missing in the deliveries")
    void countsAsTaken() {
        Instant hour = Instant.parse("2021-04-05T05:00:00Z");
        products.tell(id, 1, "A", hour);
        log.add(products.tell(id, 2, "POISON", hour));
        products.awaitParked(id, 1);
        assertStatus(discard(2, "nobody needs it"), 200);
        List<Integer> events = assertStatus(
                        admin.get("/api/platform/deliveries?from=" + hour + "&to=" + hour.plusSeconds(3600)), 200)
                .path("consumers.find{it.consumer=='products'}.hours.events");
        assertThat(events).containsExactly(2);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("discarding the same again gives nothing else up")
    void givesNothingElseUp_whenRepeated() {
        parkPoison();
        log.add(products.tell(id, 5, "POISON"));
        products.awaitParked(id, 4);
        assertStatus(discard(2, "once"), 200);
        assertThat(products.parked(id)).containsExactly("5");
        assertProblem(discard(2, "twice"), 409, "discard-not-refused");
        assertThat(products.parked(id)).containsExactly("5");
        assertStatus(discard(5, "this one, too"), 200);
        assertProblem(discard(5, "and again"), 404, "not-found");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("only what was refused can be discarded, with a reason, by those who run the system")
    void isRefused_withoutReason_orRight_orWhatOnlyWaits() {
        parkPoison();
        String path = PARKED + "/products/" + id + "/discard";
        assertProblem(discard(3, "only waits"), 409, "discard-not-refused");
        assertProblem(admin.post(path, Map.of("version", 2)), 400, "invalid-request");
        assertProblem(admin.post(path, Map.of("version", 2, "reason", " ")), 400, "invalid-request");
        assertProblem(admin.post(path, Map.of("version", 2, "reason", "x".repeat(501))), 400, "invalid-request");
        assertProblem(admin.post(path, Map.of("reason", "why")), 400, "invalid-request");
        assertProblem(
                admin.post(PARKED + "/nobody/" + id + "/discard", Map.of("version", 2, "reason", "why")),
                404,
                "not-found");
        Api clerk = NoteApi.ready().api.as(NoteApi.CLERK);
        assertProblem(clerk.post(path, Map.of("version", 2, "reason", "why")), 403, "role-missing");
        assertProblem(clerk.get(PARKED + "/discarded"), 403, "role-missing");
        Response chinese = assertProblem(
                admin.language("zh").post(path, Map.of("version", 3, "reason", "为何")), 409, "discard-not-refused");
        assertThat(chinese.<String>path("detail")).contains("版本 3");
        assertThat(products.parked(id)).containsExactly("2", "3", "4");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what the producer did not say cannot be discarded: its version belongs to another event")
    void isRefused_whenItWasNotSaid() {
        products.tell(id, 1, "A");
        products.tell(id, 2, "POISON");
        products.awaitParked(id, 1);
        Response refused = assertProblem(discard(2, "forged"), 409, "discard-was-not-said");
        assertThat(refused.<String>path("detail")).contains("2");
        assertThat(products.parked(id)).containsExactly("2");
        assertThat(products.version(id)).containsExactly("1");
        log.lost(Products.DAY, 2, new ProductChanged(id, "B", "Name", "Category", null, "pcs", true));
        assertProblem(discard(2, "forged"), 409, "discard-was-not-said");
        assertStatus(admin.post(PARKED + "/products/" + id + "/forget", Map.of("version", 2, "reason", "forged")), 200);
        assertThat(products.effects(id)).containsExactly("A", "B");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("without the producer's answer nothing is discarded")
    void waitsForTheProducer() {
        parkPoison();
        log.away();
        assertProblem(discard(2, "double of order 7"), 503, "producer-unavailable");
        assertThat(products.parked(id)).containsExactly("2", "3", "4");
    }

    private void parkPoison() {
        products.tell(id, 1, "A");
        log.add(products.tell(id, 2, "POISON"));
        products.tell(id, 3, "C");
        products.tell(id, 4, "D");
        products.awaitParked(id, 3);
    }

    private Response discard(long version, String reason) {
        return admin.post(PARKED + "/products/" + id + "/discard", Map.of("version", version, "reason", reason));
    }
}
