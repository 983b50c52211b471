package io.neiqin.reporting.intake;

import static io.neiqin.reporting.Orders.ofTwo;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.reporting.WithProducer;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.ProducerLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits for the figures and was never said by orders-service, whose log decides. */
@QuarkusTest
@TestProfile(WithProducer.class)
@WithTestResource(InfraResource.class)
class ForgottenEventsTest {

    private static final String PARKED = "/api/reporting/parked-events";
    private static final LocalDate DAY = LocalDate.of(2009, 5, 5);

    @Inject
    DataSource database;

    private Reporting reporting;
    private Ledger ledger;
    private ProducerLog log;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
        log = ProducerLog.start();
    }

    @AfterEach
    void close() throws SQLException {
        log.close();
        // What was said and is refused can only be mended in the code; as if it was: others look for what waits.
        ledger.execute("update applied_version a set version = w.version from waiting_event w"
                + " where w.aggregate_id = a.aggregate_id");
        ledger.execute("delete from waiting_event");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("an event of the KPIs that nobody said is forgotten and kept aside, and the order goes on")
    void forgetsWhatNobodySaid_andGoesOn() {
        Orders order = ofTwo("FORGET-1");
        reporting.applied(log.add(reporting.tell(DAY, 1, order.confirmed())));
        reporting.tell(DAY, 1_000_000, order.cancelled());
        ledger.awaitParked(order.orderId(), 1);

        assertForgotten(1, forget(order.orderId(), 1_000_000));

        assertThat(ledger.parked(order.orderId())).isEmpty();
        assertProblem(forget(order.orderId(), 1_000_000), 404, "not-found");
        reporting.applied(log.add(reporting.tell(DAY, 2, order.shippedWhole())));
        Map<String, Object> kept = assertStatus(
                        reporting.api.as("root", "SYSTEM_ADMIN").get(PARKED + "/discarded?consumer=kpi"), 200)
                .path("items.find { it.aggregateId == '" + order.orderId() + "' }");
        assertThat(kept).containsEntry("version", 1_000_000).containsEntry("cause", "missing version 2");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what nobody said is forgotten with what follows from it, and what was said is taken instead")
    void takesWhatWasSaidInstead() {
        Orders order = ofTwo("FORGET-3");
        reporting.applied(log.add(reporting.tell(DAY, 1, order.confirmed())));
        reporting.tell(DAY, 2, order.confirmed());
        reporting.tell(DAY, 3, order.cancelled());
        ledger.awaitParked(order.orderId(), 2);
        log.lost(DAY, 2, order.shippedWhole());

        assertForgotten(2, forget(order.orderId(), 2));

        assertThat(ledger.parked(order.orderId())).isEmpty();
        assertThat(ledger.query("select version from applied_version where aggregate_id = '" + order.orderId() + "'"))
                .containsExactly("2");
        assertThat(ledger.query("select state::jsonb ->> 'cancelledOn' from order_state where order_id = '"
                        + order.orderId() + "'"))
                .containsExactly("null");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("an event of the KPIs that was said can neither be forgotten nor discarded")
    void keepsWhatWasSaid() {
        Orders order = ofTwo("FORGET-2");
        reporting.applied(log.add(reporting.tell(DAY, 1, order.confirmed())));
        log.add(reporting.tell(DAY, 2, order.confirmed()));
        ledger.awaitParked(order.orderId(), 1);

        assertProblem(forget(order.orderId(), 2), 409, "forget-was-said");

        assertProblem(ask(order.orderId(), "discard", 2), 422, "discard-impossible");
        assertThat(ledger.parked(order.orderId())).hasSize(1);
    }

    private static void assertForgotten(int events, Response answer) {
        assertThat(assertStatus(answer, 200).<Integer>path("forgotten")).isEqualTo(events);
    }

    private Response forget(UUID order, long version) {
        return ask(order, "forget", version);
    }

    private Response ask(UUID order, String what, long version) {
        return reporting
                .api
                .as("root", "SYSTEM_ADMIN")
                .post(PARKED + "/kpi/" + order + "/" + what, Map.of("version", version, "reason", "forged"));
    }
}
