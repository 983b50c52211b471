package io.neiqin.platform.identity;

import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.testkit.events.Organisation.departmentId;
import static io.neiqin.testkit.events.Organisation.role;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.DepartmentEvent.DepartmentChanged;
import io.neiqin.events.admin.DepartmentEvent.Version;
import io.neiqin.events.admin.EmployeeEvent.EmployeeChanged;
import io.neiqin.events.admin.EmployeeEvent.Role;
import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What each scope shows. The company: HQ over EAST and WEST, EAST over EAST1; V1 leads V2, V2 leads V3; one note of
 * everybody.
 */
@QuarkusTest
@WithTestResource(InfraResource.class)
class VisibilityTest {

    private static final Map<String, String> HOME =
            new TreeMap<>(Map.of("V1", "HQ", "V2", "EAST", "V3", "EAST1", "V4", "WEST"));
    private static final Map<String, String> BOSS = Map.of("V2", "V1", "V3", "V2");
    private static final Map<String, String> NOTE_OF = new HashMap<>();

    private NoteApi notes;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        if (NOTE_OF.isEmpty()) {
            notes.organisation.department("HQ", null, "V1");
            notes.organisation.department("EAST", "HQ", "V2");
            notes.organisation.department("EAST1", "EAST", "V3");
            notes.organisation.department("WEST", "HQ", "V4");
            HOME.forEach((who, department) -> {
                Map<String, Object> body = NoteApi.body();
                body.put("ownerNo", who);
                body.put("departmentId", departmentId(department));
                NOTE_OF.put(assertStatus(notes.write(body), 201).path("id"), who);
            });
        }
    }

    @Test
    void showsHisOwn_self() {
        assertSees("V2", Set.of("V2"), role("SALESPERSON", "SELF"));
    }

    @Test
    void showsHisReports_directAndIndirect_team() {
        assertSees("V1", Set.of("V1", "V2", "V3"), role("SALES_MANAGER", "TEAM"));
        assertSees("V2", Set.of("V2", "V3"), role("SALES_MANAGER", "TEAM"));
        assertSees("V3", Set.of("V3"), role("SALES_MANAGER", "TEAM"));
    }

    @Test
    void showsHisDepartment_department() {
        assertSees("V2", Set.of("V2"), role("SALES_SUPERVISOR", "DEPARTMENT"));
    }

    @Test
    void showsHisDepartmentAndThoseBelow_departmentTree() {
        assertSees("V2", Set.of("V2", "V3"), role("SALES_SUPERVISOR", "DEPARTMENT_TREE"));
        assertSees("V1", Set.of("V1", "V2", "V3", "V4"), role("SALES_SUPERVISOR", "DEPARTMENT_TREE"));
    }

    @Test
    void showsTheListedDepartments_custom() {
        assertSees("V1", Set.of("V1", "V3", "V4"), role("STATISTICIAN", "CUSTOM", "EAST1", "WEST"));
    }

    @Test
    void showsEverything_all() {
        assertSees("V3", Set.of("V1", "V2", "V3", "V4"), role("SALES_DIRECTOR", "ALL"));
    }

    @Test
    void addsUp_severalRoles() {
        assertSees("V3", Set.of("V3", "V4"), role("SALESPERSON", "SELF"), role("STATISTICIAN", "CUSTOM", "WEST"));
    }

    @Test
    void followsTodaysTree_whenADepartmentMoves() {
        tell("V4", role("SALES_SUPERVISOR", "DEPARTMENT_TREE"));
        moves(
                "EAST1",
                new Version(day(-1000), "East 1", departmentId("EAST"), null),
                new Version(day(0), "East 1", departmentId("WEST"), null));
        awaitSees("V4", Set.of("V3", "V4"));
        moves(
                "EAST1",
                new Version(day(-1000), "East 1", departmentId("EAST"), null),
                new Version(day(1), "East 1", departmentId("WEST"), null));
        awaitSees("V4", Set.of("V4"));
    }

    @Test
    void showsHisOwn_whoHasNoDepartment() {
        notes.feeder.publish(new EmployeeChanged(
                Organisation.employeeId("V9"),
                "V9",
                "Nobody's",
                "PERSON",
                null,
                null,
                null,
                List.of(
                        new Role("SALES_SUPERVISOR", "DEPARTMENT_TREE", List.of()),
                        new Role("SALESPERSON", "DEPARTMENT", List.of()))));
        awaitSees("V9", Set.of());
    }

    private void assertSees(String who, Set<String> owners, Role... roles) {
        tell(who, roles);
        awaitSees(who, owners);
        NOTE_OF.forEach((id, owner) -> assertThat(
                        notes.api.as(who).get(NOTES + "/" + id).statusCode())
                .as(who + " opens the note of " + owner)
                .isEqualTo(owners.contains(owner) ? 200 : 404));
    }

    private void tell(String who, Role... roles) {
        notes.organisation.employee(who, HOME.get(who), BOSS.get(who), roles);
        for (var boss : BOSS.entrySet()) {
            if (!boss.getKey().equals(who)) {
                notes.organisation.employee(boss.getKey(), HOME.get(boss.getKey()), boss.getValue(), new Role[0]);
            }
        }
    }

    private void awaitSees(String who, Set<String> owners) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(seen(who)).isEqualTo(owners));
    }

    /** The owners of the notes that the list shows him. */
    private Set<String> seen(String who) {
        List<String> ids =
                assertStatus(notes.api.as(who).get(NOTES + "?limit=200"), 200).path("items.id");
        return ids.stream().filter(NOTE_OF::containsKey).map(NOTE_OF::get).collect(Collectors.toSet());
    }

    private void moves(String code, Version... versions) {
        notes.feeder.publish(new DepartmentChanged(departmentId(code), code, List.of(versions)));
    }

    private static LocalDate day(int fromToday) {
        return LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).plusDays(fromToday);
    }
}
