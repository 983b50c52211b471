package io.neiqin.platform.assignment.proposal;

import io.neiqin.platform.identity.Visibility;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;

/**
 * Whom a task needs.
 *
 * @param skill a right that he must hold beside the role of the kind; null for none
 * @param about whom the work is for, as a customer's id: who has served him before is preferred; null for nobody
 * @param own to whom it belongs by its course, as what he has typed himself; null for nobody
 * @param never those who must not do it
 * @param sight who sees what it is about: it is no use to offer it to others; null where whoever has it sees it by that
 */
public record Need(String skill, String about, String own, Set<String> never, Sight sight) {

    /** Whether somebody with this sight sees, or will see, what it is about. */
    public boolean isSeenBy(Visibility sees) {
        return sight == null || sight.isOf(sees);
    }

    /** The persons and departments a record belongs to. */
    public record Sight(Set<String> owners, Set<UUID> departments) {

        private boolean isOf(Visibility sees) {
            return sees.all()
                    || !Collections.disjoint(sees.owners(), owners)
                    || !Collections.disjoint(sees.departments(), departments);
        }
    }
}
