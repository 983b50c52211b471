package io.neiqin.admin.employee;

import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.NOBODY_SPECIAL;
import static io.neiqin.admin.AdminApi.SELLER;
import static io.neiqin.admin.AdminApi.change;
import static io.neiqin.admin.AdminApi.role;
import static io.neiqin.admin.AdminApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.admin.AdminApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@WithTestResource(InfraResource.class)
class EmployeeRefusalTest {

    private static final Map<String, String> LAST_DAY = Map.of("leftOn", "2099-01-01");

    private final Stored stored;
    private AdminApi admin;

    EmployeeRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @TestFactory
    Stream<DynamicTest> refuses_whatDoesNotFit() {
        Map<String, Object> taken = admin.employee();
        admin.employee(taken);
        Map<String, Object> machine = with(admin.employee(), "kind", "MACHINE");
        admin.employee(machine);
        String no = (String) taken.get("employeeNo");
        return table(
                entry("missing name", 400, "invalid-request", "name", null).at("/name"),
                entry("missing department", 400, "invalid-request", "departmentId", null)
                        .at("/departmentId"),
                entry("malformed department", 400, "invalid-request", "departmentId", "x")
                        .at("/departmentId"),
                entry("number with a blank", 400, "invalid-request", "employeeNo", "a b")
                        .at("/employeeNo"),
                entry("unknown kind", 400, "invalid-request", "kind", "ROBOT").at("/kind"),
                entry("impossible day of hire", 400, "invalid-request", "hiredOn", "2026-13-01")
                        .at("/hiredOn"),
                entry("unknown property", 400, "invalid-request", "roles", List.of("HR"))
                        .at("/roles"),
                entry("duplicate number", 409, "duplicate-employee-no", "employeeNo", no),
                entry("unknown department", 422, "unknown-department", "departmentId", UUID.randomUUID()),
                entry("unknown superior", 422, "unknown-employee-no", "managerNo", "Z999")
                        .at("/managerNo"),
                entry("machine as superior", 422, "unknown-employee-no", "managerNo", machine.get("employeeNo"))
                        .at("/managerNo"),
                Refusal.of("broken JSON", 400, "broken-json", api -> root(api).post(EMPLOYEES, "{")),
                Refusal.of(
                        "wrong content type",
                        415,
                        "http.415",
                        api -> root(api).header("Content-Type", "text/plain").post(EMPLOYEES, "x")),
                Refusal.of(
                        "unknown status",
                        400,
                        "parameter-invalid",
                        api -> root(api).get(EMPLOYEES + "?status=GONE")),
                Refusal.of(
                        "unknown role",
                        400,
                        "parameter-invalid",
                        api -> root(api).get(EMPLOYEES + "?role=KING")),
                Refusal.of(
                        "misspelt filter",
                        400,
                        "parameter-unknown",
                        api -> root(api).get(EMPLOYEES + "?rolle=HR")));
    }

    @TestFactory
    @Tag("SEC-1")
    @Tag("SEC-3")
    @DisplayName("whoever may not write an employee does not")
    Stream<DynamicTest> refuses_others() {
        Map<String, Object> body = admin.employee();
        String path = EMPLOYEES + "/" + admin.employee(body);
        String own = EMPLOYEES + "/"
                + admin.admin().get(EMPLOYEES + "?employeeNo=" + HR).path("items[0].id");
        var made = change(body, "managerNo", HR);
        var roles = Map.of("roles", List.of(role("CLERK", "ALL")));
        Stream<Refusal> byRole = Stream.of(SELLER, NOBODY_SPECIAL)
                .flatMap(who -> Stream.of(
                        refused(
                                who + " hires",
                                "role-missing",
                                api -> api.as(who).post(EMPLOYEES, body)),
                        refused(
                                who + " changes",
                                "role-missing",
                                api -> api.as(who).ifMatch(0).put(path, made)),
                        refused(
                                who + " dismisses",
                                "role-missing",
                                api -> api.as(who).post(path + "/leave", LAST_DAY)),
                        refused(
                                who + " rehires",
                                "role-missing",
                                api -> api.as(who).post(path + "/rehire", Map.of()))));
        return Refusal.tests(
                stored,
                admin.api,
                Stream.concat(
                        byRole,
                        Stream.of(
                                refused(
                                        "HR gives roles",
                                        "role-missing",
                                        api -> api.as(HR).ifMatch(0).put(path + "/roles", roles)),
                                refused(
                                        "HR becomes a superior",
                                        "superior-yourself",
                                        api -> api.as(HR).ifMatch(0).put(path, made)),
                                refused(
                                        "HR hires for himself",
                                        "superior-yourself",
                                        api -> api.as(HR).post(EMPLOYEES, with(admin.employee(), "managerNo", HR))),
                                refused(
                                        "HR dismisses himself",
                                        "own-record",
                                        api -> api.as(HR).post(own + "/leave", LAST_DAY)),
                                refused(
                                        "an unknown one",
                                        "unknown-employee",
                                        api -> api.as("E999").get(EMPLOYEES)))));
    }

