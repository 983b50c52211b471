package io.neiqin.customer.life;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.events.customers.CustomerEvent.CustomerActivated;
import io.neiqin.events.customers.CustomerEvent.CustomerDormant;
import io.neiqin.events.customers.CustomerEvent.CustomerLost;
import io.neiqin.events.customers.CustomerEvent.CustomerWonBack;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
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

/** The life of a customer, by what people say and what orders and time do. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerLifeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> LOSS = Map.of("cause", "COMPETITOR", "remark", "buys from next door");
    private static final Map<String, String> RISK = Map.of("reason", "does not pay");
    private static final Map<String, String> TALKS = Map.of("reason", "asked for an offer");

    @Inject
    LifeSweep sweep;

    @Inject
    DataSource database;

    private final ConfirmedOrders orders = new ConfirmedOrders();
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-30")
    @Tag("KPI-11")
    @DisplayName("the first confirmed order makes a customer active, once; one of old times is only remembered")
    void order_activates_once() {
        String id = customers.customer(body());
        orders.imported(id, today.minusDays(400));
        await().atMost(PATIENCE)
                .until(() -> lastOrder(id).equals(today.minusDays(400).toString()));
        assertThat(status(id)).isEqualTo("PROSPECT");

        orders.of(UUID.randomUUID().toString(), today);
        Published first = orders.of(id, today.minusDays(1));
        await().atMost(PATIENCE).until(() -> status(id).equals("ACTIVE"));
        Response active = customers.get(CLERK, id);
        assertThat(active.<String>path("life.firstOrderOn"))
                .isEqualTo(today.minusDays(1).toString());
        assertThat(active.<String>path("changedBy")).isEqualTo("neiqin-customer");
        orders.again(first);
        orders.of(id, today);
        await().atMost(PATIENCE).until(() -> lastOrder(id).equals(today.toString()));

        List<Received> events = events(id);
        assertThat(events).extracting(CustomerLifeTest::name).containsExactly("created", "activated");
        CustomerActivated told = events.get(1).as(CustomerActivated.class);
        assertThat(told.first()).isTrue();
        assertThat(told.formerStatus()).isEqualTo("PROSPECT");
        assertThat(told.orderId().toString()).isEqualTo(first.key());
        assertThat(told.profile().status()).isEqualTo("ACTIVE");
        assertThat(events.get(1).attribute("causationid"))
                .isEqualTo(first.attributes().get("id"));
    }

    @Test
    @Tag("CUS-30")
    @Tag("KPI-9")
    @DisplayName("who has not ordered for long is dormant, then lost; an order wins it back")
    void time_makesDormant_thenLost() {
        String id = assertStatus(customers.create(SUPERVISOR, with(body(), "tier", "VIP")), 201)
                .path("id");
        String other = customers.customer(with(body(), "tier", "C"));
        for (String each : List.of(id, other)) {
            orders.of(each, today);
            await().atMost(PATIENCE).until(() -> status(each).equals("ACTIVE"));
        }
        look(today.plusDays(90));
        assertThat(status(id)).isEqualTo("ACTIVE");
        look(today.plusDays(91));
        look(today.plusDays(91));
        assertThat(status(id)).isEqualTo("DORMANT");
        assertThat(status(other)).as("another tier").isEqualTo("ACTIVE");
        assertThat(names("status=DORMANT&tier=VIP&lastOrderBefore=" + today.plusDays(1)))
                .contains(id);
        assertThat(names("status=DORMANT&tier=VIP&lastOrderBefore=" + today)).doesNotContain(id);
        look(today.plusDays(360));
        assertThat(status(id)).isEqualTo("DORMANT");
        look(today.plusDays(361));
        assertThat(status(id)).isEqualTo("LOST");
        assertThat(customers.get(CLERK, id).<String>path("life.lostCause")).isEqualTo("NO_ORDER");
        orders.of(id, today.plusDays(1));
        await().atMost(PATIENCE).until(() -> status(id).equals("ACTIVE"));

        List<Received> events = events(id);
        assertThat(events)
                .extracting(CustomerLifeTest::name)
                .containsExactly("created", "activated", "dormant", "lost", "won-back");
        assertThat(events.get(2).as(CustomerDormant.class).lastOrderOn()).isEqualTo(today);
        CustomerLost lost = events.get(3).as(CustomerLost.class);
        assertThat(lost.cause()).isEqualTo("NO_ORDER");
        assertThat(lost.formerStatus()).isEqualTo("DORMANT");
        CustomerWonBack back = events.get(4).as(CustomerWonBack.class);
        assertThat(back.how()).isEqualTo("ORDER");
        assertThat(back.lostBy()).isEqualTo("NO_ORDER");
    }

    @Test
    @Tag("CUS-30")
    @DisplayName("the owner says why a customer is lost, and that it talks again; the words stay in the file")
    void loss_isDeclared_andTakenBack() {
        String id = customers.customerOf(SELLER);
        Response lost = assertStatus(post(SELLER, id, "mark-lost", LOSS), 200);
        assertThat(lost.<String>path("status")).isEqualTo("LOST");
        assertThat(lost.<String>path("life.lostCause")).isEqualTo("COMPETITOR");
        assertThat(lost.<String>path("life.lostRemark")).isEqualTo("buys from next door");
        assertThat(lost.<List<String>>path("allowedActions"))
                .contains("win-back")
                .doesNotContain("mark-lost");
        Response back = assertStatus(post(SELLER, id, "win-back", TALKS), 200);
        assertThat(back.<String>path("status")).isEqualTo("PROSPECT");
        assertThat(back.<String>path("life.wonBackReason")).isEqualTo("asked for an offer");
        assertThat(back.<String>path("life.lostCause")).isNull();

        List<Received> events = events(id);
        assertThat(events).extracting(CustomerLifeTest::name).containsExactly("created", "lost", "won-back");
        assertThat(events.get(1).as(CustomerLost.class).cause()).isEqualTo("COMPETITOR");
        assertThat(events.get(2).as(CustomerWonBack.class).how()).isEqualTo("DECLARED");
        events.forEach(event -> assertThat(event.text()).doesNotContain("next door", "asked for"));
    }

    @Test
    @Tag("CUS-12")
    @DisplayName("a blocked customer returns to where it was; an order that was on its way counts then")
    void block_returnsToWhereItWas() {
        String id = customers.customerOf(SELLER);
        assertStatus(post(FINANCE, id, "block", RISK), 200);
        assertThat(customers.get(CLERK, id).<String>path("life.blockReason")).isEqualTo("does not pay");
        assertThat(customers.get(CLERK, id).<String>path("life.blockedFrom")).isEqualTo("PROSPECT");
        assertThat(assertStatus(post(MANAGER, id, "unblock", null), 200).<String>path("status"))
                .isEqualTo("PROSPECT");

        assertStatus(post(MANAGER, id, "block", RISK), 200);
        orders.of(id, today);
        await().atMost(PATIENCE).until(() -> lastOrder(id).equals(today.toString()));
        assertThat(status(id)).isEqualTo("BLOCKED");
        Response unblocked = assertStatus(post(FINANCE, id, "unblock", null), 200);
        assertThat(unblocked.<String>path("status")).isEqualTo("ACTIVE");
        assertThat(unblocked.<String>path("life.blockReason")).isNull();
        assertThat(events(id))
                .extracting(CustomerLifeTest::name)
                .containsExactly("created", "blocked", "unblocked", "blocked", "unblocked", "activated");
    }

    @Test
    void block_givesTheStoredAnswer_whenTheKeyIsRepeated() {
        String id = customers.customerOf(SELLER);
        Api keyed = customers.api.as(MANAGER).newKey();
        Response first = assertStatus(keyed.post(path(id) + "/block", RISK), 200);
        Response again = assertStatus(keyed.post(path(id) + "/block", RISK), 200);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @TestFactory
    @DisplayName("whoever may not, what is not there, and what the state does not allow is refused")
    Stream<DynamicTest> refuses() {
        String id = customers.customerOf(SELLER);
        String colleagues = customers.customerOf(CustomerApi.COLLEAGUE);
        String lost = customers.customerOf(SELLER);
        assertStatus(post(SELLER, lost, "mark-lost", LOSS), 200);
        String blocked = customers.customerOf(SELLER);
        assertStatus(post(MANAGER, blocked, "block", RISK), 200);
        List<String> ofBlocked = customers.get(MANAGER, blocked).path("allowedActions");
        return Refusal.tests(
                new Stored(database),
                customers.api,
                row("clerk blocks", 403, "role-missing", CLERK, id, "block", RISK),
                row("seller blocks", 403, "role-missing", SELLER, id, "block", RISK),
                row("seller unblocks", 403, "role-missing", SELLER, blocked, "unblock", null),
                row("clerk declares a loss", 403, "role-missing", CLERK, id, "mark-lost", LOSS),
                row("a colleague's loss", 403, "not-your-customer", OTHER_SELLER, colleagues, "mark-lost", LOSS),
                row("a stranger's loss", 404, "not-found", OTHER_SELLER, id, "mark-lost", LOSS),
                row("random id", 404, "not-found", MANAGER, UUID.randomUUID().toString(), "block", RISK),
                row("blocked twice", 409, "illegal-transition", MANAGER, blocked, "block", RISK)
                        .allowing(ofBlocked),
                row("blocked is lost", 409, "illegal-transition", MANAGER, blocked, "mark-lost", LOSS),
                row("not blocked", 409, "illegal-transition", MANAGER, id, "unblock", null),
                row("lost twice", 409, "illegal-transition", SELLER, lost, "mark-lost", LOSS),
                row("won back, not lost", 409, "illegal-transition", SELLER, id, "win-back", TALKS),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(MANAGER).ifMatch(7).post(path(id) + "/block", RISK)),
                row("no reason", 400, "invalid-request", MANAGER, id, "block", Map.of("reason", " "))
                        .at("/reason"),
                row("no cause", 400, "invalid-request", SELLER, id, "mark-lost", Map.of("remark", "x"))
                        .at("/cause"),
                row("no words", 400, "invalid-request", SELLER, id, "mark-lost", Map.of("cause", "HUMAN"))
                        .at("/remark"),
                row(
                                "declares time",
                                422,
                                "lost-cause-not-declared",
                                SELLER,
                                id,
                                "mark-lost",
                                Map.of("cause", "NO_ORDER", "remark", "x"))
                        .at("/cause"));
    }

    @Test
    @DisplayName("a customer that is not in his sight is not won back either")
    void winBack_isTheOwners() {
        String id = customers.customerOf(SELLER);
        assertStatus(post(SELLER, id, "mark-lost", LOSS), 200);
        assertRefused(post(OTHER_SELLER, id, "win-back", TALKS), 404, "not-found");
        assertStatus(post(MANAGER, id, "win-back", TALKS), 200);
    }

    private static Refusal row(
            String name, int status, String code, String who, String id, String command, Object body) {
        return Refusal.of(name, status, code, api -> send(api.as(who), id, command, body));
    }

    private Response post(String who, String id, String command, Object body) {
        return send(customers.api.as(who), id, command, body);
    }

    private static Response send(Api api, String id, String command, Object body) {
        String address = path(id) + "/" + command;
        return body == null ? api.post(address) : api.post(address, body);
    }

    private String status(String id) {
        return customers.get(CLERK, id).path("status");
    }

    private String lastOrder(String id) {
        return String.valueOf(customers.get(CLERK, id).<String>path("life.lastOrderOn"));
    }

    private List<String> names(String query) {
        return customers
                .api
                .as(CLERK)
                .get(CustomerApi.CUSTOMERS + "?limit=200&" + query)
                .path("items.id");
    }

    private void look(LocalDate day) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> sweep.look(day));
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    private static String name(Received event) {
        return event.type().replaceAll(".*customer-|\\.v1", "");
    }

    /** All of a customer by now. */
    private List<Received> events(String id) {
        String last = customers.customer(body());
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            probe.await(EventProbe.about(last), PATIENCE);
            return probe.all().stream().filter(EventProbe.about(id)).toList();
        }
    }
}
