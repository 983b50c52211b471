package io.neiqin.customer.ticket.course;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whoever does something with a ticket: himself, for whom he stands in, when, and by which rules of the house.
 *
 * @param principals those for whom he speaks today
 */
public record Hand(Actor actor, Instant at, List<String> principals, Terms terms) {

    /**
     * What a company sets.
     *
     * @param reopenWithin after its end
     * @param unsatisfiedUpTo that much satisfaction and less opens a ticket again
     * @param attempts so many times somebody was not reached before he counts as unreachable
     * @param attemptsApart so far they lie apart, at least
     */
    public record Terms(Duration reopenWithin, int unsatisfiedUpTo, int attempts, Duration attemptsApart) {

        public static Terms of(TicketSettings set) {
            return new Terms(
                    set.reopenWithin(),
                    set.unsatisfiedUpTo(),
                    set.attempts().wanted(),
                    set.attempts().apart());
        }
    }

    public String no() {
        return actor.employeeNo();
    }

    public boolean isOrSpeaksFor(String employeeNo) {
        return employeeNo != null && (employeeNo.equals(no()) || principals.contains(employeeNo));
    }

    public boolean isLead() {
        return isLead(actor);
    }

    public static boolean isLead(Actor actor) {
        return actor.hasAny(Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
    }
}
