package io.neiqin.reporting.integrity;

import static io.neiqin.reporting.Orders.ofTwo;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The integrity of reporting's own side; the producers are away here. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class IntegrityApiTest {

    private static final String INTEGRITY = "/api/reporting/integrity";
    private static final LocalDate DAY = LocalDate.of(2015, 6, 1);

    @Inject
    DataSource database;

    private Reporting reporting;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("producers that do not answer are unknown, never fine")
    void silentProducers_areUnknown() {
        reporting.applied(reporting.tell(DAY, ofTwo("INTEGRITY-1").confirmed()));

        Response answer = ask(Reporting.STATISTICIAN, "");

        assertStatus(answer, 200);
        // Other tests may have left events that wait, which is worse.
        assertThat(answer.<String>path("verdict")).isIn("UNKNOWN", "WAITING");
        assertThat(answer.<Map<String, String>>path("unknown")).containsOnlyKeys("admin", "customer", "orders");
        assertThat(answer.<List<String>>path("rows.findAll { it.producer == 'orders' }.verdict"))
                .isNotEmpty()
                .containsOnly("UNKNOWN");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("every event counts once in its hour, with its position, also when it is repeated")
    void appliedEvents_areCountedOnce_byHour() {
        Ledger ledger = new Ledger(database);
        Instant once = Instant.parse("2015-06-01T08:59:59Z");
        Orders order = ofTwo("INTEGRITY-2");
        Published confirmed = reporting.feeder.publish(order.confirmed(), once, DAY);
        Published shipped = reporting.feeder.publish(order.shippedWhole(), once.plusSeconds(1), DAY);
        reporting.feeder.repeat(confirmed);
        reporting.feeder.repeat(shipped);
        reporting.applied(reporting.tell(DAY, order.acceptedWhole()));

        assertThat(ledger.query("select to_char(hour at time zone 'UTC', 'HH24'), events, positions from applied_hour"
                        + " where hour < '2016-01-01' order by 1"))
                .containsExactly("08|1|" + position(confirmed), "09|1|" + position(shipped));

        Response answer = ask(Reporting.STATISTICIAN, "?from=2015-06-01T08:00:00Z&to=2015-06-01T09:00:00Z");
        assertThat(answer.<List<String>>path("rows.hour")).containsExactly("2015-06-01T08:00:00Z");
        assertThat(answer.<Integer>path("rows[0].consumers.find { it.consumer == 'kpi' }.events"))
                .isEqualTo(1);
        assertThat(new BigDecimal(answer.path("rows[0].consumers.find { it.consumer == 'kpi' }.positions")
                        .toString()))
                .isEqualByComparingTo(position(confirmed));
        UUID id = UUID.fromString(confirmed.attributes().get("id"));
        assertThat(answer.<String>path("rows[0].consumers.find { it.consumer == 'kpi' }.ids"))
                .isEqualTo(Long.toHexString(id.getLeastSignificantBits()));
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("the causes of what waits are for those who run the system, the others see how many")
    void whatWaits_isNamed() {
        Orders gapped = ofTwo("INTEGRITY-3");
        reporting.tell(DAY, 5, gapped.shippedWhole());
        new Ledger(database).awaitParked(gapped.orderId(), 1);

        Response answer = reporting.api.as("root", "SYSTEM_ADMIN").get(INTEGRITY);

        assertThat(answer.<List<String>>path("waiting.findAll { it.aggregateId == '" + gapped.orderId() + "' }.cause"))
                .containsExactly("missing version 1");
        Response reader = ask(Reporting.STATISTICIAN, "");
        assertThat(reader.<List<Object>>path("waiting")).isEmpty();
        assertThat(reader.<Integer>path("parked")).isPositive().isEqualTo(answer.path("parked"));
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("events that wait are not sound, whatever hour they are of")
    void whatWaits_isInTheVerdict_alsoOutsideTheWindow() {
        Orders gapped = ofTwo("INTEGRITY-4");
        reporting.tell(DAY, 5, gapped.shippedWhole());
        new Ledger(database).awaitParked(gapped.orderId(), 1);

        Response answer = ask(Reporting.STATISTICIAN, "?from=2001-01-01T08:00:00Z&to=2001-01-01T09:00:00Z");

        assertThat(answer.<String>path("verdict")).isEqualTo("WAITING");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("a service tells what lies in its outbox, since it stands in no hour")
    void outbox_isTold_whileNobodyRelays() throws SQLException {
        try (var relay = database.getConnection()) {
            relay.setAutoCommit(false);
            relay.createStatement().execute("select 1 from relay for update");
            new Ledger(database)
                    .execute("insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, occurred_at,"
                            + " business_date, actor, correlation_id, payload) values (gen_random_uuid(), 'nowhere',"
                            + " gen_random_uuid(), 1, 'x', '2015-06-01T08:30:00Z', '2015-06-01', 'x', 'x', '{}')");

            Response told = reporting
                    .api
                    .as("root", "SYSTEM_ADMIN")
                    .get("/api/reporting/deliveries?from=2015-06-01T08:00:00Z&to=2015-06-01T09:00:00Z");

            assertThat(told.<Integer>path("outbox.events")).isEqualTo(1);
            assertThat(told.<String>path("outbox.oldest")).isEqualTo("2015-06-01T08:30:00Z");
            new Ledger(database).execute("delete from outbox");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2026-03-02T08:30:00Z",
                "?to=yesterday",
                "?from=%2B300000-01-01T00:00:00Z&to=%2B300000-01-02T00:00:00Z",
                "?from=%2B1000000000-12-31T22:00:00Z&to=%2B1000000000-12-31T23:00:00Z",
                "?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z",
                "?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z"
            })
    void spanThatIsNone_isRefused(String span) {
        Response refused = ask(Reporting.STATISTICIAN, span);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("code")).isIn("hour-invalid", "span-invalid");
    }

    @Test
    void integrity_isForThoseWhoAnswerForFigures() {
        assertProblem(ask(Reporting.SELLER, ""), 403, "role-missing");
        assertProblem(reporting.api.anonymous().get(INTEGRITY), 401, "token-missing");
        assertStatus(reporting.api.as("root", "SYSTEM_ADMIN").get(INTEGRITY), 200);
    }

    private Response ask(String who, String rest) {
        return reporting.api.as(who).get(INTEGRITY + rest);
    }

    private static String position(Published event) {
        return event.attributes().get("position");
    }
}
