package io.neiqin.admin.department;

import static io.neiqin.admin.AdminApi.DEPARTMENTS;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.NOBODY_SPECIAL;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.admin.AdminApi.fresh;
import static io.neiqin.admin.AdminApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.admin.AdminApi;
import io.neiqin.events.admin.DepartmentEvent.DepartmentChanged;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class DepartmentTest {

    private AdminApi admin;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("groups form a tree with heads, found by parent, code, name and head")
    void findsGroups_byParentCodeNameAndHead() {
        String sales = admin.department(body(null, "2020-01-01"));
        Map<String, Object> service = with(body(sales, "2020-01-01"), "headNo", NOBODY_SPECIAL);
        String group = admin.department(service);

        assertThat(ids("?parentId=" + sales)).containsExactly(group);
        assertThat(ids("?code=" + service.get("code"))).containsExactly(group);
        assertThat(ids("?parentId=" + sales + "&headNo=" + NOBODY_SPECIAL)).containsExactly(group);
        assertThat(ids("?parentId=" + sales + "&q=" + service.get("code"))).containsExactly(group);
        assertThat(ids("?parentId=" + group)).isEmpty();
        assertThat(ids("?parentId=" + sales + "&headNo=" + HR)).isEmpty();
        assertThat(ids("?parentId=" + sales + "&q=no-such-name")).isEmpty();
        Response shown = admin.api.as(NOBODY_SPECIAL).get(DEPARTMENTS + "/" + group);
        assertThat(shown.<String>path("headNo")).isEqualTo(NOBODY_SPECIAL);
        assertThat(shown.<List<String>>path("allowedActions")).isEmpty();
    }

    @Test
    @Tag("ADM-ORG-1")
    @Tag("DAT-4")
    @DisplayName("a reorganisation is dated: every day keeps its own tree")
    void answersPerDay_afterAReorganisation() {
        String east = admin.department(body(null, "2020-01-01"));
        String west = admin.department(body(null, "2020-01-01"));
        String group = admin.department(body(east, "2021-01-01"));
        String path = DEPARTMENTS + "/" + group;
        Response moved = admin.change(admin.admin(), path, version("Moved", west, "2024-07-01"));
        assertStatus(moved, 200);
        assertThat(moved.header("Event-Version")).isEqualTo("2");

        assertThat(admin.admin().get(path + "?on=2024-06-30").<String>path("parentId"))
                .isEqualTo(east);
        assertThat(admin.admin().get(path + "?on=2024-07-01").<String>path("name"))
                .isEqualTo("Moved");
        assertThat(admin.admin().get(path).<String>path("parentId")).isEqualTo(west);
        assertThat(admin.admin().get(path).<List<String>>path("versions.validFrom"))
                .containsExactly("2021-01-01", "2024-07-01");
        assertRefused(admin.admin().get(path + "?on=2020-12-31"), 404, "not-found");
        assertThat(ids("?parentId=" + east + "&on=2024-06-30")).containsExactly(group);
        assertThat(ids("?parentId=" + east + "&on=2024-07-01")).isEmpty();
        assertThat(ids("?parentId=" + east + "&on=2020-06-01")).isEmpty();
    }

    @Test
    void replacesTheVersion_ofTheSameDay() {
        String id = admin.department(body(null, "2020-01-01"));
        String path = DEPARTMENTS + "/" + id;
        assertStatus(admin.change(admin.admin(), path, version("Second name", null, "2022-01-01")), 200);
        assertStatus(admin.change(admin.admin(), path, version("Third name", null, "2022-01-01")), 200);
        assertThat(admin.admin().get(path).<List<String>>path("versions.name")).hasSize(2);
        assertThat(admin.admin().get(path).<String>path("name")).isEqualTo("Third name");
        assertThat(admin.etag(path)).isEqualTo("\"2\"");
    }

    @Test
    void showsTheFirstVersion_ofADepartmentThatHasNotBegun() {
        String id = admin.department(body(null, "2099-01-01"));
        Response shown = assertStatus(admin.admin().get(DEPARTMENTS + "/" + id), 200);
        assertThat(shown.<String>path("validFrom")).isEqualTo("2099-01-01");
        assertThat(ids("?code=" + shown.path("code"))).isEmpty();
        assertThat(ids("?code=" + shown.path("code") + "&on=2099-01-01")).containsExactly(id);
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("a department never stands above itself, on no day")
    void refusesACycle_alsoInTheFuture() {
        String top = admin.department(body(null, "2020-01-01"));
        String middle = admin.department(body(top, "2020-01-01"));
        String low = admin.department(body(middle, "2020-01-01"));
        String topPath = DEPARTMENTS + "/" + top;
        assertRefused(admin.change(admin.admin(), topPath, version("x", low, "2030-01-01")), 422, "department-cycle");
        assertRefused(admin.change(admin.admin(), topPath, version("x", top, "2020-01-01")), 422, "department-cycle");

        // From 2030 on low is free, so from then on, but no day earlier, top may go under it.
        assertStatus(admin.change(admin.admin(), DEPARTMENTS + "/" + low, version("x", null, "2030-01-01")), 200);
        assertRefused(admin.change(admin.admin(), topPath, version("x", low, "2029-12-31")), 422, "department-cycle");
        assertStatus(admin.change(admin.admin(), topPath, version("x", low, "2030-01-01")), 200);
        // And now low cannot go back, because of what is planned for top.
        assertRefused(
                admin.change(admin.admin(), DEPARTMENTS + "/" + low, version("x", middle, "2031-01-01")),
                422,
                "department-cycle");
        assertThat(admin.admin().get(topPath).<List<String>>path("versions.validFrom"))
                .containsExactly("2020-01-01", "2030-01-01");
    }

    @Test
    void letsOnlyOneThrough_whenTwoMovesWouldCloseACircleTogether() {
        for (int round = 0; round < 5; round++) {
            String one = admin.department(body(null, "2020-01-01"));
            String two = admin.department(body(null, "2020-01-01"));
            CompletableFuture<Response> first = CompletableFuture.supplyAsync(
                    () -> admin.admin().ifMatch(0).put(DEPARTMENTS + "/" + one, version("one", two, "2024-01-01")));
            CompletableFuture<Response> second = CompletableFuture.supplyAsync(
                    () -> admin.admin().ifMatch(0).put(DEPARTMENTS + "/" + two, version("two", one, "2024-01-01")));
            assertThat(List.of(first.join().statusCode(), second.join().statusCode()))
                    .containsExactlyInAnyOrder(200, 422);
        }
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("only an administrator changes the organisation")
    void refusesEverybodyElse() {
        String path = DEPARTMENTS + "/" + admin.department(body(null, null));
        for (String who : List.of(HR, NOBODY_SPECIAL)) {
            assertRefused(admin.api.as(who).post(DEPARTMENTS, body(null, null)), 403, "role-missing");
            assertRefused(admin.api.as(who).ifMatch(0).put(path, version("Mine", null, null)), 403, "role-missing");
            assertStatus(admin.api.as(who).get(path), 200);
        }
        assertRefused(admin.api.as("nobody").get(path), 403, "unknown-employee");
        assertRefused(admin.api.anonymous().get(DEPARTMENTS), 401, "token-missing");
    }

    @Test
    void givesTheSameAnswer_forTheSameKey() {
        var keyed = admin.admin().newKey();
        Map<String, Object> body = body(null, null);
        Response first = assertStatus(keyed.post(DEPARTMENTS, body), 201);
        Response again = assertStatus(keyed.post(DEPARTMENTS, body), 201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(first.header("Location")).endsWith(DEPARTMENTS + "/" + first.path("id"));
        assertRefused(keyed.post(DEPARTMENTS, body(null, null)), 422, "idempotency-key-reused");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("every change of a department is told with all its versions")
    void tellsAllVersions_onTheTopic() {
        Map<String, Object> body = body(null, "2020-01-01");
        String id = admin.department(body);
        assertStatus(
                admin.change(admin.admin(), DEPARTMENTS + "/" + id, version("Later", admin.root(), "2022-01-01")), 200);
        try (EventProbe probe = EventProbe.on("neiqin.admin")) {
            var events = probe.await(2, EventProbe.about(id), PATIENCE);
            assertThat(events).extracting(e -> e.type()).containsOnly("neiqin.admin.department-changed.v1");
            assertThat(events).extracting(e -> e.aggregateVersion()).containsExactly(1L, 2L);
            DepartmentChanged last = events.get(1).as(DepartmentChanged.class);
            assertThat(last.code()).isEqualTo(body.get("code"));
            assertThat(last.versions())
                    .extracting(v -> v.validFrom())
                    .containsExactly(LocalDate.of(2020, 1, 1), LocalDate.of(2022, 1, 1));
            assertThat(last.versions().get(1).parentId()).hasToString(admin.root());
            assertThat(events.get(1).attribute("actor")).isEqualTo(AdminApi.ADMIN);
        }
    }

    @Test
    void pages_withoutGapOrRepetition() {
        String parent = admin.department(body(null, null));
        List<String> all = List.of(
                admin.department(body(parent, null)),
                admin.department(body(parent, null)),
                admin.department(body(parent, null)));
        String query = DEPARTMENTS + "?limit=2&count=exact&parentId=" + parent;
        Response first = admin.admin().get(query);
        Response second = admin.admin().get(query + "&cursor=" + first.path("nextCursor"));
        assertThat(first.<List<String>>path("items.id")).containsExactly(all.get(2), all.get(1));
        assertThat(second.<List<String>>path("items.id")).containsExactly(all.get(0));
        assertThat(second.<Object>path("nextCursor")).isNull();
        assertThat(first.<Integer>path("total")).isEqualTo(3);
    }

    private List<String> ids(String query) {
        return assertStatus(admin.admin().get(DEPARTMENTS + query), 200).path("items.id");
    }

    private static Map<String, Object> body(String parentId, String validFrom) {
        Map<String, Object> body = version("Department", parentId, validFrom);
        String code = fresh("D");
        body.put("code", code);
        body.put("name", "Department " + code);
        return body;
    }

    private static Map<String, Object> version(String name, String parentId, String validFrom) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", name);
        body.put("parentId", parentId);
        body.put("validFrom", validFrom);
        return body;
    }
}
