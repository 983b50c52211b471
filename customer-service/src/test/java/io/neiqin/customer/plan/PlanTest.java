package io.neiqin.customer.plan;

import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.events.Money;
import io.neiqin.events.customers.PlanEvent.PlanApproved;
import io.neiqin.events.customers.PlanEvent.PlanClosed;
import io.neiqin.events.orders.OrderEvent.Customer;
import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.Salesperson;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
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

/** A salesperson says what he is going to do, a superior agrees, and what came of it is laid beside it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class PlanTest {

    private static final String PLANS = "/api/customer/plans";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Below the supervisor, in whose team he is. */
    private static final String PLANNER = "E051";

    private static final String TEAM_LEAD = "E052";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final LocalDate FIRST = LocalDate.of(TODAY.getYear(), 1, 1);

    private final Stored stored;
    private CustomerApi customers;

    PlanTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
        if (customers.api.as(PLANNER).get(PLANS).statusCode() != 200) {
            customers.organisation.employee(TEAM_LEAD, "SOUTH", MANAGER, Organisation.role("SALES_SUPERVISOR", "TEAM"));
            customers.organisation.employee(PLANNER, "NORTH", TEAM_LEAD, Organisation.role("SALESPERSON", "SELF"));
            Stream.of(TEAM_LEAD, PLANNER)
                    .forEach(who -> await().atMost(PATIENCE)
                            .until(() -> customers.api.as(who).get(PLANS).statusCode() == 200));
        }
    }

    @Test
    @Tag("CUS-19")
    @Tag("CUS-21")
    @Tag("RPT-15")
    @DisplayName("a plan is written, sent back, approved, and closed with the figures of its period")
    void aPlan_isApproved_andReportedOn() {
        String customer = customers.customerOf(PLANNER);
        Response written = assertStatus(customers.api.as(PLANNER).post(PLANS, plan(customer)), 201);
        String id = written.path("id");
        assertThat(written.<String>path("number")).startsWith("PL" + TODAY.getYear() + "-");
        assertThat(written.<String>path("period")).isEqualTo("YEAR");
        assertThat(written.<String>path("goals.amount.amount")).isEqualTo("500000.00");
        assertThat(written.<List<String>>path("allowedActions")).containsExactly("edit", "submit");
        assertThat(written.<String>path("targets[0].name"))
                .isEqualTo(customers.get(PLANNER, customer).path("name"));

        assertStatus(customers.api.as(PLANNER).post(PLANS + "/" + id + "/submit"), 200);
        assertThat(assertStatus(customers.api.as(TEAM_LEAD).get(PLANS + "/" + id), 200)
                        .<List<String>>path("allowedActions"))
                .containsExactly("approve", "return");
        assertStatus(command(TEAM_LEAD, id, "return", Map.of("reason", "more visits")), 200);
        Object version = customers.api.as(PLANNER).get(PLANS + "/" + id).path("version");
        Map<String, Object> more = with(plan(customer), "measures", "每周拜访一次");
        assertThat(assertStatus(customers.api.as(PLANNER).ifMatch(version).put(PLANS + "/" + id, more), 200)
                        .<String>path("returnReason"))
                .isEqualTo("more visits");
        assertStatus(customers.api.as(PLANNER).post(PLANS + "/" + id + "/submit"), 200);
        assertStatus(customers.api.as(MANAGER).post(PLANS + "/" + id + "/approve"), 200);
        PlanApproved approved = told(id, "plan-approved").as(PlanApproved.class);
        assertThat(approved.approvedBy()).isEqualTo(MANAGER);
        assertThat(approved.plan().ownerNo()).isEqualTo(PLANNER);
        assertThat(approved.plan().goals().amount()).isEqualTo(Money.of("500000.00", "CNY"));
        assertThat(approved.plan().keyCustomers()).isEqualTo(1);
        assertThat(approved.plan().potentialCustomers()).isEqualTo(1);

        sell(customer);
        for (Map<String, String> done : List.of(
                Map.of("kind", "VISIT", "customerId", customer),
                Map.of("kind", "CALL", "customerId", customer),
                Map.of("kind", "CALL", "customerId", customers.customerOf(PLANNER)))) {
            Map<String, Object> activity = new HashMap<>(done);
            activity.put("report", Map.of("outcome", "REACHED", "content", "谈了新项目"));
            assertStatus(customers.api.as(PLANNER).post("/api/customer/activities", activity), 201);
        }
        await().atMost(PATIENCE).until(() -> report(id).<Integer>path("figures.orders") == 2);
        Response closed = assertStatus(
                command(
                        PLANNER,
                        id,
                        "close",
                        Map.of(
                                "selfAssessment",
                                "on the way",
                                "lines",
                                List.of(Map.of("no", 1, "remark", "buys again")))),
                200);
        assertThat(closed.<String>path("status")).isEqualTo("CLOSED");
        assertThat(closed.<Integer>path("report.figures.newCustomers")).isEqualTo(2);
        assertThat(closed.<Integer>path("report.figures.visits")).isEqualTo(1);
        assertThat(closed.<Integer>path("report.figures.calls")).isEqualTo(2);
        assertThat(closed.<Integer>path("report.lines[0].visits")).isEqualTo(1);
        assertThat(closed.<Integer>path("report.lines[0].calls")).isEqualTo(1);
        assertThat(closed.<List<Map<String, String>>>path("report.figures.amounts"))
                .containsExactly(
                        Map.of("amount", "1500.00", "currency", "CNY"), Map.of("amount", "70.00", "currency", "USD"));
        assertThat(closed.<Integer>path("report.lines[0].orders")).isEqualTo(2);
        assertThat(closed.<String>path("report.lines[0].remark")).isEqualTo("buys again");
        assertThat(closed.<Integer>path("report.lines[1].orders")).isZero();
        PlanClosed event = told(id, "plan-closed").as(PlanClosed.class);
        assertThat(event.achieved().orders()).isEqualTo(2);
        assertThat(event.achieved().amounts()).containsExactly(Money.of("1500.00", "CNY"), Money.of("70.00", "USD"));
        assertThat(report(id).<String>path("selfAssessment")).isEqualTo("on the way");
    }

    @Test
    @Tag("CUS-21")
    @DisplayName("superiors see the plans of their people, nobody a colleague's")
    void isSeen_byItsOwner_andThoseAbove() {
        String region = "R" + UUID.randomUUID();
        String id = planned(PLANNER, with(plan(customers.customerOf(PLANNER)), "region", region));
        for (String who : List.of(PLANNER, TEAM_LEAD, MANAGER)) {
            assertThat(ids(who, "region=" + region)).containsExactly(id);
        }
        assertThat(ids(SELLER, "region=" + region)).isEmpty();
        assertThat(ids(MANAGER, "region=" + region + "&ownerNo=" + SELLER)).isEmpty();
        assertThat(ids(MANAGER, "region=" + region + "&period=YEAR&kind=DEVELOPMENT&status=DRAFT&on=" + TODAY))
                .containsExactly(id);
        assertThat(ids(MANAGER, "region=" + region + "&period=MONTH")).isEmpty();
        assertThat(ids(MANAGER, "region=" + region + "&on=" + FIRST.minusDays(1)))
                .isEmpty();
        assertThat(assertStatus(customers.api.as(MANAGER).get(PLANS + "/" + id + "/history"), 200)
                        .<List<String>>path("items.command"))
                .containsExactly("create");
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = with(plan(null), "region", region);
        String once = assertStatus(customers.api.as(PLANNER).key(key).post(PLANS, body), 201)
                .path("id");
        assertThat(assertStatus(customers.api.as(PLANNER).key(key).post(PLANS, body), 201)
                        .<String>path("id"))
                .isEqualTo(once);
    }

    @TestFactory
    @Tag("CUS-21")
    @Tag("SEC-1")
    @DisplayName("who may not, and what makes no sense, is refused")
    Stream<DynamicTest> refuses() {
        String draft = planned(PLANNER, plan(null));
        String submitted = planned(PLANNER, plan(null));
        assertStatus(customers.api.as(PLANNER).post(PLANS + "/" + submitted + "/submit"), 200);
        String supervisors = planned(SUPERVISOR, plan(null));
        assertStatus(customers.api.as(SUPERVISOR).post(PLANS + "/" + supervisors + "/submit"), 200);
        String empty = planned(PLANNER, with(with(plan(null), "goals", null), "targets", null));
        Map<String, Object> later =
                with(plan(null), "from", LocalDate.of(TODAY.getYear() + 1, 1, 1).toString());
        later.put("to", LocalDate.of(TODAY.getYear() + 1, 12, 31).toString());
        String next = planned(PLANNER, later);
        assertStatus(customers.api.as(PLANNER).post(PLANS + "/" + next + "/submit"), 200);
        assertStatus(customers.api.as(TEAM_LEAD).post(PLANS + "/" + next + "/approve"), 200);
        String colleagues = planned(COLLEAGUE, plan(null));
        Map<String, Object> closing = Map.of("selfAssessment", "good");
        String theirs = customers.customerOf(SELLER);
        return Refusal.tests(
                stored,
                customers.api,
                command("finance approves", 403, "role-missing", FINANCE, submitted, "approve", null),
                command("he approves his own", 403, "plan-of-superiors", SUPERVISOR, supervisors, "approve", null),
                command("one who is not above him", 403, "plan-of-superiors", SUPERVISOR, submitted, "approve", null),
                command("a superior submits", 403, "not-your-plan", TEAM_LEAD, draft, "submit", null),
                command(
                        "a colleague of the department",
                        403,
                        "not-your-plan",
                        OTHER_SELLER,
                        colleagues,
                        "submit",
                        null),
                command("out of sight", 404, "not-found", SELLER, draft, "submit", null),
                command("approves a draft", 409, "illegal-transition", TEAM_LEAD, draft, "approve", null)
                        .allowing(List.of("edit", "submit")),
                command("closes what is not approved", 409, "illegal-transition", PLANNER, submitted, "close", closing),
                command("nothing is planned", 422, "plan-empty", PLANNER, empty, "submit", null),
                command("closes before it begins", 422, "plan-not-begun", PLANNER, next, "close", closing),
                command(
                                "remarks on nothing",
                                422,
                                "unknown-target",
                                PLANNER,
                                next,
                                "close",
                                with(closing, "lines", List.of(Map.of("no", 9, "remark", "x"))))
                        .at("/lines"),
                command("no assessment", 400, "invalid-request", PLANNER, next, "close", Map.of()),
                command("no reason", 400, "invalid-request", TEAM_LEAD, submitted, "return", Map.of()),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(PLANNER).ifMatch(9).put(PLANS + "/" + draft, plan(null))),
                Refusal.of(
                        "without a version",
                        428,
                        "if-match-required",
                        api -> api.as(PLANNER).put(PLANS + "/" + draft, plan(null))),
                written("no calendar period", 422, "period-invalid", with(plan(null), "to", FIRST.toString()))
                        .at("/to"),
                written("another's customer", 422, "plan-invalid", plan(theirs)).at("/targets/0/customerId"),
                written(
                                "a lead that is none",
                                422,
                                "plan-invalid",
                                with(
                                        plan(null),
                                        "targets",
                                        List.of(Map.of("kind", "KEY", "leadId", UUID.randomUUID()))))
                        .at("/targets/0/leadId"),
                written("nobody", 422, "plan-invalid", with(plan(null), "targets", List.of(Map.of("kind", "KEY"))))
                        .at("/targets/0/name"),
                written("fewer than none", 400, "invalid-request", with(plan(null), "goals", Map.of("visits", -1)))
                        .at("/goals/visits"),
                Refusal.of(
                        "finance writes",
                        403,
                        "role-missing",
                        api -> api.as(FINANCE).post(PLANS, plan(null))));
    }

    /** For this year; a key customer where there is one, and one whom nobody knows yet. */
    private static Map<String, Object> plan(String customer) {
        Map<String, Object> body = new HashMap<>();
        body.put("kind", "DEVELOPMENT");
        body.put("from", FIRST.toString());
        body.put("to", FIRST.plusYears(1).minusDays(1).toString());
        body.put("region", "华东");
        body.put("segment", "水处理");
        body.put(
                "goals",
                Map.of("visits", 24, "newCustomers", 3, "amount", Map.of("amount", "500000.00", "currency", "CNY")));
        Map<String, Object> unknown = Map.of("kind", "POTENTIAL", "name", "宁波某厂", "measures", "展会上联系");
        body.put(
                "targets",
                customer == null
                        ? List.of(unknown)
                        : List.of(Map.of("kind", "KEY", "customerId", customer, "visits", 12), unknown));
        body.put("measures", "每月拜访");
        return body;
    }

    /** Two orders with a half and a whole part of his, one of another, one that is cancelled and one of last year. */
    private static void sell(String customer) {
        EventFeeder feeder = EventFeeder.connect();
        Instant now = Instant.now();
        feeder.publish(confirmed(customer, "3000.00", "CNY", PLANNER, "50"), now, TODAY);
        feeder.publish(confirmed(customer, "70.00", "USD", PLANNER, "100"), now, FIRST);
        feeder.publish(confirmed(customer, "9.00", "CNY", SELLER, "100"), now, TODAY);
        feeder.publish(confirmed(customer, "9.00", "CNY", PLANNER, "100"), now, FIRST.minusDays(1));
        OrderConfirmed gone = confirmed(customer, "9.00", "CNY", PLANNER, "100");
        feeder.publish(gone, now, TODAY);
        feeder.publish(new OrderCancelled(gone.orderId(), "SO-1", "not wanted", true), now, TODAY);
    }

    private static OrderConfirmed confirmed(String customer, String net, String currency, String seller, String share) {
        Money money = Money.of(net, currency);
        Salesperson other =
                new Salesperson("E001", "Clerk", null, null, new BigDecimal("100").subtract(new BigDecimal(share)));
        return new OrderConfirmed(
                UUID.randomUUID(),
                "SO-1",
                new Customer(UUID.fromString(customer), "C-1", "鼎新", "CN", "华东", null, "A"),
                List.of(new Salesperson(seller, "Seller", null, null, new BigDecimal(share)), other),
                List.of(),
                money,
                money,
                money);
    }

    private String planned(String who, Map<String, Object> body) {
        return assertStatus(customers.api.as(who).post(PLANS, body), 201).path("id");
    }

    private Response command(String who, String id, String command, Object body) {
        return customers.api.as(who).post(PLANS + "/" + id + "/" + command, body);
    }

    private Response report(String id) {
        return assertStatus(customers.api.as(TEAM_LEAD).get(PLANS + "/" + id + "/report"), 200);
    }

    private List<String> ids(String who, String query) {
        return assertStatus(customers.api.as(who).get(PLANS + "?" + query), 200).path("items.id");
    }

    private static io.neiqin.testkit.events.Received told(String id, String event) {
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            return probe.await(
                    one -> one.key().equals(id) && one.type().equals("neiqin.customers." + event + ".v1"), PATIENCE);
        }
    }

    private static Refusal command(
            String name, int status, String code, String who, String id, String command, Object body) {
        String path = PLANS + "/" + id + "/" + command;
        return Refusal.of(
                name,
                status,
                code,
                api -> body == null ? api.as(who).post(path) : api.as(who).post(path, body));
    }

    private static Refusal written(String name, int status, String code, Map<String, Object> body) {
        return Refusal.of(name, status, code, api -> api.as(PLANNER).post(PLANS, body));
    }
}
