package io.neiqin.admin.employee;

import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static io.neiqin.admin.AdminApi.role;
import static io.neiqin.admin.AdminApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.admin.AdminApi;
import io.neiqin.events.admin.EmployeeEvent.EmployeeChanged;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
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
class RehireTest {

    private AdminApi admin;
    private String id;
    private String path;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
        id = admin.employee(with(admin.employee(), "hiredOn", "2020-01-01"));
        path = EMPLOYEES + "/" + id;
        assertStatus(admin.roles(id, role("CLERK", "ALL")), 200);
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("an announced leaving is taken back, and nothing else changes")
    void takesTheLeavingBack_beforeTheLastDay() {
        leave(LocalDate.of(2099, 1, 1));
        Response back = assertStatus(admin.api.as(HR).post(path + "/rehire", Map.of()), 200);
        assertThat(back.<Object>path("leftOn")).isNull();
        assertThat(back.<String>path("hiredOn")).isEqualTo("2020-01-01");
        assertThat(back.<List<String>>path("roles.role")).containsExactly("CLERK");
        assertThat(back.<List<String>>path("allowedActions")).containsExactly("edit", "leave");
    }

    @Test
    @Tag("ADM-ORG-1")
    @Tag("SEC-1")
    @DisplayName("one who had left comes back, without the roles he had")
    void comesBack_withoutRoles_afterTheLastDay() {
        leave(LocalDate.now().minusDays(2));
        String today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).toString();
        Response back = assertStatus(admin.api.as(HR).post(path + "/rehire", Map.of("hiredOn", today)), 200);
        assertThat(back.<String>path("status")).isEqualTo("ACTIVE");
        assertThat(back.<String>path("hiredOn")).isEqualTo(today);
        assertThat(back.<List<?>>path("roles")).isEmpty();
        try (EventProbe probe = EventProbe.on("neiqin.admin")) {
            EmployeeChanged last =
                    probe.await(4, EventProbe.about(id), PATIENCE).get(3).as(EmployeeChanged.class);
            assertThat(last.leftOn()).isNull();
            assertThat(last.roles()).isEmpty();
        }
    }

    private void leave(LocalDate lastDay) {
        assertStatus(admin.admin().post(path + "/leave", Map.of("leftOn", lastDay.toString())), 200);
    }
}
