package io.neiqin.reporting.intake;

import static io.neiqin.reporting.Orders.ofTwo;
import static io.neiqin.reporting.Orders.order;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes too early or broken waits, and nothing overtakes it; on real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ParkedEventsTest {

    private static final String PARKED = "/api/reporting/parked-events";
    private static final LocalDate DAY = LocalDate.of(2010, 5, 5);

    @Inject
    DataSource database;

    private Reporting reporting;
    private Ledger ledger;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a missing version parks its aggregate only, and its arrival releases what waited")
    void gap_parksOnlyThatAggregate_untilItIsFilled() {
        Orders gapped = ofTwo("G-1");
        Orders other = ofTwo("G-2");
        reporting.tell(DAY, 2, gapped.shippedWhole());
        reporting.tell(DAY, 4, gapped.cancelled());
        reporting.applied(reporting.tell(DAY, other.confirmed()));
        ledger.awaitParked(gapped.orderId(), 2);
        assertThat(ledger.parked(gapped.orderId())).containsExactly("2|missing version 1", "4|missing version 1");
        assertThat(ledger.query("select count(*) from kpi_fact where order_id = '" + gapped.orderId() + "'"))
                .containsExactly("0");

        Published first = reporting.tell(DAY, 1, gapped.confirmed());
        reporting.applied(first);
        ledger.awaitParked(gapped.orderId(), 1);

        assertThat(ledger.query("select version from applied_version where aggregate_id = '" + gapped.orderId() + "'"))
                .containsExactly("2");
        assertThat(ledger.query("select state::jsonb ->> 'cancelledOn' from order_state where order_id = '"
                        + gapped.orderId() + "'"))
                .containsExactly("null");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("an event that cannot be applied parks its aggregate with the cause; later ones queue behind")
    void poison_parksWithCause_andLaterOnesQueue() {
        Orders poisoned = ofTwo("P-1");
        Orders other = ofTwo("P-2");
        reporting.tell(DAY, poisoned.confirmed());
        reporting.tell(DAY, poisoned.confirmed());
        reporting.tell(DAY, poisoned.shippedWhole());
        reporting.applied(reporting.tell(DAY, other.confirmed()));
        ledger.awaitParked(poisoned.orderId(), 2);

        assertThat(ledger.parked(poisoned.orderId()))
                .containsExactly("2|IllegalStateException: the order is confirmed a second time", "3|behind version 2");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("an event that comes while the first one is being replayed waits for the replay, not behind it")
    void replayUnderWay_isWaitedForByTheNextEvent() throws SQLException {
        Orders order = ofTwo("REPLAYED-1");
        UUID id = order.orderId();
        Published first = reporting.tell(DAY, order.confirmed());
        reporting.applied(first);
        // As if the first event had been parked, and its replay were just about to commit.
        ledger.execute("insert into waiting_event (aggregate_id, version, type, headers, payload, cause)" + " values ('"
                + id + "', 1, 'x', '{}', '', 'poison')");
        ledger.execute("delete from applied_version where aggregate_id = '" + id + "'");
        try (var replay = database.getConnection()) {
            replay.setAutoCommit(false);
            try (var statement = replay.createStatement()) {
                statement.execute("delete from waiting_event where aggregate_id = '" + id + "'");
                Published second = reporting.tell(DAY, order.shippedWhole());
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !ledger.query("select 1 from pg_locks where not granted")
                                .isEmpty());
                statement.execute("insert into applied_version (aggregate_id, version) values ('" + id + "', 1)");
                replay.commit();
                reporting.applied(second);
            }
        }
        assertThat(ledger.parked(id)).isEmpty();
    }

    @Test
    void brokenBody_parksWithCause_andUnknownType_isPassedOver() {
        Orders broken = ofTwo("B-1");
        Published good = reporting.tell(DAY, broken.confirmed());
        reporting.applied(good);
        Map<String, String> second = attributes(good, "2", "neiqin.orders.order-shipped.v1");
        reporting.feeder.publish("neiqin.orders", good.key(), second, "{\"orderId\":");
        ledger.awaitParked(broken.orderId(), 1);
        assertThat(ledger.parked(broken.orderId()).get(0)).contains("JsonEOFException");

        Orders unknown = ofTwo("B-2");
        Published told = reporting.tell(DAY, unknown.confirmed());
        Published later = reporting.feeder.publish(
                "neiqin.orders", told.key(), attributes(told, "2", "neiqin.orders.order-archived.v9"), "{}");
        reporting.applied(later);
        assertThat(ledger.parked(unknown.orderId())).isEmpty();
    }

    @Test
    void bodyOfAnotherAggregate_parks_andTouchesNeither() {
        Orders victim = ofTwo("B-3");
        Published mistaken = reporting.tell(DAY, ofTwo("B-4").confirmed());
        reporting.feeder.publish(
                "neiqin.orders",
                mistaken.key(),
                attributes(mistaken, "2", "neiqin.orders.order-confirmed.v1"),
                Json.text(victim.confirmed()));
        ledger.awaitParked(UUID.fromString(mistaken.key()), 1);
        assertThat(ledger.parked(UUID.fromString(mistaken.key())).get(0)).contains("another aggregate");
        assertThat(ledger.query("select 1 from order_state where order_id = '" + victim.orderId() + "'"))
                .isEmpty();
    }

    @Test
    void recordThatIsNoEvent_isPassedOver() {
        Orders order = ofTwo("B-5");
        String key = order.orderId().toString();
        reporting.feeder.publish("neiqin.orders", key, Map.of("type", "he\u0000llo"), "wor\u0000ld");
        reporting.applied(reporting.tell(DAY, order.confirmed()));

        assertThat(ledger.query("select 1 from waiting_event where type like 'he%'"))
                .isEmpty();
        assertThat(ledger.parked(order.orderId())).isEmpty();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a value that the database refuses parks its own aggregate, not the batch around it")
    void refusedValue_parksItsAggregate_othersOfTheBatchGoOn() {
        Orders refused = order("V-1").line("S\u0000", "Seafood", "1", "1.00");
        List<Orders> others = List.of(ofTwo("V-2"), ofTwo("V-3"), ofTwo("V-4"));
        reporting.tell(DAY, refused.confirmed());
        others.forEach(order -> reporting.applied(reporting.tell(DAY, order.confirmed())));
        ledger.awaitParked(refused.orderId(), 1);

        assertThat(ledger.parked(refused.orderId()).get(0)).startsWith("1|cannot be stored: ");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a replay of a value that the database refuses says so, and parks it again with the new cause")
    void refusedValue_isNamedByTheReplay_andParkedAgain() throws SQLException {
        Orders order = ofTwo("REFUSED-1");
        reporting.tell(DAY, 2, order.shippedWhole());
        reporting.tell(DAY, 3, order.acceptedWhole());
        ledger.awaitParked(order.orderId(), 2);
        // As kept by somebody who could not read it; now it can be read, but not stored.
        ledger.execute("insert into waiting_event (aggregate_id, version, type, headers, payload, cause) select"
                + " aggregate_id, 1, 'neiqin.orders.order-confirmed.v1', (headers::jsonb || jsonb_build_object("
                + "'id', gen_random_uuid(), 'aggregateversion', '1', 'type', 'neiqin.orders.order-confirmed.v1'))::json,"
                + " '', 'unreadable'"
                + " from waiting_event where version = 2 and aggregate_id = '" + order.orderId() + "'");
        ledger.repair(order.orderId(), 1, Json.text(order.confirmed()).replace("REFUSED-1", "REFUSED-1\\u0000"));

        Response refused = admin().post(PARKED + "/kpi/" + order.orderId() + "/replay");

        assertProblem(refused, 409, "event-refused");
        assertThat(refused.<String>path("detail")).contains("cannot be stored");
        assertThat(ledger.parked(order.orderId()).get(0)).startsWith("1|cannot be stored: ");
        assertThat(ledger.parked(order.orderId())).hasSize(3);
        ledger.repair(order.orderId(), 1, Json.text(order.confirmed()));
        assertThat(replay(order)).isEqualTo(3);
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a refused value behind a gap parks itself when the gap is filled, not the one that filled it")
    void refusedValueBehindAGap_parksItself_whenTheGapIsFilled() throws SQLException {
        Orders order = ofTwo("REFUSED-2");
        reporting.tell(DAY, 2, order.shippedWhole());
        ledger.awaitParked(order.orderId(), 1);
        ledger.execute("update waiting_event set headers = replace(headers::text, 'feeder', 'fee\\u0000der')::json"
                + " where aggregate_id = '" + order.orderId() + "'");

        reporting.applied(reporting.tell(DAY, 1, order.confirmed()));

        assertThat(ledger.parked(order.orderId())).hasSize(1);
        assertThat(ledger.parked(order.orderId()).get(0)).startsWith("2|cannot be stored: ");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a parked event is applied by a replay once its cause is gone")
    void replay_appliesWhatWaits() throws SQLException {
        Orders order = ofTwo("Q-1");
        Orders never = ofTwo("Q-2");
        Published early = reporting.tell(DAY, order.shippedWhole());
        ledger.awaitParked(order.orderId(), 1);
        assertThat(ledger.parked(order.orderId()).get(0)).contains("never confirmed");
        assertThat(replay(order)).isZero();

        // As a repaired projection would: the order is known now.
        Published known = reporting.tell(DAY, never.confirmed());
        reporting.applied(known);
        ledger.execute("insert into order_state select '" + order.orderId() + "', replace(state, '"
                + never.orderId() + "', '" + order.orderId() + "') from order_state where order_id = '"
                + never.orderId() + "'");
        ledger.execute("update order_state set state = replace(state, '" + never.lineId(1) + "', '" + order.lineId(1)
                + "') where order_id = '" + order.orderId() + "'");

        assertThat(replay(order)).isEqualTo(1);
        assertThat(ledger.parked(order.orderId())).isEmpty();
        reporting.applied(early);
        assertProblem(admin().post(PARKED + "/kpi/" + order.orderId() + "/replay"), 404, "not-found");
    }

    @Test
    void parkedEvents_areListed_forThoseWhoRunTheSystem() {
        Orders order = ofTwo("X-1");
        reporting.tell(DAY, 7, order.shippedWhole());
        ledger.awaitParked(order.orderId(), 1);

        var answer = assertStatus(admin().get(PARKED), 200);

        List<String> aggregates = answer.path("items.aggregateId");
        assertThat(aggregates).contains(order.orderId().toString());
        assertThat(answer.<List<String>>path("items.cause")).contains("missing version 1");
        assertProblem(reporting.api.as(Reporting.STATISTICIAN).get(PARKED), 403, "role-missing");
        assertProblem(reporting.api.anonymous().get(PARKED), 401, "token-missing");
    }

    private Api admin() {
        return reporting.api.as("root", "SYSTEM_ADMIN");
    }

    private int replay(Orders order) {
        return assertStatus(admin().post(PARKED + "/kpi/" + order.orderId() + "/replay"), 200)
                .path("released");
    }

    private static Map<String, String> attributes(Published like, String version, String type) {
        Map<String, String> attributes = new HashMap<>(like.attributes());
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("aggregateversion", version);
        attributes.put("type", type);
        return attributes;
    }
}
