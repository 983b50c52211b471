package io.neiqin.events.admin;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What happens to a department (部门). */
public sealed interface DepartmentEvent extends DomainEvent {

    UUID departmentId();

    @Override
    default UUID aggregateId() {
        return departmentId();
    }

    /** A department is new or has other values; all its dated versions as they are now, by {@code validFrom}. */
    @EventType("neiqin.admin.department-changed.v1")
    record DepartmentChanged(UUID departmentId, String code, List<Version> versions) implements DepartmentEvent {}

    /**
     * What the department is from a day on, until the next version.
     *
     * @param parentId null for a root
     * @param headNo the head's employee number, null while vacant
     */
    record Version(LocalDate validFrom, String name, UUID parentId, String headNo) {}
}