    @TestFactory
    @Tag("ADM-ORG-1")
    @DisplayName("every step that a state does not know is refused with what is possible")
    Stream<DynamicTest> refuses_illegalTransitions() {
        Map<String, Object> body = with(admin.employee(), "hiredOn", "2020-01-01");
        String here = EMPLOYEES + "/" + admin.employee(body);
        Map<String, Object> goneBody = admin.employee();
        String gone = EMPLOYEES + "/" + admin.employee(goneBody);
        String yesterday = LocalDate.now().minusDays(2).toString();
        assertStatus(admin.admin().post(gone + "/leave", Map.of("leftOn", yesterday)), 200);
        var roles = Map.of("roles", List.of(role("CLERK", "ALL")));
        List<String> back = List.of("rehire");
        return table(
                Refusal.of(
                                "rehire of one who is here",
                                409,
                                "illegal-transition",
                                api -> root(api).post(here + "/rehire", Map.of()))
                        .allowing(List.of("edit", "roles", "leave")),
                Refusal.of(
                                "the same by HR",
                                409,
                                "illegal-transition",
                                api -> api.as(HR).post(here + "/rehire", Map.of()))
                        .allowing(List.of("edit", "leave")),
                Refusal.of(
                                "leave of one who has left",
                                409,
                                "illegal-transition",
                                api -> root(api).post(gone + "/leave", LAST_DAY))
                        .allowing(back),
                Refusal.of(
                                "edit of one who has left",
                                409,
                                "illegal-transition",
                                api -> root(api).ifMatch(1).put(gone, change(goneBody, "name", "x")))
                        .allowing(back),
                Refusal.of(
                                "roles of one who has left",
                                409,
                                "illegal-transition",
                                api -> root(api).ifMatch(1).put(gone + "/roles", roles))
                        .allowing(back),
                Refusal.of(
                                "left before hired",
                                422,
                                "left-before-hired",
                                api -> root(api).post(here + "/leave", Map.of("leftOn", "2019-12-31")))
                        .at("/leftOn"),
                Refusal.of(
                                "rehired before left",
                                422,
                                "rehired-before-left",
                                api -> root(api).post(gone + "/rehire", Map.of("hiredOn", yesterday)))
                        .at("/hiredOn"),
                Refusal.of(
                        "missing If-Match",
                        428,
                        "if-match-required",
                        api -> root(api).put(here, change(body, "name", "x"))),
                Refusal.of(
                        "malformed If-Match",
                        400,
                        "if-match-invalid",
                        api -> root(api).header("If-Match", "0").put(here, change(body, "name", "x"))),
                Refusal.of(
                        "stale version",
                        412,
                        "stale-version",
                        api -> root(api).ifMatch(7).put(here, change(body, "name", "x"))),
                Refusal.of(
                        "stale command",
                        412,
                        "stale-version",
                        api -> root(api).ifMatch(7).post(here + "/leave", LAST_DAY)),
                Refusal.of(
                        "malformed id",
                        400,
                        "parameter-unreadable",
                        api -> root(api).post(EMPLOYEES + "/7/leave", LAST_DAY)),
                Refusal.of(
                        "nobody",
                        404,
                        "not-found",
                        api -> root(api).post(EMPLOYEES + "/" + UUID.randomUUID() + "/rehire", Map.of())));
    }

    private Stream<DynamicTest> table(Refusal... rows) {
        return Refusal.tests(stored, admin.api, rows);
    }

    /** A good employee but for one member. */
    private Refusal entry(String name, int status, String code, String member, Object value) {
        Map<String, Object> body = with(admin.employee(), member, value);
        return Refusal.of(name, status, code, api -> root(api).post(EMPLOYEES, body));
    }

    private static Refusal refused(
            String name, String code, java.util.function.Function<Api, io.restassured.response.Response> request) {
        return Refusal.of(name, 403, code, request);
    }

    private static Api root(Api api) {
        return api.as(AdminApi.ADMIN, "SYSTEM_ADMIN");
    }
}
