package io.neiqin.customer.activity;

import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.LEAVER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.SalesApi.ACTIVITIES;
import static io.neiqin.customer.SalesApi.CLERK;
import static io.neiqin.customer.SalesApi.MANAGER;
import static io.neiqin.customer.SalesApi.SELLER;
import static io.neiqin.customer.SalesApi.between;
import static io.neiqin.customer.SalesApi.call;
import static io.neiqin.customer.SalesApi.report;
import static io.neiqin.customer.SalesApi.visit;

import io.neiqin.customer.SalesApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What activities refuse; after each, nothing has changed. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ActivityRefusalTest {

    private final Stored stored;
    private SalesApi sales;
    private String customer;

    ActivityRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        sales = SalesApi.ready();
        customer = sales.customers.customerOf(SELLER);
    }

    @TestFactory
    @Tag("CUS-36")
    @DisplayName("what is no activity, and no appointment, is refused")
    Stream<DynamicTest> refuses_content() {
        Map<String, Object> done = call("customerId", customer, "REACHED");
        Map<String, Object> planned = visit(customer, 10, 20);
        return Refusal.tests(
                stored,
                sales.api,
                wrong("about nobody", "/customerId", with(done, "customerId", null)),
                wrong("about two", "/customerId", with(done, "leadId", UUID.randomUUID())),
                wrong("neither planned nor done", "/appointment", with(done, "report", null)),
                wrong("planned and done", "/appointment", with(done, "appointment", between(10, 20))),
                wrong("in the past", "/appointment/from", visit(customer, -10, 20)),
                wrong("ends before it begins", "/appointment/to", visit(customer, 20, 10)),
                wrong("for months", "/appointment/to", visit(customer, 20, 60 * 24 * 40)),
                wrong("from, and no to", "/appointment/day", with(planned, "appointment", without("to"))),
                wrong("no time at all", "/appointment/day", with(planned, "appointment", Map.of("purpose", "x"))),
                wrong("a day gone", "/appointment/day", with(planned, "appointment", Map.of("day", "2024-01-01"))),
                wrong("by somebody who has left", "/employeeNo", with(done, "employeeNo", LEAVER)),
                wrong("by nobody", "/employeeNo", with(done, "employeeNo", "E999")),
                wrong("a next step in the past", "/report/nextStep/date", with(done, "report", late())),
                Refusal.of("no outcome", 400, "invalid-request", log(CLERK, with(done, "report", Map.of("minutes", 1))))
                        .at("/report/outcome"),
                Refusal.of(
                                "two days long a call",
                                400,
                                "invalid-request",
                                log(CLERK, with(done, "report", Map.of("outcome", "REACHED", "minutes", 2881))))
                        .at("/report/minutes"),
                Refusal.of("of no kind", 400, "invalid-request", log(CLERK, with(done, "kind", "LUNCH"))),
                Refusal.of(
                        "a filter that there is not",
                        400,
                        "parameter-invalid",
                        api -> api.as(CLERK).get(ACTIVITIES + "?kind=LUNCH")),
                Refusal.of("about a customer that there is not", 404, "not-found", log(CLERK, unknown("customerId"))),
                Refusal.of("about a lead that there is not", 404, "not-found", log(CLERK, unknown("leadId"))));
    }

    @TestFactory
    @Tag("SEC-1")
    @DisplayName("whoever may not is refused, and so is what the state does not allow")
    Stream<DynamicTest> refuses_callers() {
        String id = sales.logged(CLERK, with(visit(customer, 2000, 2010), "employeeNo", SELLER));
        String done = sales.logged(SELLER, call("customerId", customer, "REACHED"));
        String at = ACTIVITIES + "/" + id;
        Map<String, Object> reason = Map.of("reason", "ill");
        return Refusal.tests(
                stored,
                sales.api,
                Refusal.of("finance logs", 403, "role-missing", log(FINANCE, call("customerId", customer, "REACHED"))),
                Refusal.of(
                        "a salesperson logs for a colleague",
                        403,
                        "not-your-activity",
                        log(SELLER, with(call("customerId", customer, "REACHED"), "employeeNo", COLLEAGUE))),
                Refusal.of(
                        "about a customer out of sight",
                        404,
                        "not-found",
                        log(OTHER_SELLER, call("customerId", customer, "REACHED"))),
                Refusal.of(
                        "a manager tells what came of it",
                        403,
                        "not-your-activity",
                        api -> api.as(MANAGER).post(at + "/complete", report("REACHED"))),
                Refusal.of(
                        "out of sight",
                        404,
                        "not-found",
                        api -> api.as(OTHER_SELLER).post(at + "/cancel", reason)),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(SELLER).ifMatch(7).post(at + "/cancel", reason)),
                Refusal.of(
                                "no reason",
                                400,
                                "invalid-request",
                                api -> api.as(SELLER).post(at + "/cancel", Map.of("reason", "")))
                        .at("/reason"),
                Refusal.of(
                                "corrected before it is done",
                                409,
                                "illegal-transition",
                                api -> api.as(SELLER)
                                        .header("X-Reason", "wrong")
                                        .post(at + "/correct", report("REACHED")))
                        .allowing(List.of("reschedule", "complete", "miss", "cancel")),
                Refusal.of(
                                "cancelled once it is done",
                                409,
                                "illegal-transition",
                                api -> api.as(SELLER).post(ACTIVITIES + "/" + done + "/cancel", reason))
                        .allowing(List.of("correct")));
    }

    private static Refusal wrong(String name, String pointer, Map<String, Object> body) {
        return Refusal.of(name, 422, "activity-invalid", log(CLERK, body)).at(pointer);
    }

    private static Function<Api, Response> log(String who, Map<String, Object> body) {
        return api -> api.as(who).post(ACTIVITIES, body);
    }

    private static Map<String, Object> unknown(String subject) {
        return call(subject, UUID.randomUUID().toString(), "REACHED");
    }

    private static Map<String, Object> without(String member) {
        Map<String, Object> half = new HashMap<>(between(10, 20));
        half.remove(member);
        return half;
    }

    private static Map<String, Object> late() {
        Map<String, Object> report = report("REACHED");
        report.put("nextStep", Map.of("date", "2024-01-01", "what", "call again"));
        return report;
    }
}
