package io.neiqin.admin.employee;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.List;

/** Whether somebody works here on a day; follows from his last day. */
public enum EmployeeStatus {
    ACTIVE,
    LEFT;

    /** What this actor may do to an employee in this state, as far as his roles tell. */
    List<String> actionsFor(Actor actor) {
        if (this == LEFT) {
            return List.of();
        }
        if (actor.has(Roles.SYSTEM_ADMIN)) {
            return List.of("edit", "roles", "leave");
        }
        return actor.has(Roles.HR) ? List.of("edit", "leave") : List.of();
    }
}
