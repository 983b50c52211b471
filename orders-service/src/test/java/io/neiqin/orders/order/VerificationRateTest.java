package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.platform.VerificationRateEvent.VerificationRateSet;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** DAT-2: how much of a clerk's work is checked is decided by others. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class VerificationRateTest {

    static final String RATES = "/api/orders/verification-rates";
    private static final String LEAD = "E030";
    private static final String STATISTICIAN = "E031";
    private static final String NORTH_LEAD = "E032";
    private static final String NORTHERNER = "E033";
    private static final Map<String, Object> HALF = Map.of("rate", "50");

    private final Stored stored;
    private OrderApi orders;

    VerificationRateTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
        orders.organisation.employee(LEAD, "CLERK_LEAD", "ALL");
        orders.organisation.employee(STATISTICIAN, "STATISTICIAN", "ALL");
        orders.organisation.employee(NORTH_LEAD, "NORTH", "CLERK_LEAD", "DEPARTMENT");
        orders.organisation.employee(NORTHERNER, "NORTH", "SERVICE", "SELF");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Stream.of(LEAD, STATISTICIAN, NORTH_LEAD)
                                .allMatch(who -> orders.api.as(who).get(RATES).statusCode() == 200)
                        && orders.api.as(LEAD).get(of(NORTHERNER)).statusCode() == 200);
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("a rate is the default until one is set; it is set again only by who has seen it, and told")
    void isSet_andTold() {
        String who = hired();
        Response usual = assertStatus(orders.api.as(STATISTICIAN).get(of(who)), 200);
        assertThat(usual.header("ETag")).isEqualTo("\"0\"");
        assertThat(usual.<String>path("rate")).isEqualTo("100.00");

        Response set = assertStatus(orders.api.as(LEAD).ifMatch(0).put(of(who), HALF), 200);
        assertThat(set.header("ETag")).isEqualTo("\"1\"");
        assertThat(set.<String>path("setBy")).isEqualTo(LEAD);
        Response again = assertStatus(orders.api.as(STATISTICIAN).ifMatch(1).put(of(who), Map.of("rate", "12.5")), 200);
        assertThat(again.header("ETag")).isEqualTo("\"2\"");
        Response kept = assertStatus(orders.api.as(LEAD).get(of(who)), 200);
        assertThat(new BigDecimal(kept.<String>path("rate"))).isEqualByComparingTo("12.5");
        assertThat(kept.header("ETag")).isEqualTo("\"2\"");

        List<Received> told = told(kept.path("id"), 2);
        VerificationRateSet first = told.get(0).as(VerificationRateSet.class);
        assertThat(first.was()).isNull();
        assertThat(first.entererNo()).isEqualTo(who);
        VerificationRateSet second = told.get(1).as(VerificationRateSet.class);
        assertThat(second.was()).isEqualByComparingTo("50");
        assertThat(second.rate()).isEqualByComparingTo("12.5");
        assertThat(second.setBy()).isEqualTo(STATISTICIAN);
        assertThat(told).allMatch(event -> event.type().equals("neiqin.orders.verification-rate-set.v1"));
    }

    @Test
    @Tag("DAT-2")
    @Tag("SEC-1")
    @DisplayName("a lead sees and sets the rates of the people in his sight only")
    void isInSight_ofItsDepartmentsLead() {
        String who = hired();
        assertStatus(orders.api.as(LEAD).ifMatch(0).put(of(who), HALF), 200);
        String version = orders.api.as(LEAD).get(of(NORTHERNER)).header("ETag");
        assertStatus(orders.api.as(NORTH_LEAD).ifMatch(version).put(of(NORTHERNER), HALF), 200);
        assertThat(listed(orders.api.as(LEAD))).contains(who, NORTHERNER);
        assertThat(listed(orders.api.as(NORTH_LEAD))).containsOnly(NORTHERNER);
        Refusal.of(
                        "the rate of another department",
                        404,
                        "not-found",
                        api -> api.as(NORTH_LEAD).ifMatch(1).put(of(who), HALF))
                .check(stored, orders.api);
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("the same request under the same key sets it once")
    void isSetOnce_underOneKey() {
        Api lead = orders.api.as(LEAD).newKey().ifMatch(0);
        String who = hired();
        Response first = assertStatus(lead.put(of(who), HALF), 200);
        Response second = stored.unchangedBy(() -> assertStatus(lead.put(of(who), HALF), 200));
        assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @TestFactory
    @Tag("DAT-2")
    @Tag("SEC-3")
    @DisplayName("nobody decides about himself, and only those who may decide")
    Stream<DynamicTest> refuses() {
        String who = hired();
        assertStatus(orders.api.as(LEAD).ifMatch(0).put(of(who), HALF), 200);
        return Refusal.tests(
                stored,
                orders.api,
                Refusal.of("one's own", 422, "own-verification-rate", api -> set(api, LEAD, LEAD, HALF)),
                Refusal.of("one's own, small letters", 404, "not-found", api -> set(api, LEAD, "e030", HALF)),
                Refusal.of("as a clerk", 403, "role-missing", api -> set(api, CLERK, SECOND_CLERK, HALF)),
                Refusal.of(
                        "a look as a clerk",
                        403,
                        "role-missing",
                        api -> api.as(CLERK).get(of(CLERK))),
                Refusal.of(
                        "a list as a clerk",
                        403,
                        "role-missing",
                        api -> api.as(CLERK).get(RATES)),
                Refusal.of("nobody", 404, "not-found", api -> set(api, LEAD, "E-no-one", HALF)),
                Refusal.of(
                        "of what is not checked",
                        404,
                        "not-found",
                        api -> api.as(LEAD).ifMatch(0).put(RATES + "/ORDER/" + who, HALF)),
                Refusal.of("stale", 412, "stale-version", api -> set(api, LEAD, who, HALF)),
                Refusal.of(
                        "unseen", 428, "if-match-required", api -> api.as(LEAD).put(of(who), HALF)),
                Refusal.of("more than all", 400, "invalid-request", api -> set(api, LEAD, who, rate("100.01")))
                        .at("/rate"),
                Refusal.of("less than nothing", 400, "invalid-request", api -> set(api, LEAD, who, rate("-1")))
                        .at("/rate"),
                Refusal.of("over-precise", 400, "invalid-request", api -> set(api, LEAD, who, rate("1.001")))
                        .at("/rate"),
                Refusal.of("none", 400, "invalid-request", api -> set(api, LEAD, who, Map.of()))
                        .at("/rate"));
    }

    private static Response set(Api api, String as, String whose, Map<String, Object> rate) {
        return api.as(as).ifMatch(0).put(of(whose), rate);
    }

    private static Map<String, Object> rate(String percent) {
        return Map.of("rate", percent);
    }

    private static String of(String whose) {
        return RATES + "/order/" + whose;
    }

    /** Somebody new, whose rate nobody has set. */
    private String hired() {
        String who = "R-" + UUID.randomUUID();
        orders.organisation.employee(who, "SERVICE", "SELF");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> orders.api.as(LEAD).get(of(who)).statusCode() == 200);
        return who;
    }

    private static List<String> listed(Api api) {
        return assertStatus(api.get(RATES + "?entity=order&limit=200"), 200).path("items.entererNo");
    }

    private static List<Received> told(String id, int count) {
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            return probe.await(count, EventProbe.about(id), Duration.ofSeconds(30));
        }
    }
}
