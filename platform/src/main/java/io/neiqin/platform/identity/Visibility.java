package io.neiqin.platform.identity;

import java.util.Set;
import java.util.UUID;

/**
 * Which records a person sees: all, or those owned by one of {@code owners} or belonging to one of {@code departments}.
 * The union of the scopes of the person's roles, resolved against today's organisation.
 *
 * @param owners employee numbers
 */
public record Visibility(boolean all, Set<String> owners, Set<UUID> departments) {

    public static final Visibility ALL = new Visibility(true, Set.of(), Set.of());

    /** Whether a record of this owner and department is in sight. */
    public boolean covers(String ownerNo, UUID departmentId) {
        return all || owners.contains(ownerNo) || (departmentId != null && departments.contains(departmentId));
    }

    /** Whether all that the other one shows is in sight here, too. */
    public boolean includes(Visibility other) {
        return all || !other.all && owners.containsAll(other.owners) && departments.containsAll(other.departments);
    }
}
