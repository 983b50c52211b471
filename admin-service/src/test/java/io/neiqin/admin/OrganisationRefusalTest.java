package io.neiqin.admin;

import static io.neiqin.admin.AdminApi.CALENDARS;
import static io.neiqin.admin.AdminApi.DEPARTMENTS;
import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.role;
import static io.neiqin.admin.AdminApi.with;

import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

/** Departments, roles and calendars that are not taken. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrganisationRefusalTest {

    private final Stored stored;
    private AdminApi admin;

    OrganisationRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @TestFactory
    Stream<DynamicTest> refuses_departments() {
        Map<String, Object> taken = with(AdminApi.department(), "validFrom", "2020-01-01");
        String id = admin.department(taken);
        String path = DEPARTMENTS + "/" + id;
        Map<String, Object> change = Map.of("name", "Other");
        return Refusal.tests(
                stored,
                admin.api,
                department("missing name", 400, "invalid-request", "name", " ").at("/name"),
                department("missing code", 400, "invalid-request", "code", null).at("/code"),
                department("code with a blank", 400, "invalid-request", "code", "no blanks")
                        .at("/code"),
                department("impossible day", 400, "invalid-request", "validFrom", "2026-02-30")
                        .at("/validFrom"),
                department("unknown property", 400, "invalid-request", "budget", "1")
                        .at("/budget"),
                department("duplicate code", 409, "duplicate-code", "code", taken.get("code")),
                department("unknown parent", 422, "unknown-department", "parentId", UUID.randomUUID())
                        .at("/parentId"),
                department("unknown head", 422, "unknown-employee-no", "headNo", "Z999")
                        .at("/headNo"),
                Refusal.of(
                                "parent that begins later",
                                422,
                                "parent-begins-later",
                                api -> root(api)
                                        .post(
                                                DEPARTMENTS,
                                                with(
                                                        with(AdminApi.department(), "parentId", id),
                                                        "validFrom",
                                                        "2019-12-31")))
                        .at("/parentId"),
                Refusal.of(
                        "above itself",
                        422,
                        "department-cycle",
                        api -> root(api).ifMatch(0).put(path, Map.of("name", "x", "parentId", id))),
                Refusal.of(
                        "missing If-Match",
                        428,
                        "if-match-required",
                        api -> root(api).put(path, change)),
                Refusal.of(
                        "malformed If-Match",
                        400,
                        "if-match-invalid",
                        api -> root(api).header("If-Match", "x").put(path, change)),
                Refusal.of(
                        "stale version",
                        412,
                        "stale-version",
                        api -> root(api).ifMatch(7).put(path, change)),
                Refusal.of(
                        "nothing",
                        404,
                        "not-found",
                        api -> root(api).ifMatch(0).put(DEPARTMENTS + "/" + UUID.randomUUID(), change)),
                Refusal.of(
                        "HR founds", 403, "role-missing", api -> api.as(HR).post(DEPARTMENTS, AdminApi.department())),
                Refusal.of(
                        "HR changes",
                        403,
                        "role-missing",
                        api -> api.as(HR).ifMatch(0).put(path, change)),
                asked("malformed id", 400, "parameter-unreadable", DEPARTMENTS + "/7"),
                asked("impossible day of a list", 400, "parameter-invalid", DEPARTMENTS + "?on=2026-02-30"),
                asked("day before all calendars", 400, "parameter-invalid", DEPARTMENTS + "?on=-999999999-01-01"),
                asked("day after all calendars", 400, "parameter-invalid", path + "?on=%2B999999999-01-01"),
                asked("misspelt filter", 400, "parameter-unknown", DEPARTMENTS + "?kode=x"),
                asked("limit 0", 400, "limit-invalid", DEPARTMENTS + "?limit=0"),
                asked("limit 201", 400, "limit-invalid", DEPARTMENTS + "?limit=201"),
                asked("malformed cursor", 400, "cursor-invalid", DEPARTMENTS + "?cursor=x"));
    }

    @TestFactory
    @Tag("SEC-1")
    @DisplayName("what may not be bound is refused")
    Stream<DynamicTest> refuses_roles() {
        String id = admin.employee(admin.employee());
        return Refusal.tests(
                stored,
                admin.api,
                roles("unknown role", 422, "roles-invalid", id, role("KING", "ALL"))
                        .at("/roles/0/role"),
                roles("role of the token: administrator", 422, "roles-invalid", id, role("SYSTEM_ADMIN", "ALL")),
                roles("role of the token: machine", 422, "roles-invalid", id, role("SYSTEM", "ALL")),
                roles("role of everybody", 422, "roles-invalid", id, role("EMPLOYEE", "ALL")),
                roles("role twice", 422, "roles-invalid", id, role("CLERK", "ALL"), role("CLERK", "SELF")),
                roles("custom scope without departments", 422, "roles-invalid", id, role("CLERK", "CUSTOM")),
                roles(
                        "departments for another scope",
                        422,
                        "roles-invalid",
                        id,
                        with(role("CLERK", "TEAM"), "departments", List.of(admin.root()))),
                roles(
                        "unknown department",
                        422,
                        "unknown-department",
                        id,
                        with(role("CLERK", "CUSTOM"), "departments", List.of(UUID.randomUUID()))),
                roles("unknown scope", 400, "invalid-request", id, role("CLERK", "GALAXY")));
    }

    @TestFactory
    Stream<DynamicTest> refuses_calendars() {
        Map<String, Object> day = day("2042-01-01", "RESTDAY");
        return Refusal.tests(
                stored,
                admin.api,
                calendar("day twice", 422, "days-invalid", 2042, day, day).at("/days/1/date"),
                calendar("day of another year", 422, "days-invalid", 2042, day("2043-01-01", "RESTDAY"))
                        .at("/days/0/date"),
                calendar("impossible day", 400, "invalid-request", 2042, day("2042-02-29", "RESTDAY"))
                        .at("/days/0/date"),
                calendar("unknown type", 400, "invalid-request", 2042, day("2042-02-28", "FEAST"))
                        .at("/days/0/type"),
                calendar("no days", 400, "invalid-request", 2042).at("/days"),
                calendar("year of other books", 400, "invalid-request", 1900, day("1900-01-01", "RESTDAY"))
                        .at("/year"),
                Refusal.of("by HR", 403, "role-missing", api -> api.as(HR).post(CALENDARS, calendarBody(2042, day))),
                Refusal.of(
                        "without a token",
                        401,
                        "token-missing",
                        api -> api.anonymous().get(CALENDARS + "/2026")),
                asked("another calendar's id", 404, "not-found", CALENDARS + "/" + UUID.randomUUID()));
    }

    private static Refusal department(String name, int status, String code, String member, Object value) {
        Map<String, Object> body = with(AdminApi.department(), member, value);
        return Refusal.of("department: " + name, status, code, api -> root(api).post(DEPARTMENTS, body));
    }

    @SafeVarargs
    private static Refusal roles(String name, int status, String code, String id, Map<String, Object>... roles) {
        return Refusal.of(
                name,
                status,
                code,
                api -> root(api).ifMatch(0).put(EMPLOYEES + "/" + id + "/roles", Map.of("roles", List.of(roles))));
    }

    @SafeVarargs
    private static Refusal calendar(String name, int status, String code, int year, Map<String, Object>... days) {
        return Refusal.of(
                "calendar: " + name, status, code, api -> root(api).post(CALENDARS, calendarBody(year, days)));
    }

    @SafeVarargs
    private static Map<String, Object> calendarBody(int year, Map<String, Object>... days) {
        return Map.of("year", year, "source", "notice", "days", List.of(days));
    }

    private static Map<String, Object> day(String date, String type) {
        return Map.of("date", date, "type", type);
    }

    private static Refusal asked(String name, int status, String code, String path) {
        return Refusal.of(name, status, code, api -> root(api).get(path));
    }

    private static Api root(Api api) {
        return api.as(AdminApi.ADMIN, "SYSTEM_ADMIN");
    }
}
