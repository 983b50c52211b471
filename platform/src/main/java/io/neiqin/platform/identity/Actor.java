package io.neiqin.platform.identity;

import java.util.Set;
import java.util.UUID;

/**
 * Who acts, as the rules need it.
 *
 * @param employeeNo of a person or a machine account
 * @param departmentId null for a bootstrap administrator outside the organisation
 * @param roles bound ones and those of the token
 */
public record Actor(String employeeNo, String name, UUID departmentId, Set<String> roles, Visibility sees) {

    /** Who may do nothing. */
    public static final Actor NOBODY = new Actor("", "", null, Set.of(), new Visibility(false, Set.of(), Set.of()));

    public boolean has(String role) {
        return roles.contains(role);
    }

    public boolean hasAny(String... wanted) {
        for (String role : wanted) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
