package io.neiqin.customer.credit;

import static io.neiqin.customer.CreditApi.APPROVALS;
import static io.neiqin.customer.CreditApi.PROFILES;
import static io.neiqin.customer.CreditApi.SELLING_SUPERVISOR;
import static io.neiqin.customer.CreditApi.path;
import static io.neiqin.customer.CreditApi.terms;
import static io.neiqin.customer.CreditApi.today;
import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.NORTH_FINANCE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CreditApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
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

/** What does not become of a credit, and by whom. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CreditRefusalTest {

    private final DataSource database;
    private final Stored stored;
    private CreditApi credit;

    CreditRefusalTest(DataSource database) {
        this.database = database;
        this.stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        credit = CreditApi.ready();
    }

    @TestFactory
    @Tag("CUS-23")
    @Tag("SEC-3")
    @DisplayName("who may not suggest, freeze or see a credit is refused, in words, and changes nothing")
    Stream<DynamicTest> refuses_callers() {
        String customer = credit.customers.customerOf(SELLER);
        String mine = credit.customers.customerOf(SELLING_SUPERVISOR);
        String waiting = credit.suggested(credit.customers.customerOf(OTHER_SELLER), "5.00");
        String active = credit.active("5.00");
        String own = credit.suggested(mine, "5.00");
        assertStatus(credit.command(SUPERVISOR, own, "withdraw", null), 200);
        Map<String, Object> late = Map.of("reason", "late");
        return Refusal.tests(
                stored,
                credit.api,
                Refusal.of("a clerk suggests", 403, "role-missing", api -> first(api.as(CLERK), customer, terms("1"))),
                Refusal.of(
                        "the salesperson suggests",
                        403,
                        "role-missing",
                        api -> first(api.as(SELLER), customer, terms("1"))),
                Refusal.of(
                        "a supervisor for the customer that he owns",
                        403,
                        "credit-own-customer",
                        api -> next(api.as(SELLING_SUPERVISOR), own, terms("1"))),
                Refusal.of(
                        "a supervisor takes back another's",
                        403,
                        "not-your-suggestion",
                        api -> api.as(SELLING_SUPERVISOR).post(path(waiting) + "/withdraw")),
                Refusal.of(
                        "the manager freezes",
                        403,
                        "role-missing",
                        api -> api.as(MANAGER).post(path(active) + "/freeze", late)),
                Refusal.of(
                        "the supervisor thaws",
                        403,
                        "role-missing",
                        api -> api.as(SUPERVISOR).post(path(active) + "/thaw")),
                Refusal.of(
                        "finance of another department freezes",
                        404,
                        "not-found",
                        api -> api.as(NORTH_FINANCE).post(path(waiting) + "/freeze", late)),
                Refusal.of(
                        "a salesperson reads another's",
                        404,
                        "not-found",
                        api -> api.as(SELLER).get(path(waiting))),
                Refusal.of(
                        "and its history",
                        404,
                        "not-found",
                        api -> api.as(SELLER).get(path(waiting) + "/history")),
                Refusal.of(
                        "nothing has this id",
                        404,
                        "not-found",
                        api -> next(api.as(SUPERVISOR), UUID.randomUUID(), terms("1"))),
                Refusal.of(
                        "no such customer",
                        404,
                        "not-found",
                        api -> first(api.as(SUPERVISOR), UUID.randomUUID().toString(), terms("1"))),
                Refusal.of(
                        "nobody", 401, "token-missing", api -> api.anonymous().get(path(active))));
    }

    @TestFactory
    @Tag("CUS-23")
    @DisplayName("terms that make no sense are refused where they are wrong")
    Stream<DynamicTest> refuses_terms() {
        String customer = credit.customers.customerOf(SELLER);
        String active = credit.active("5.00");
        String yesterday = today().minusDays(1).toString();
        return Refusal.tests(
                stored,
                credit.api,
                wrong(customer, "/terms/limit/amount", 400, "limit", Map.of("amount", "-0.01", "currency", "CNY")),
                wrong(customer, "/terms/limit/amount", 400, "limit", Map.of("amount", "1.005", "currency", "CNY")),
                wrong(customer, "/terms/limit/currency", 422, "limit", Map.of("amount", "1", "currency", "RMB")),
                wrong(customer, "/terms/termDays", 400, "termDays", -1),
                wrong(customer, "/terms/grade", 400, "grade", null),
                wrong(customer, "/terms/facts", 400, "facts", " "),
                wrong(customer, "/terms/validTo", 400, "validTo", null),
                wrong(customer, "/terms/validTo", 422, "validTo", yesterday),
                wrong(
                        customer,
                        "/terms/validTo",
                        422,
                        "validFrom",
                        today().plusDays(366).toString()),
                Refusal.of(
                                "over already",
                                422,
                                "credit-invalid",
                                api -> first(
                                        api.as(SUPERVISOR),
                                        customer,
                                        with(with(terms("1"), "validFrom", yesterday), "validTo", yesterday)))
                        .at("/terms/validTo"),
                Refusal.of(
                                "a change that begins later",
                                422,
                                "credit-invalid",
                                api -> next(
                                        api.as(SUPERVISOR),
                                        active,
                                        with(
                                                terms("1"),
                                                "validFrom",
                                                today().plusDays(1).toString())))
                        .at("/terms/validFrom"),
                Refusal.of(
                                "a freeze without a reason",
                                400,
                                "invalid-request",
                                api -> api.as(FINANCE).post(path(active) + "/freeze", Map.of("reason", " ")))
                        .at("/reason"));
    }

    @TestFactory
    @Tag("CUS-23")
    @DisplayName("what the state does not allow is refused with what it does")
    Stream<DynamicTest> refuses_steps() {
        String customer = credit.customers.customerOf(SELLER);
        String waiting = credit.suggested(customer, "5.00");
        String active = credit.active("5.00");
        Map<String, Object> late = Map.of("reason", "late");
        return Refusal.tests(
                stored,
                credit.api,
                Refusal.of(
                                "another suggestion beside",
                                409,
                                "illegal-transition",
                                api -> next(api.as(SUPERVISOR), waiting, terms("1")))
                        .allowing(List.of("withdraw")),
                Refusal.of(
                        "a second profile",
                        409,
                        "duplicate-credit-profile",
                        api -> first(api.as(SUPERVISOR), customer, terms("1"))),
                Refusal.of(
                        "frozen before it is approved",
                        409,
                        "illegal-transition",
                        api -> api.as(FINANCE).post(path(waiting) + "/freeze", late)),
                Refusal.of(
                                "thawed without being frozen",
                                409,
                                "illegal-transition",
                                api -> api.as(FINANCE).post(path(active) + "/thaw"))
                        .allowing(List.of("freeze")),
                Refusal.of(
                                "nothing to take back",
                                409,
                                "illegal-transition",
                                api -> api.as(MANAGER).post(path(active) + "/withdraw"))
                        .allowing(List.of("suggest")),
                Refusal.of(
                        "another version",
                        412,
                        "stale-version",
                        api -> api.as(FINANCE).ifMatch(99).post(path(active) + "/freeze", late)));
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("nobody approves what he has suggested, and nobody a customer of his own")
    void asksNobody_whoseOwnItIs() {
        credit.hire("E047", "NORTH", Organisation.role("FINANCE", "ALL"), Organisation.role("SALES_SUPERVISOR", "ALL"));
        try {
            String id = assertStatus(
                            credit.suggestFirst("E047", credit.customers.customerOf(SELLER), terms("5.00")), 201)
                    .path("id");
            Response asked = credit.api.as("E047").get(APPROVALS + "/" + credit.approval(id));
            assertThat(asked.<List<String>>path("asked")).contains(FINANCE).doesNotContain("E047");
            assertProblem(credit.decide("E047", id, "approve", null), 403, "approval-not-asked");
            String owned = credit.suggested(credit.customers.customerOf("E047"), "5.00");
            assertProblem(credit.decide("E047", owned, "approve", null), 403, "approval-not-asked");
        } finally {
            credit.customers.organisation.employee("E047", "SALES_SUPERVISOR", "SELF");
        }
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("a blocked or merged customer gets no credit suggested")
    void refusesSuggestion_forClosedCustomers() throws SQLException {
        String customer = credit.customers.customerOf(SELLER);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("update customer set status = 'BLOCKED' where id = ?")) {
            statement.setObject(1, UUID.fromString(customer));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        assertProblem(credit.suggestFirst(SUPERVISOR, customer, terms("5.00")), 409, "customer-closed");
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("the same request again gives the stored answer; another one under its key is refused")
    void answersOnce_underOneKey() {
        String customer = credit.customers.customerOf(SELLER);
        Api keyed = credit.api.as(SUPERVISOR).newKey();
        Response first = assertStatus(first(keyed, customer, terms("5.00")), 201);
        Response again = assertStatus(first(keyed, customer, terms("5.00")), 201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertProblem(first(keyed, customer, terms("6.00")), 422, "idempotency-key-reused");
    }

    private Refusal wrong(String customer, String pointer, int status, String member, Object value) {
        String code = status == 400 ? "invalid-request" : "credit-invalid";
        return Refusal.of(
                        member + " " + value,
                        status,
                        code,
                        api -> first(api.as(SUPERVISOR), customer, with(terms("1"), member, value)))
                .at(pointer);
    }

    private static Response first(Api api, String customer, Map<String, Object> terms) {
        return api.post(PROFILES, Map.of("customerId", customer, "terms", terms));
    }

    private static Response next(Api api, Object id, Map<String, Object> terms) {
        return api.post(path(id) + "/suggest", Map.of("terms", terms));
    }
}
