package io.neiqin.admin;

import static io.neiqin.admin.AdminApi.ADMIN;
import static io.neiqin.admin.AdminApi.CALENDARS;
import static io.neiqin.admin.AdminApi.DEPARTMENTS;
import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.SELLER;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.admin.AdminApi.change;
import static io.neiqin.admin.AdminApi.role;
import static io.neiqin.admin.AdminApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.ShownHistory;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who did what to employees, departments and calendars, value by value; a role that was given is seen for ever. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrganisationHistoryTest {

    private final DataSource database;
    private AdminApi admin;

    OrganisationHistoryTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @Tag("DAT-4")
    @Tag("SEC-3")
    @DisplayName("an employee's history has what he was entered as, and who gave him which role")
    void employee_isTraced() {
        Map<String, Object> body = with(admin.employee(), "grade", "P5");
        String id = admin.employee(body);
        String path = EMPLOYEES + "/" + id;
        assertStatus(admin.roles(id, role("CLERK", "ALL")), 200);
        assertStatus(admin.change(admin.api.as(HR), path, change(body, "grade", "P6")), 200);
        ShownHistory history = ShownHistory.of(admin.admin(), path);
        assertThat(history.commands()).containsExactly("edit", "roles", "create");
        assertThat(history.after(2))
                .containsEntry("/employeeNo", body.get("employeeNo"))
                .containsEntry("/grade", "P5")
                .containsEntry("/kind", "PERSON")
                .doesNotContainKey("/status");
        assertThat(history.the("actor", 1)).isEqualTo(ADMIN);
        assertThat(history.the("roles", 1)).isEqualTo(List.of("SYSTEM_ADMIN"));
        assertThat(history.after(1)).containsEntry("/roles/0/role", "CLERK").containsEntry("/roles/0/scope", "ALL");
        assertThat(history.the("actor", 0)).isEqualTo(HR);
        assertThat(history.before(0)).isEqualTo(Map.of("/grade", "P5"));
        assertThat(history.after(0)).isEqualTo(Map.of("/grade", "P6"));
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("who does not have an employee in sight does not learn his grade from the history either")
    void employee_isMasked_asInTheRecord() {
        String path = EMPLOYEES + "/" + admin.employee(with(admin.employee(), "grade", "P9"));
        ShownHistory seen = ShownHistory.of(admin.api.as(SELLER), path);
        assertThat(seen.after(0)).containsEntry("/grade", null).containsEntry("/workTimeSystem", null);
        assertThat(seen.after(0).get("/name")).isNotNull();
        assertThat(ShownHistory.of(admin.api.as(HR), path).after(0)).containsEntry("/grade", "P9");
        assertRefused(admin.api.as("stranger", "SYSTEM").get(path + "/history"), 403, "role-missing");
        assertRefused(admin.admin().get(EMPLOYEES + "/" + UUID.randomUUID() + "/history"), 404, "not-found");
    }

    @Test
    @Tag("DAT-4")
    @Tag("ADM-ORG-1")
    @DisplayName("a department's history has its versions as they came")
    void department_isTraced() {
        Map<String, Object> body = with(AdminApi.department(), "validFrom", "2020-01-01");
        String path = DEPARTMENTS + "/" + admin.department(body);
        assertStatus(admin.change(admin.admin(), path, Map.of("name", "Reorganised", "validFrom", "2099-01-01")), 200);
        ShownHistory history = ShownHistory.of(admin.api.as(SELLER), path);
        assertThat(history.commands()).containsExactly("edit", "create");
        assertThat(history.after(1))
                .isEqualTo(Map.of(
                        "/code", body.get("code"),
                        "/versions/0/name", body.get("name"),
                        "/versions/0/validFrom", "2020-01-01"));
        assertThat(history.after(0))
                .isEqualTo(Map.of("/versions/1/name", "Reorganised", "/versions/1/validFrom", "2099-01-01"));
    }

    @Test
    @Tag("DAT-4")
    @DisplayName(
            "the calendar that comes with the software was published by the service itself; a later version by a person")
    void calendar_isTraced_alsoWhatTheServiceDidItself() {
        ShownHistory shipped = ShownHistory.of(admin.api.as(SELLER), CALENDARS + "/" + idOf(2026));
        int first = shipped.entries().size() - 1;
        assertThat(shipped.the("command", first)).isEqualTo("publish-shipped");
        assertThat(shipped.the("actor", first)).isEqualTo("neiqin-admin");
        assertThat(shipped.after(first)).containsEntry("/days/2026-02-14/type", "WORKDAY");

        assertStatus(publish("2093-03-03"), 201);
        assertStatus(publish("2093-03-04"), 201);
        ShownHistory history = ShownHistory.of(admin.api.as(SELLER), CALENDARS + "/" + idOf(2093));
        assertThat(history.entries()).hasSize(2);
        assertThat(history.the("actor", 0)).isEqualTo(ADMIN);
        assertThat(history.before(0)).containsEntry("/days/2093-03-03/type", "RESTDAY");
        assertThat(history.after(0))
                .containsEntry("/days/2093-03-03/type", null)
                .containsEntry("/days/2093-03-04/type", "RESTDAY")
                .containsEntry("/calendarVersion", 2);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a refusal leaves nothing in the history, and a repeated request nothing more")
    void refusalAndRepetition_leaveNothing() {
        Map<String, Object> body = admin.employee();
        Api again = admin.admin().newKey();
        String path =
                EMPLOYEES + "/" + assertStatus(again.post(EMPLOYEES, body), 201).path("id");
        assertStatus(again.post(EMPLOYEES, body), 201);
        new Stored(database)
                .unchangedBy(
                        () -> assertRefused(admin.admin().post(path + "/rehire", Map.of()), 409, "illegal-transition"));
        assertThat(ShownHistory.of(admin.admin(), path).commands()).containsExactly("create");
    }

    private Object idOf(int year) {
        return assertStatus(admin.admin().get(CALENDARS + "/" + year), 200).path("id");
    }

    private Response publish(String restday) {
        return admin.admin()
                .post(
                        CALENDARS,
                        Map.of(
                                "year",
                                2093,
                                "source",
                                "Notice",
                                "days",
                                List.of(Map.of("date", restday, "type", "RESTDAY"))));
    }
}
