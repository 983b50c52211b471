package io.neiqin.admin.department;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ADM-ORG-1")
@DisplayName("the tree of departments has no circle on any day")
class DepartmentTreeTest {

    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void findsNone_inAChain() {
        Department top = department(null);
        Department middle = department(top.id());
        Department low = department(middle.id());
        DepartmentTree tree = new DepartmentTree(List.of(low, middle, top));
        for (Department any : List.of(top, middle, low)) {
            assertThat(tree.firstCycleThrough(any)).isEmpty();
        }
    }

    @Test
    void findsTheFirstDay_whichAnotherDepartmentsVersionBegins() {
        Department top = department(null);
        Department low = department(null);
        low.change(on(LocalDate.of(2028, 3, 1), top.id()), NOW);
        top.change(on(LocalDate.of(2025, 1, 1), low.id()), NOW);
        assertThat(new DepartmentTree(List.of(top, low)).firstCycleThrough(top)).contains(LocalDate.of(2028, 3, 1));
    }

    @Test
    void findsNone_betweenVersionsThatTakeTurns() {
        Department one = department(null);
        Department two = department(one.id());
        two.change(on(LocalDate.of(2024, 1, 1), null), NOW);
        one.change(on(LocalDate.of(2024, 1, 1), two.id()), NOW);
        assertThat(new DepartmentTree(List.of(one, two)).firstCycleThrough(one)).isEmpty();
    }

    @Test
    void findsADepartment_underItself() {
        Department one = department(null);
        one.change(on(START, one.id()), NOW);
        assertThat(new DepartmentTree(List.of(one)).firstCycleThrough(one)).contains(START);
    }

    private static Department department(UUID parent) {
        return new Department(UUID.randomUUID().toString(), on(START, parent), NOW);
    }

    private static DepartmentVersion on(LocalDate day, UUID parent) {
        return new DepartmentVersion(day, "name", parent, null);
    }
}
