package io.neiqin.customer.ticket.course;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a company handles its tickets. */
@ConfigMapping(prefix = "neiqin.ticket")
public interface TicketSettings {

    Duration reopenWithin();

    int unsatisfiedUpTo();

    Attempts attempts();

    /** By type of ticket, as {@code return-request}. */
    Map<String, Procedure> procedure();

    /** Of reaching a customer. */
    interface Attempts {
        int wanted();

        Duration apart();
    }

    interface Procedure {
        List<Step> steps();
    }

    interface Step {
        String code();

        String zh();

        String en();

        String role();
    }
}
