package io.neiqin.customer.callsheet;

import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.SalesApi.CALLER;
import static io.neiqin.customer.SalesApi.CALLS_HEAD;
import static io.neiqin.customer.SalesApi.CLERK;
import static io.neiqin.customer.SalesApi.IMPORTER;
import static io.neiqin.customer.SalesApi.SELLER;
import static io.neiqin.customer.SalesApi.SHEETS;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.customer.SalesApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CallSheetTest {

    private static final String TUESDAY = "2024-03-05";
    private static final String WEDNESDAY = "2024-03-06";
    private static final String SATURDAY = "2024-03-09";

    private final Stored stored;
    private SalesApi sales;

    CallSheetTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        sales = SalesApi.ready();
    }

    @Test
    @Tag("CUS-24")
    @DisplayName(
            "a telemarketer sees how many calls of his day are done, how many to new customers, and what is missing")
    void sheet_countsEachCustomerOnce_againstTheQuota() {
        String who = sales.telemarketer();
        String lead = sales.leadOf(who);
        String known = sales.customers.customerOf(SELLER);
        assertStatus(sales.callOn(TUESDAY, who, "customerId", known, "REACHED"), 201);
        assertStatus(sales.callOn(WEDNESDAY, who, "customerId", known, "NOT_REACHED"), 201);
        assertStatus(sales.callOn(WEDNESDAY, who, "customerId", known, "REACHED"), 201);
        assertStatus(sales.callOn(WEDNESDAY, who, "leadId", lead, "NOT_REACHED"), 201);

        Response sheet = assertStatus(sales.sheet(who, WEDNESDAY, who), 200);
        assertThat(sheet.<Boolean>path("items[0].workingDay")).isTrue();
        assertTally(sheet, "quota", 20, 5);
        assertTally(sheet, "done", 2, 1);
        assertTally(sheet, "missing", 18, 4);
        assertThat(sheet.<List<String>>path("items[0].calls.outcome"))
                .containsExactly("NOT_REACHED", "REACHED", "NOT_REACHED");
        assertThat(sheet.<List<Boolean>>path("items[0].calls.newCustomer")).containsExactly(false, false, true);
        assertThat(sheet.<List<String>>path("items[0].allowedActions")).containsExactly("submit");
        assertTally(sales.sheet(who, TUESDAY, who), "done", 1, 1);

        Response off = assertStatus(sales.sheet(who, SATURDAY, who), 200);
        assertThat(off.<Boolean>path("items[0].workingDay")).isFalse();
        assertTally(off, "quota", 0, 0);
        Response seller = assertStatus(sales.sheet(CLERK, WEDNESDAY, SELLER), 200);
        assertTally(seller, "quota", 0, 0);
    }

    @Test
    @Tag("CUS-24")
    @Tag("SEC-2")
    @DisplayName("who leads telemarketers sees all of their sheets, nobody else's")
    void sheets_areSeen_byWhoLeadsThem() {
        String who = sales.telemarketer();
        Response team = assertStatus(sales.api.as(CALLS_HEAD).get(SHEETS + "/" + WEDNESDAY), 200);
        assertThat(team.<List<String>>path("items.employeeNo"))
                .contains(who, CALLER)
                .doesNotContain(SELLER, CALLS_HEAD);
        assertThat(assertStatus(sales.api.as(who).get(SHEETS + "/" + WEDNESDAY), 200)
                        .<List<String>>path("items.employeeNo"))
                .containsExactly(who);
        assertThat(assertStatus(sales.api.as(OTHER_SELLER).get(SHEETS + "/" + WEDNESDAY), 200)
                        .<List<String>>path("items"))
                .isEmpty();
        assertRefused(sales.sheet(CALLER, WEDNESDAY, who), 404, "not-found");
    }

    @Test
    @Tag("CUS-26")
    @DisplayName("a day is reported once, seen as missing before, closed after, and acknowledged by who leads him")
    void submit_closesTheDay_andIsAcknowledged() {
        String who = sales.telemarketer();
        String customer = sales.customers.customerOf(SELLER);
        assertStatus(sales.callOn(WEDNESDAY, who, "customerId", customer, "REACHED"), 201);
        String range = SHEETS + "?from=" + TUESDAY + "&to=" + SATURDAY + "&employeeNo=" + who;
        assertThat(days(range + "&submitted=false")).containsExactly("2024-03-08", "2024-03-07", WEDNESDAY, TUESDAY);
        assertThat(days(range + "&submitted=true")).isEmpty();

        Response submitted = assertStatus(sales.submit(who, WEDNESDAY), 200);
        assertThat(submitted.<Integer>path("sheet.submission.done.calls")).isEqualTo(1);
        assertThat(submitted.<Integer>path("sheet.submission.missing.calls")).isEqualTo(19);
        assertThat(submitted.<String>path("sheet.submission.remarks")).isEqualTo("two were on holiday");
        assertThat(days(range + "&submitted=false")).containsExactly("2024-03-08", "2024-03-07", TUESDAY);
        assertThat(days(range + "&submitted=true")).containsExactly(WEDNESDAY);
        assertThat(days(range)).containsExactly("2024-03-08", "2024-03-07", WEDNESDAY, TUESDAY);

        Response seen = assertStatus(sales.acknowledge(CALLS_HEAD, WEDNESDAY, who), 200);
        assertThat(seen.<String>path("sheet.submission.acknowledgedBy")).isEqualTo(CALLS_HEAD);
        assertThat(seen.<String>path("sheet.submission.comment")).isEqualTo("more new ones tomorrow");
        assertThat(seen.<List<String>>path("sheet.allowedActions")).isEmpty();
        assertRefused(sales.acknowledge(CALLS_HEAD, WEDNESDAY, who), 409, "call-sheet-acknowledged");
    }

    @Test
    @Tag("CUS-26")
    @DisplayName("a call of a reported day comes in as a correction only, and what was reported stays as it was")
    void call_ofASubmittedDay_takesAReason() {
        String who = sales.telemarketer();
        String customer = sales.customers.customerOf(SELLER);
        assertStatus(sales.submit(who, WEDNESDAY), 200);
        assertRefused(sales.callOn(WEDNESDAY, who, "customerId", customer, "REACHED"), 409, "call-sheet-submitted");
        Map<String, Object> late = SalesApi.call("customerId", customer, "REACHED");
        late.put("employeeNo", who);
        assertStatus(
                sales.api
                        .as(IMPORTER)
                        .header("X-Business-Date", WEDNESDAY)
                        .header("X-Import-Batch", "late")
                        .header("X-Reason", "forgotten")
                        .post(SalesApi.ACTIVITIES, late),
                201);
        assertStatus(sales.callOn(TUESDAY, who, "customerId", customer, "REACHED"), 201);
        Response sheet = assertStatus(sales.sheet(CALLS_HEAD, WEDNESDAY, who), 200);
        assertTally(sheet, "done", 1, 1);
        assertThat(sheet.<Integer>path("items[0].submission.done.calls")).isZero();
    }

    @TestFactory
    @Tag("CUS-26")
    Stream<DynamicTest> refuses() {
        String who = sales.telemarketer();
        assertStatus(sales.submit(who, WEDNESDAY), 200);
        String tomorrow = LocalDate.now().plusDays(2).toString();
        Map<String, Object> remarks = Map.of("remarks", "x");
        return Refusal.tests(
                stored,
                sales.api,
                Refusal.of(
                        "a second time",
                        409,
                        "call-sheet-submitted",
                        api -> api.as(who).post(SHEETS + "/" + WEDNESDAY + "/submit", remarks)),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(who).ifMatch(9).post(SHEETS + "/" + TUESDAY + "/submit", remarks)),
                Refusal.of(
                        "a day to come",
                        422,
                        "call-sheet-future",
                        api -> api.as(who).post(SHEETS + "/" + tomorrow + "/submit", remarks)),
                Refusal.of(
                        "no telemarketer",
                        403,
                        "role-missing",
                        api -> api.as(CLERK).post(SHEETS + "/" + TUESDAY + "/submit", remarks)),
                Refusal.of(
                        "no day", 400, "parameter-invalid", api -> api.as(who).get(SHEETS + "/yesterday")),
                Refusal.of(
                        "no day of any calendar",
                        400,
                        "parameter-invalid",
                        api -> api.as(who).get(SHEETS + "/+999999999-12-31")),
                Refusal.of(
                        "a colleague acknowledges",
                        403,
                        "role-missing",
                        api -> api.as(CALLER)
                                .post(SHEETS + "/" + WEDNESDAY + "/acknowledge", Map.of("employeeNo", who))),
                Refusal.of(
                        "what is not submitted",
                        404,
                        "not-found",
                        api -> api.as(CALLS_HEAD)
                                .post(SHEETS + "/" + TUESDAY + "/acknowledge", Map.of("employeeNo", who))),
                Refusal.of(
                        "a year of sheets",
                        400,
                        "call-sheet-period-invalid",
                        api -> api.as(CLERK).get(SHEETS + "?from=2024-01-01&to=2024-12-31")),
                Refusal.of(
                        "backwards",
                        400,
                        "call-sheet-period-invalid",
                        api -> api.as(CLERK).get(SHEETS + "?from=2024-03-02&to=2024-03-01")),
                Refusal.of(
                        "of nobody",
                        404,
                        "not-found",
                        api -> api.as(CustomerApi.MANAGER).get(SHEETS + "/" + TUESDAY + "?employeeNo=E999")));
    }

    private List<String> days(String path) {
        return assertStatus(sales.api.as(CALLS_HEAD).get(path), 200).path("items.date");
    }

    private static void assertTally(Response sheet, String which, int calls, int fresh) {
        assertThat(sheet.<Integer>path("items[0]." + which + ".calls"))
                .as(which)
                .isEqualTo(calls);
        assertThat(sheet.<Integer>path("items[0]." + which + ".newCalls"))
                .as(which)
                .isEqualTo(fresh);
    }
}
