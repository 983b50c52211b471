package io.neiqin.admin.employee;

import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.NOBODY_SPECIAL;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static io.neiqin.admin.AdminApi.SELLER;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.admin.AdminApi.change;
import static io.neiqin.admin.AdminApi.role;
import static io.neiqin.admin.AdminApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.admin.AdminApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class EmployeeAccessTest {

    private AdminApi admin;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("others find an employee, but not his grade; and only personnel and administrators write")
    void hidesAndRefuses_whoIsNotInSight() {
        Map<String, Object> body = with(admin.employee(), "grade", "P9");
        String path = EMPLOYEES + "/" + admin.employee(body);
        Response seen = assertStatus(admin.api.as(SELLER).get(path), 200);
        assertThat(seen.<String>path("name")).isEqualTo(body.get("name"));
        assertThat(seen.<Object>path("grade")).isNull();
        assertThat(admin.api.as(HR).get(path).<String>path("grade")).isEqualTo("P9");

        for (String who : List.of(SELLER, NOBODY_SPECIAL)) {
            assertRefused(admin.api.as(who).post(EMPLOYEES, admin.employee()), 403, "role-missing");
            assertRefused(admin.api.as(who).ifMatch(0).put(path, change(body, "name", "x")), 403, "role-missing");
            assertRefused(admin.api.as(who).post(path + "/leave", Map.of("leftOn", "2099-01-01")), 403, "role-missing");
        }
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-3")
    @DisplayName("a personnel clerk writes within his data scope, and not his own record")
    void refusesAPersonnelClerk_outsideHisScope() {
        String department = admin.department(AdminApi.department());
        Map<String, Object> clerk = with(admin.employee(), "departmentId", department);
        String no = (String) clerk.get("employeeNo");
        String clerkId = admin.employee(clerk);
        assertStatus(admin.roles(clerkId, role("HR", "DEPARTMENT")), 200);
        var here = admin.api.as(no);
        Map<String, Object> inside = with(admin.employee(), "departmentId", department);
        await().atMost(PATIENCE)
                .until(() ->
                        here.post(EMPLOYEES, with(inside, "managerNo", "Z999")).statusCode() == 422);

        String insidePath = EMPLOYEES + "/"
                + assertStatus(here.post(EMPLOYEES, inside), 201).path("id");
        Map<String, Object> outside = admin.employee();
        String outsidePath = EMPLOYEES + "/" + admin.employee(outside);
        assertRefused(here.post(EMPLOYEES, admin.employee()), 403, "outside-your-scope");
        assertRefused(admin.change(here, outsidePath, change(outside, "name", "x")), 403, "outside-your-scope");
        assertRefused(
                admin.change(here, outsidePath, change(outside, "departmentId", department)),
                403,
                "outside-your-scope");
        assertRefused(
                admin.change(here, insidePath, change(inside, "departmentId", admin.root())),
                403,
                "outside-your-scope");
        assertRefused(admin.change(here, EMPLOYEES + "/" + clerkId, change(clerk, "name", "x")), 403, "own-record");
        assertRefused(
                here.post(EMPLOYEES + "/" + clerkId + "/leave", Map.of("leftOn", "2099-01-01")), 403, "own-record");
    }
}
