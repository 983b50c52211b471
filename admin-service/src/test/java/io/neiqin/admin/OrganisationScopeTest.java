package io.neiqin.admin;

import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.department;
import static io.neiqin.admin.AdminApi.fresh;
import static io.neiqin.admin.AdminApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.scope.Hiring;
import io.neiqin.testkit.scope.LeakMatrix;
import io.neiqin.testkit.scope.Made;
import io.neiqin.testkit.scope.MassAssignment;
import io.neiqin.testkit.scope.Surface;
import io.neiqin.testkit.scope.Surface.Owner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who gets at what, and what nobody can write, by every operation of the service. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrganisationScopeTest {

    private static final Map<String, Object> NEW_YEAR =
            Map.of("date", "2061-01-01", "type", "STATUTORY_HOLIDAY", "name", "元旦");

    private static People people;

    private final DataSource database;

    OrganisationScopeTest(DataSource database) {
        this.database = database;
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-2")
    @DisplayName("nobody gets at the organisation by any operation, but where a reason is given")
    void leaksNothing_byAnyOperation_toAnybody() {
        LeakMatrix.check(OrganisationScopeTest.class, surface(AdminApi.ready()), database);
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("nothing of the organisation is changed by a field that is not asked for")
    void takesNothing_thatIsNotAskedFor() {
        MassAssignment.check(surface(AdminApi.ready()), database);
    }

    private static final AtomicInteger COUNT = new AtomicInteger(200);

    private static synchronized Surface surface(AdminApi admin) {
        if (people == null) {
            people = new People(admin);
        }
        return Surface.of("/api/admin", Roles.BINDABLE)
                .hiring(people)
                .records("/employees", people::record)
                .related("POST /employees", "/employees", of -> people.newcomer(of.value("departmentId")))
                .body("PUT /employees/{id}", of -> change(people.newcomer(of.value("departmentId"))))
                .body("PUT /employees/{id}/roles", () -> Map.of("roles", List.of()))
                .records("/delegations", (owner, gone) -> gone ? null : delegation(owner))
                .body("POST /delegations", () -> Map.of("deputyNo", "NOBODY", "from", "2099-01-01", "to", "2099-01-01"))
                .unowned("/departments", any -> Made.of(admin.department(department())))
                .body("POST /departments", AdminApi::department)
                .body("PUT /departments/{id}", () -> with(department(), "code", null))
                .unowned("/calendars", any -> Made.of(calendar(admin)).with("year", "2061"))
                .body("POST /calendars", any -> calendar());
    }

    /** To one whom none of the callers sees. */
    private static Made delegation(Owner owner) {
        LocalDate day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(COUNT.incrementAndGet());
        Map<String, Object> body = Map.of("deputyNo", AdminApi.SELLER, "from", day, "to", day);
        return Made.of(assertStatus(owner.api().post("/api/admin/delegations", body), 201)
                .path("id"));
    }

    private static Map<String, Object> change(Map<String, Object> newcomer) {
        return AdminApi.change(newcomer, "grade", "G7");
    }

    private static Map<String, Object> calendar() {
        return Map.of("year", 2061, "source", "Notice", "days", List.of(NEW_YEAR));
    }

    private static String calendar(AdminApi admin) {
        return assertStatus(admin.admin().post(AdminApi.CALENDARS, calendar()), 201)
                .path("id");
    }

    /** Hired by the administrator, for here nobody else tells of them. */
    private static final class People implements Hiring {

        private final AdminApi admin;
        private final Map<String, String> departments = new HashMap<>();
        private final Map<String, String> employees = new HashMap<>();

        People(AdminApi admin) {
            this.admin = admin;
        }

        @Override
        public void department(String code, String parentCode) {
            Map<String, Object> body = with(AdminApi.department(), "code", code);
            body.put("validFrom", "2000-01-01");
            departments.computeIfAbsent(
                    code, c -> admin.department(with(body, "parentId", departments.get(parentCode))));
        }

        @Override
        public void person(String employeeNo, String departmentCode, List<String> scopes, boolean gone) {
            String id = employees.computeIfAbsent(
                    employeeNo,
                    no -> admin.employee(with(newcomer(departments.get(departmentCode)), "employeeNo", no)));
            Map<?, ?>[] roles = scopes.stream()
                    .map(scope -> scope.split("@"))
                    .map(parts -> AdminApi.role(parts[0], parts[1]))
                    .toArray(Map[]::new);
            assertStatus(
                    admin.admin()
                            .ifMatch(admin.etag(EMPLOYEES + "/" + id))
                            .put(EMPLOYEES + "/" + id + "/roles", Map.of("roles", List.of(roles))),
                    200);
            if (gone) {
                leave(id);
            }
        }

        private void leave(String id) {
            assertStatus(admin.admin().post(EMPLOYEES + "/" + id + "/leave", Map.of("leftOn", "2020-01-31")), 200);
        }

        /** Everybody is his own record. */
        Made record(Owner owner, boolean gone) {
            String department = departments.get(owner.department());
            String id = employees.get(owner.employeeNo());
            if (gone) {
                id = admin.employee(newcomer(department));
                leave(id);
            }
            return Made.of(id).with("departmentId", department);
        }

        Map<String, Object> newcomer(String department) {
            String no = fresh("T");
            return new HashMap<>(Map.of("employeeNo", no, "name", "Employee " + no, "departmentId", department));
        }
    }
}
