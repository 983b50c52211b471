package io.neiqin.admin.employee;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.ArrayList;
import java.util.List;

/** Whether somebody works here on a day; follows from his last day. */
public enum EmployeeStatus {
    ACTIVE,
    LEFT;

    /**
     * What this actor may do to an employee in this state, as far as his roles tell.
     *
     * @param leaving whether his last day is set
     */
    List<String> actionsFor(Actor actor, boolean leaving) {
        List<String> actions = new ArrayList<>();
        boolean administrator = actor.has(Roles.SYSTEM_ADMIN);
        if (!administrator && !actor.has(Roles.HR)) {
            return actions;
        }
        if (this == ACTIVE) {
            actions.addAll(administrator ? List.of("edit", "roles", "leave") : List.of("edit", "leave"));
        }
        if (leaving) {
            actions.add("rehire");
        }
        return actions;
    }
}
