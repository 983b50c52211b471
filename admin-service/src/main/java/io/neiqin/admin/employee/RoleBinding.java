package io.neiqin.admin.employee;

import io.neiqin.events.admin.EmployeeEvent.Role;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import java.util.UUID;

/**
 * A role of an employee, and whose records he sees with it.
 *
 * @param departments of a CUSTOM scope, else empty
 */
@Embeddable
public record RoleBinding(
        String role, @Enumerated(EnumType.STRING) Scope scope, List<UUID> departments) {

    /** Whose records a role shows (数据范围). */
    public enum Scope {
        /** His own. */
        SELF,
        /** His and those of everybody below him. */
        TEAM,
        DEPARTMENT,
        DEPARTMENT_TREE,
        /** Those of listed departments. */
        CUSTOM,
        ALL
    }

    Role asEvent() {
        return new Role(role, scope.name(), departments);
    }
}
