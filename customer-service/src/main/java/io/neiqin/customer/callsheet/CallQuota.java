package io.neiqin.customer.callsheet;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many calls are expected of a telemarketer (CUS-24). */
@ApplicationScoped
class CallQuota {

    private final Tally daily;

    CallQuota(
            @ConfigProperty(name = "neiqin.calls.daily") int calls,
            @ConfigProperty(name = "neiqin.calls.new") int newCalls) {
        this.daily = new Tally(calls, newCalls);
    }

    /** Nothing on a day off, and of whoever is no telemarketer. */
    Tally of(boolean telemarketer, boolean workingDay) {
        return telemarketer && workingDay ? daily : Tally.NONE;
    }
}
