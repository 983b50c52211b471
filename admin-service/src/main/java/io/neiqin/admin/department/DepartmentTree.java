package io.neiqin.admin.department;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which department stands under which, day by day. */
final class DepartmentTree {

    private final Map<UUID, Department> departments;

    DepartmentTree(Collection<Department> departments) {
        this.departments = departments.stream().collect(Collectors.toMap(Department::id, Function.identity()));
    }

    Optional<Department> find(UUID id) {
        return Optional.ofNullable(departments.get(id));
    }

    /**
     * The first day on which this department stands above itself. The tree changes on days when some version begins, so
     * these are the only days to look at.
     */
    Optional<LocalDate> firstCycleThrough(Department department) {
        TreeSet<LocalDate> days = new TreeSet<>();
        departments.values().forEach(any -> any.versions().forEach(version -> days.add(version.validFrom())));
        return days.stream().filter(day -> isUnderItself(department, day)).findFirst();
    }

    private boolean isUnderItself(Department department, LocalDate day) {
        Set<UUID> passed = new HashSet<>();
        UUID above = parentOf(department.id(), day);
        // A loop among others would never come back to this one, hence the second condition.
        while (above != null && passed.add(above)) {
            if (above.equals(department.id())) {
                return true;
            }
            above = parentOf(above, day);
        }
        return false;
    }

    private UUID parentOf(UUID id, LocalDate day) {
        return find(id).flatMap(department -> department.on(day))
                .map(DepartmentVersion::parentId)
                .orElse(null);
    }
}
