package io.neiqin.admin.employee;

import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.SELLER;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.admin.AdminApi.role;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.admin.AdminApi;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class RolesTest {

    private AdminApi admin;
    private String id;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
        id = admin.employee(admin.employee());
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("every role of the house can be bound, each with a data scope")
    void bindsEveryRole_once() {
        List<Map<String, Object>> all =
                Roles.BINDABLE.stream().sorted().map(name -> role(name, "SELF")).toList();
        Response bound = admin.admin().ifMatch(0).put(EMPLOYEES + "/" + id + "/roles", Map.of("roles", all));
        assertStatus(bound, 200);
        assertThat(bound.<List<String>>path("roles.role"))
                .containsExactlyInAnyOrderElementsOf(Roles.BINDABLE)
                .isSorted();
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a custom scope lists its departments")
    void keepsTheDepartments_ofACustomScope() {
        String department = admin.department(AdminApi.department());
        Response bound =
                assertStatus(admin.roles(id, custom(List.of(department, admin.root())), role("HR", "SELF")), 200);
        assertThat(bound.<List<String>>path("roles.find { it.role == 'STATISTICIAN' }.departments"))
                .containsExactlyInAnyOrder(department, admin.root());
        assertThat(bound.<List<String>>path("roles.find { it.role == 'HR' }.departments"))
                .isEmpty();
        assertThat(admin.admin().get(EMPLOYEES + "/" + id).<List<?>>path("roles"))
                .isEqualTo(bound.path("roles"));
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("what may not be bound is refused, and then nothing has changed")
    void refusesWhatDoesNotFit() {
        assertFieldCode(admin.roles(id, role("KING", "ALL")), "unknown-role");
        assertFieldCode(admin.roles(id, role("SYSTEM_ADMIN", "ALL")), "unknown-role");
        assertFieldCode(admin.roles(id, role("SYSTEM", "ALL")), "unknown-role");
        assertFieldCode(admin.roles(id, role("EMPLOYEE", "ALL")), "unknown-role");
        assertFieldCode(admin.roles(id, role("CLERK", "ALL"), role("CLERK", "SELF")), "duplicate-role");
        assertFieldCode(admin.roles(id, role("CLERK", "CUSTOM")), "custom-needs-departments");
        assertFieldCode(admin.roles(id, custom(List.of())), "custom-needs-departments");
        assertFieldCode(
                admin.roles(id, Map.of("role", "CLERK", "scope", "TEAM", "departments", List.of(admin.root()))),
                "departments-only-for-custom");
        assertRefused(admin.roles(id, custom(List.of(UUID.randomUUID()))), 422, "unknown-department");
        assertRefused(admin.roles(id, role("CLERK", "GALAXY")), 400, "invalid-request");
        assertRefused(admin.admin().ifMatch(0).put(EMPLOYEES + "/" + id + "/roles", Map.of()), 400, "invalid-request");
        assertThat(admin.etag(EMPLOYEES + "/" + id)).isEqualTo("\"0\"");
    }

    @Test
    void refusesChanges_withoutTheRightVersion() {
        Map<String, Object> body = Map.of("roles", List.of(role("CLERK", "ALL")));
        String path = EMPLOYEES + "/" + id + "/roles";
        assertRefused(admin.admin().put(path, body), 428, "if-match-required");
        assertRefused(admin.admin().ifMatch(5).put(path, body), 412, "stale-version");
        assertRefused(
                admin.admin().ifMatch(0).put(EMPLOYEES + "/" + UUID.randomUUID() + "/roles", body), 404, "not-found");
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-3")
    @DisplayName("roles are given by an administrator only; nobody gives himself one")
    void refusesEverybodyButTheAdministrator() {
        Map<String, Object> body = Map.of("roles", List.of(role("FINANCE", "ALL")));
        for (String who : List.of(HR, SELLER)) {
            String own = admin.admin().get(EMPLOYEES + "?employeeNo=" + who).path("items[0].id");
            assertRefused(
                    admin.api.as(who).ifMatch(1).put(EMPLOYEES + "/" + own + "/roles", body), 403, "role-missing");
            assertRefused(admin.api.as(who).ifMatch(0).put(EMPLOYEES + "/" + id + "/roles", body), 403, "role-missing");
        }
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("the administrator of the token may set up his own roles, too")
    void letsTheAdministrator_bindHisOwnRoles() {
        Map<String, Object> own = admin.employee();
        String ownId = admin.employee(own);
        Response bound = admin.api
                .as((String) own.get("employeeNo"), "SYSTEM_ADMIN")
                .ifMatch(0)
                .put(EMPLOYEES + "/" + ownId + "/roles", Map.of("roles", List.of(role("CLERK", "ALL"))));
        assertStatus(bound, 200);
    }

    @Test
    void answersInChinese_whenAsked() {
        Response refused = admin.admin()
                .language("zh-CN")
                .ifMatch(0)
                .put(EMPLOYEES + "/" + id + "/roles", Map.of("roles", List.of(role("KING", "ALL"))));
        assertThat(refused.<String>path("detail")).isEqualTo("一个或多个角色有误，见 errors。");
        assertThat(refused.<String>path("errors[0].message")).isEqualTo("“KING”不是可授予的角色。");
        assertThat(refused.<String>path("errors[0].pointer")).isEqualTo("/roles/0/role");
    }

    private static Map<String, Object> custom(List<?> departments) {
        return Map.of("role", "STATISTICIAN", "scope", "CUSTOM", "departments", departments);
    }

    private static void assertFieldCode(Response refused, String code) {
        assertRefused(refused, 422, "roles-invalid");
        assertThat(refused.<List<String>>path("errors.code")).containsExactly(code);
    }
}
