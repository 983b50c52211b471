package io.neiqin.customer.anomaly;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.NORTH_FINANCE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.events.customers.AnomalyEvent.CustomerAnomalyHandled;
import io.neiqin.events.customers.AnomalyEvent.CustomerAnomalyReported;
import io.neiqin.platform.deadline.Measure;
import io.neiqin.platform.deadline.WorkingTime;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

/** What changes at a customer is reported by whoever notices it, and its superiors know in time. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class AnomalyTest {

    private static final String ANOMALIES = "/api/customer/anomalies";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.now(SHANGHAI);
    private static final Map<String, Object> MEASURES = Map.of("measures", "改为款到发货");
    private static final Map<String, Object> REMARK = Map.of("remark", "a rumour");

    private final Stored stored;
    private CustomerApi customers;

    AnomalyTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    @Tag("CUS-20")
    @DisplayName("a superior has a working day to look at what is severe, and then something is done about it")
    void isSeen_andActedOn() {
        String customer = customers.customerOf(COLLEAGUE);
        Response reported = assertStatus(customers.api.as(COLLEAGUE).post(ANOMALIES, report(customer, "HIGH")), 201);
        String id = reported.path("id");
        assertThat(reported.<String>path("number")).startsWith("AN-");
        assertThat(reported.<String>path("supervisorNo"))
                .as("the head of his department")
                .isEqualTo(OTHER_SELLER);
        assertThat(reported.<List<String>>path("allowedActions"))
                .as("not his to see")
                .isEmpty();
        CustomerAnomalyReported event = told(id, "customer-anomaly-reported").as(CustomerAnomalyReported.class);
        assertThat(event.customerId()).hasToString(customer);
        assertThat(event.kind()).isEqualTo("FINANCE");
        assertThat(event.severity()).isEqualTo("HIGH");
        assertThat(event.region()).isEqualTo("华东");
        assertThat(event.ownerNo()).isEqualTo(COLLEAGUE);
        assertThat(event.supervisorNo()).isEqualTo(OTHER_SELLER);
        assertThat(deadline(id, 1)).containsEntry("kind", "anomaly-high").containsEntry("ownerNo", OTHER_SELLER);

        assertProblem(command(OTHER_SELLER, id, "act", MEASURES), 409, "illegal-transition");
        assertThat(assertStatus(customers.api.as(OTHER_SELLER).post(ANOMALIES + "/" + id + "/see"), 200)
                        .<List<String>>path("allowedActions"))
                .containsExactly("act", "note");
        assertThat(deadline(id, 1)).containsEntry("state", "STOPPED");
        assertThat(assertStatus(customers.api.as(COLLEAGUE).get(ANOMALIES + "/" + id), 200)
                        .<List<String>>path("allowedActions"))
                .containsExactly("act");
        Response acted = assertStatus(command(COLLEAGUE, id, "act", MEASURES), 200);
        assertThat(acted.<String>path("status")).isEqualTo("ACTED");
        assertThat(acted.<String>path("measures")).isEqualTo("改为款到发货");
        assertThat(told(id, "customer-anomaly-handled")
                        .as(CustomerAnomalyHandled.class)
                        .outcome())
                .isEqualTo("ACTED");
        assertThat(assertStatus(customers.api.as(CLERK).get(ANOMALIES + "/" + id + "/history"), 200)
                        .<List<String>>path("items.command"))
                .containsExactly("act", "see", "create");
    }

    @Test
    @Tag("CUS-20")
    @DisplayName("what is not severe has three days; one above the superior may look at it, too")
    void isNoted_byOneAbove() {
        String id = reported(CLERK, customers.customerOf(SELLER), "LOW");
        assertThat(deadline(id, 3)).containsEntry("kind", "anomaly").containsEntry("ownerNo", MANAGER);
        assertStatus(customers.api.as(MANAGER).post(ANOMALIES + "/" + id + "/see"), 200);
        assertThat(assertStatus(command(MANAGER, id, "note", REMARK), 200).<String>path("status"))
                .isEqualTo("NOTED");
    }

    @Test
    @Tag("CUS-20")
    @DisplayName("reports are found by customer, kind, severity, state, region, owner, reporter and superior")
    void isFound() {
        String customer = customers.customerOf(COLLEAGUE);
        String high = reported(CLERK, customer, "HIGH");
        String low = reported(COLLEAGUE, customer, "LOW");
        String of = "customerId=" + customer;
        assertThat(ids(CLERK, of)).containsExactly(low, high);
        assertThat(ids(CLERK, of + "&severity=HIGH&kind=FINANCE&status=REPORTED&region=" + encoded("华东")))
                .containsExactly(high);
        assertThat(ids(CLERK, of + "&kind=LEGAL")).isEmpty();
        assertThat(ids(CLERK, of + "&region=" + encoded("华南"))).isEmpty();
        assertThat(ids(CLERK, of + "&ownerNo=" + COLLEAGUE + "&reportedBy=" + CLERK))
                .containsExactly(high);
        assertThat(ids(CLERK, of + "&supervisorNo=" + OTHER_SELLER + "&from=" + TODAY + "&to=" + TODAY))
                .hasSize(2);
        assertThat(ids(CLERK, of + "&to=" + TODAY.minusDays(1))).isEmpty();
        assertThat(ids(OTHER_SELLER, of)).hasSize(2);
        assertThat(ids(SELLER, of)).isEmpty();
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = report(customer, "LOW");
        String once = assertStatus(customers.api.as(CLERK).key(key).post(ANOMALIES, body), 201)
                .path("id");
        assertThat(assertStatus(customers.api.as(CLERK).key(key).post(ANOMALIES, body), 201)
                        .<String>path("id"))
                .isEqualTo(once);
    }

    @TestFactory
    @Tag("CUS-20")
    @Tag("SEC-1")
    @DisplayName("who may not, and what makes no sense, is refused")
    Stream<DynamicTest> refuses() {
        String customer = customers.customerOf(COLLEAGUE);
        String open = reported(CLERK, customer, "HIGH");
        String seen = reported(CLERK, customer, "HIGH");
        assertStatus(customers.api.as(OTHER_SELLER).post(ANOMALIES + "/" + seen + "/see"), 200);
        return Refusal.tests(
                stored,
                customers.api,
                command("its reporter sees to it", 403, "anomaly-of-superiors", CLERK, open, "see", null),
                command("its owner sees to it", 403, "anomaly-of-superiors", COLLEAGUE, open, "see", null),
                command("its owner finds it nothing", 403, "anomaly-of-superiors", COLLEAGUE, seen, "note", REMARK),
                command("a supervisor of others", 403, "anomaly-of-superiors", SUPERVISOR, open, "see", null),
                command("out of sight", 404, "not-found", SELLER, open, "see", null),
                command("seen twice", 409, "illegal-transition", OTHER_SELLER, seen, "see", null)
                        .allowing(List.of("act", "note")),
                command("no measures", 400, "invalid-request", OTHER_SELLER, seen, "act", Map.of())
                        .at("/measures"),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(OTHER_SELLER).ifMatch(9).post(ANOMALIES + "/" + open + "/see")),
                written("a customer out of sight", 404, "not-found", NORTH_FINANCE, report(customer, "LOW")),
                written(
                                "tomorrow",
                                422,
                                "since-in-the-future",
                                CLERK,
                                with(
                                        report(customer, "LOW"),
                                        "since",
                                        TODAY.plusDays(1).toString()))
                        .at("/since"),
                written("nothing", 400, "invalid-request", CLERK, with(report(customer, "LOW"), "what", " "))
                        .at("/what"),
                written("of no kind", 400, "invalid-request", CLERK, with(report(customer, "LOW"), "kind", null))
                        .at("/kind"),
                Refusal.of(
                        "no token", 401, "token-missing", api -> api.anonymous().get(ANOMALIES)));
    }

    private static Map<String, Object> report(String customer, String severity) {
        return new HashMap<>(Map.of(
                "customerId",
                customer,
                "kind",
                "FINANCE",
                "severity",
                severity,
                "what",
                "三个月未付款",
                "since",
                TODAY.minusDays(3).toString(),
                "source",
                "their buyer"));
    }

    private String reported(String who, String customer, String severity) {
        return assertStatus(customers.api.as(who).post(ANOMALIES, report(customer, severity)), 201)
                .path("id");
    }

    private Response command(String who, String id, String command, Object body) {
        return customers.api.as(who).post(ANOMALIES + "/" + id + "/" + command, body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<String> ids(String who, String query) {
        return assertStatus(customers.api.as(who).get(ANOMALIES + "?" + query), 200)
                .path("items.id");
    }

    /** The only one, which gives so many working days. */
    private Map<String, Object> deadline(String id, int days) {
        List<Map<String, Object>> all = assertStatus(
                        customers.api.as(MANAGER).get("/api/customer/deadlines?subjectId=" + id), 200)
                .path("items");
        assertThat(all).hasSize(1);
        Instant started = Instant.parse((String) all.get(0).get("startedAt"));
        WorkingTime weekdays = new WorkingTime(new Years(Map.of()), List.of(), SHANGHAI);
        assertThat(all.get(0))
                .containsEntry(
                        "dueAt",
                        weekdays.due(Measure.WORKING_DAYS, started, List.of(), Duration.ofDays(days))
                                .toString());
        return all.get(0);
    }

    private static Received told(String id, String event) {
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            return probe.await(
                    one -> one.key().equals(id) && one.type().equals("neiqin.customers." + event + ".v1"),
                    Duration.ofSeconds(30));
        }
    }

    private static Refusal command(
            String name, int status, String code, String who, String id, String command, Object body) {
        String path = ANOMALIES + "/" + id + "/" + command;
        return Refusal.of(
                name,
                status,
                code,
                api -> body == null ? api.as(who).post(path) : api.as(who).post(path, body));
    }

    private static Refusal written(String name, int status, String code, String who, Map<String, Object> body) {
        return Refusal.of(name, status, code, api -> api.as(who).post(ANOMALIES, body));
    }
}
