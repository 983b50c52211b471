package io.neiqin.events.admin;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What happens to an employee (员工) or a machine account. */
public sealed interface EmployeeEvent extends DomainEvent {

    UUID employeeId();

    @Override
    default UUID aggregateId() {
        return employeeId();
    }

    /**
     * An employee is new or has other values; all of them as they are now.
     *
     * @param kind PERSON or MACHINE
     * @param managerNo the direct superior's employee number, null at the top
     * @param leftOn the last day, null while employed
     */
    @EventType("neiqin.admin.employee-changed.v1")
    record EmployeeChanged(
            UUID employeeId,
            String employeeNo,
            String name,
            String kind,
            UUID departmentId,
            String managerNo,
            LocalDate leftOn,
            List<Role> roles)
            implements EmployeeEvent {}

    /**
     * A role and what its holder sees with it.
     *
     * @param scope SELF, TEAM, DEPARTMENT, DEPARTMENT_TREE, CUSTOM or ALL
     * @param departments the departments of a CUSTOM scope, else empty
     */
    record Role(String role, String scope, List<UUID> departments) {}
}
