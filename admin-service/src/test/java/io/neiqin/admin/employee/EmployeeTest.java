package io.neiqin.admin.employee;

import static io.neiqin.admin.AdminApi.EMPLOYEES;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static io.neiqin.admin.AdminApi.SELLER;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.admin.AdminApi.change;
import static io.neiqin.admin.AdminApi.fresh;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class EmployeeTest {

    private AdminApi admin;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("an employee has post, superior, grade and working time; a personnel clerk keeps them")
    void keepsEmployees_asAPersonnelClerk() {
        Map<String, Object> body = admin.employee();
        body.put("managerNo", SELLER);
        body.put("grade", "P3");
        body.put("workTimeSystem", "FLEXIBLE");
        body.put("hiredOn", "2024-03-01");
        Response made = assertStatus(admin.api.as(HR).post(EMPLOYEES, body), 201);
        assertThat(made.<String>path("kind")).isEqualTo("PERSON");
        assertThat(made.<String>path("status")).isEqualTo("ACTIVE");
        assertThat(made.<List<?>>path("roles")).isEmpty();
        assertThat(made.<List<String>>path("allowedActions")).containsExactly("edit", "leave");

        String path = EMPLOYEES + "/" + made.path("id");
        Map<String, Object> change = change(body, "grade", "P4");
        Response changed = assertStatus(admin.change(admin.api.as(HR), path, change), 200);
        assertThat(changed.<String>path("grade")).isEqualTo("P4");
        assertThat(changed.<String>path("workTimeSystem")).isEqualTo("FLEXIBLE");
        assertThat(changed.<String>path("managerNo")).isEqualTo(SELLER);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(admin.admin().get(path).<List<String>>path("allowedActions"))
                .containsExactly("edit", "roles", "leave");
    }

    @Test
    void finds_byEveryFilter() {
        String department = admin.department(AdminApi.department());
        Map<String, Object> body = with(admin.employee(), "departmentId", department);
        body.put("name", "Zhào_Yīng " + body.get("employeeNo"));
        body.put("externalRef", Map.of("system", "old-hr", "id", body.get("employeeNo")));
        String id = admin.employee(body);
        assertStatus(admin.roles(id, role("BILLER", "SELF")), 200);
        Map<String, Object> machine = with(admin.employee(), "departmentId", department);
        machine.put("kind", "MACHINE");
        String machineId = admin.employee(machine);

        String in = "?departmentId=" + department;
        assertThat(ids(in)).containsExactly(machineId, id);
        assertThat(ids(in + "&role=BILLER")).containsExactly(id);
        assertThat(ids(in + "&kind=MACHINE")).containsExactly(machineId);
        assertThat(ids("?q=o_y%C4%ABng%20" + body.get("employeeNo"))).containsExactly(id);
        assertThat(ids(in + "&q=%25")).isEmpty();
        assertThat(ids("?employeeNo=" + body.get("employeeNo"))).containsExactly(id);
        assertThat(ids("?externalSystem=old-hr&externalId=" + body.get("employeeNo")))
                .containsExactly(id);
        assertThat(ids(in + "&status=LEFT")).isEmpty();
        leave(id, LocalDate.now().minusDays(2));
        assertThat(ids(in + "&status=LEFT")).containsExactly(id);
        assertThat(ids(in + "&status=ACTIVE")).containsExactly(machineId);
        assertRefused(admin.admin().get(EMPLOYEES + "?status=GONE"), 400, "parameter-invalid");
        assertRefused(admin.admin().get(EMPLOYEES + "?role=KING"), 400, "parameter-invalid");
    }

    @Test
    void refusesAnExternalReference_thatIsTaken() {
        Map<String, Object> ref = Map.of("system", "old-hr", "id", fresh("X"));
        String id = admin.employee(with(admin.employee(), "externalRef", ref));
        Map<String, Object> second = with(admin.employee(), "externalRef", ref);
        Response refused = admin.admin().post(EMPLOYEES, second);
        assertRefused(refused, 409, "duplicate-external-ref");
        assertThat(refused.<String>path("existingId")).isEqualTo(id);

        String other = EMPLOYEES + "/" + admin.employee(with(second, "externalRef", null));
        assertRefused(
                admin.change(admin.admin(), other, change(second, "name", "Other")), 409, "duplicate-external-ref");
        String own = EMPLOYEES + "/" + id;
        Map<String, Object> without = change(admin.employee(), "name", "Renamed");
        assertThat(assertStatus(admin.change(admin.admin(), own, without), 200).<String>path("externalRef.id"))
                .isEqualTo(ref.get("id"));
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("nobody is his own superior, over no number of steps")
    void refusesACycle_ofSuperiors() {
        Map<String, Object> boss = admin.employee();
        String bossPath = EMPLOYEES + "/" + admin.employee(boss);
        Map<String, Object> middle = with(admin.employee(), "managerNo", boss.get("employeeNo"));
        admin.employee(middle);
        Map<String, Object> low = with(admin.employee(), "managerNo", middle.get("employeeNo"));
        admin.employee(low);

        for (Map<String, Object> above : List.of(boss, middle, low)) {
            Map<String, Object> change = change(boss, "managerNo", above.get("employeeNo"));
            assertRefused(admin.change(admin.admin(), bossPath, change), 422, "manager-cycle");
        }
        assertThat(admin.admin().get(bossPath).<Object>path("managerNo")).isNull();
    }

    @Test
    void letsOnlyOneThrough_whenTwoBecomeSuperiorsOfEachOther() {
        for (int round = 0; round < 5; round++) {
            Map<String, Object> one = admin.employee();
            Map<String, Object> two = admin.employee();
            String onePath = EMPLOYEES + "/" + admin.employee(one);
            String twoPath = EMPLOYEES + "/" + admin.employee(two);
            var first = CompletableFuture.supplyAsync(
                    () -> admin.admin().ifMatch(0).put(onePath, change(one, "managerNo", two.get("employeeNo"))));
            var second = CompletableFuture.supplyAsync(
                    () -> admin.admin().ifMatch(0).put(twoPath, change(two, "managerNo", one.get("employeeNo"))));
            assertThat(List.of(first.join().statusCode(), second.join().statusCode()))
                    .containsExactlyInAnyOrder(200, 422);
        }
    }

    @Test
    void refusesMachinesAndLeavers_asSuperiors() {
        Map<String, Object> machine = with(admin.employee(), "kind", "MACHINE");
        admin.employee(machine);
        Map<String, Object> gone = admin.employee();
        leave(admin.employee(gone), LocalDate.now().minusDays(2));
        for (Map<String, Object> above : List.of(machine, gone)) {
            assertRefused(
                    admin.admin().post(EMPLOYEES, with(admin.employee(), "managerNo", above.get("employeeNo"))),
                    422,
                    "unknown-employee-no");
            assertRefused(
                    admin.admin()
                            .post(AdminApi.DEPARTMENTS, with(AdminApi.department(), "headNo", above.get("employeeNo"))),
                    422,
                    "unknown-employee-no");
        }
    }

    @Test
    void keepsASuperior_whoHasLeftSince() {
        Map<String, Object> boss = admin.employee();
        String bossId = admin.employee(boss);
        Map<String, Object> body = with(admin.employee(), "managerNo", boss.get("employeeNo"));
        String path = EMPLOYEES + "/" + admin.employee(body);
        leave(bossId, LocalDate.now().minusDays(2));
        assertStatus(admin.change(admin.admin(), path, change(body, "name", "New name")), 200);
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("an announced last day may be moved; after it nothing changes but that he comes back")
    void leaves_onceForAll() {
        Map<String, Object> body = with(admin.employee(), "hiredOn", "2020-01-01");
        String id = admin.employee(body);
        String path = EMPLOYEES + "/" + id;
        assertThat(leave(id, LocalDate.of(2099, 1, 1)).<String>path("status")).isEqualTo("ACTIVE");
        assertRefused(admin.admin().post(path + "/leave", Map.of("leftOn", "2019-12-31")), 422, "left-before-hired");
        assertRefused(admin.admin().post(path + "/leave", Map.of("leftOn", "soon")), 400, "invalid-request");
        Response left = leave(id, LocalDate.now().minusDays(2));
        assertThat(left.<String>path("status")).isEqualTo("LEFT");
        assertThat(left.<List<String>>path("allowedActions")).containsExactly("rehire");

        Response again = admin.admin().post(path + "/leave", Map.of("leftOn", "2099-01-01"));
        assertRefused(again, 409, "illegal-transition");
        assertThat(again.<List<String>>path("allowedActions")).containsExactly("rehire");
        assertRefused(admin.change(admin.admin(), path, change(body, "name", "x")), 409, "illegal-transition");
        assertRefused(admin.roles(id, role("CLERK", "SELF")), 409, "illegal-transition");
    }

    @Test
    void refusesChanges_withoutTheRightVersion() {
        Map<String, Object> body = admin.employee();
        String path = EMPLOYEES + "/" + admin.employee(body);
        Map<String, Object> change = change(body, "name", "Other");
        assertRefused(admin.admin().put(path, change), 428, "if-match-required");
        assertRefused(admin.admin().ifMatch(7).put(path, change), 412, "stale-version");
        assertRefused(
                admin.admin().ifMatch(7).post(path + "/leave", Map.of("leftOn", "2099-01-01")), 412, "stale-version");
        String unknown = EMPLOYEES + "/" + UUID.randomUUID();
        assertRefused(admin.admin().get(unknown), 404, "not-found");
        assertRefused(admin.admin().ifMatch(0).put(unknown, change), 404, "not-found");
        assertRefused(admin.admin().post(unknown + "/leave", Map.of("leftOn", "2099-01-01")), 404, "not-found");
    }

    @Test
    void givesTheSameAnswer_forTheSameKey() {
        var keyed = admin.admin().newKey();
        Map<String, Object> body = admin.employee();
        Response first = assertStatus(keyed.post(EMPLOYEES, body), 201);
        Response again = assertStatus(keyed.post(EMPLOYEES, body), 201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertRefused(keyed.post(EMPLOYEES, admin.employee()), 422, "idempotency-key-reused");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("hiring, roles and leaving are told on the topic, each with all values as they are then")
    void tellsEveryChange_onTheTopic() {
        Map<String, Object> body = with(admin.employee(), "managerNo", SELLER);
        String id = admin.employee(body);
        assertStatus(admin.roles(id, role("CLERK", "ALL")), 200);
        leave(id, LocalDate.of(2099, 1, 1));
        try (EventProbe probe = EventProbe.on("neiqin.admin")) {
            var events = probe.await(3, EventProbe.about(id), PATIENCE);
            assertThat(events).extracting(e -> e.type()).containsOnly("neiqin.admin.employee-changed.v1");
            assertThat(events).extracting(e -> e.aggregateVersion()).containsExactly(1L, 2L, 3L);
            EmployeeChanged hired = events.get(0).as(EmployeeChanged.class);
            assertThat(hired.roles()).isEmpty();
            assertThat(hired.managerNo()).isEqualTo(SELLER);
            EmployeeChanged last = events.get(2).as(EmployeeChanged.class);
            assertThat(last.leftOn()).isEqualTo("2099-01-01");
            assertThat(last.roles()).extracting(r -> r.role() + " " + r.scope()).containsExactly("CLERK ALL");
            assertThat(last.employeeNo()).isEqualTo(body.get("employeeNo"));
        }
    }

    private Response leave(String id, LocalDate lastDay) {
        return assertStatus(
                admin.admin().post(EMPLOYEES + "/" + id + "/leave", Map.of("leftOn", lastDay.toString())), 200);
    }

    private List<String> ids(String query) {
        return assertStatus(admin.admin().get(EMPLOYEES + query), 200).path("items.id");
    }
}
