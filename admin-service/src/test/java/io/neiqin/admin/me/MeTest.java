package io.neiqin.admin.me;

import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.ME;
import static io.neiqin.admin.AdminApi.NOBODY_SPECIAL;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.admin.AdminApi.role;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.admin.AdminApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class MeTest {

    private AdminApi admin;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a role given, changed and taken away shows in what the employee may, through Kafka")
    void showsRoles_asTheyAreNow_afterEveryChange() {
        Map<String, Object> body = admin.employee();
        String no = (String) body.get("employeeNo");
        String id = admin.employee(body);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(roles(no)).containsExactly("EMPLOYEE"));

        assertStatus(admin.roles(id, role("CLERK", "DEPARTMENT"), role("BILLER", "SELF")), 200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(roles(no)).containsExactly("BILLER", "CLERK", "EMPLOYEE"));
        Response me = admin.api.as(no).get(ME);
        assertThat(me.<List<String>>path("scope.departments")).containsExactly(admin.root());
        assertThat(me.<List<String>>path("scope.owners")).containsExactly(no);
        assertThat(me.<Boolean>path("scope.all")).isFalse();
        assertThat(me.<String>path("department.id")).isEqualTo(admin.root());

        assertStatus(admin.roles(id), 200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(roles(no)).containsExactly("EMPLOYEE"));
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("one who has left is nobody any more, whatever his token says")
    void refuses_whoHasLeft_afterHisLastDay() {
        Map<String, Object> body = admin.employee();
        String no = (String) body.get("employeeNo");
        String id = admin.employee(body);
        await().atMost(PATIENCE).until(() -> admin.api.as(no).get(ME).statusCode() == 200);

        LocalDate lastDay = LocalDate.now().minusDays(2);
        assertStatus(admin.admin().post(EMPLOYEES + "/" + id + "/leave", Map.of("leftOn", lastDay)), 200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertRefused(admin.api.as(no).get(ME), 403, "unknown-employee"));
    }

    @Test
    void showsTheToken_forAnAdministratorOutsideTheOrganisation() {
        Response me = assertStatus(admin.admin().get(ME), 200);
        assertThat(me.<List<String>>path("roles")).containsExactly("SYSTEM_ADMIN");
        assertThat(me.<Object>path("department")).isNull();
        assertThat(me.<Boolean>path("scope.all")).isTrue();
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a business role that only the token claims is worth nothing")
    void ignoresBusinessRoles_ofTheToken() {
        Response me = assertStatus(admin.api.as(NOBODY_SPECIAL, "FINANCE").get(ME), 200);
        assertThat(me.<List<String>>path("roles")).containsExactly("EMPLOYEE");
    }

    @Test
    void refuses_strangersAndTheAnonymous() {
        assertRefused(admin.api.as("nobody").get(ME), 403, "unknown-employee");
        assertRefused(admin.api.anonymous().get(ME), 401, "token-missing");
    }

    private List<String> roles(String no) {
        return admin.api.as(no).get(ME).path("roles");
    }
}
