package io.neiqin.customer.customer;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.organisation.Organisation.Person;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Customers for the tests of the rules alone, without database and HTTP. */
final class MadeCustomer {

    static final Actor MANAGER =
            new Actor("M", "Manager", null, Set.of(Roles.SALES_MANAGER, Roles.SALESPERSON), Visibility.ALL);

    private MadeCustomer() {}

    /** New on that day, of seller {@code S0}. */
    static Customer on(LocalDate day) {
        CustomerRequest request = new CustomerRequest(
                "鼎新机械", null, "CN", null, null, null, null, null, null, null, null, "S0", List.of(), null, null);
        return new Customer("C-1", request, seller(0), context(day));
    }

    static Person seller(int number) {
        return new Person("S" + number, "Seller " + number, null, null, true);
    }

    static CommandContext context(LocalDate day) {
        return CommandContext.ofRequest(
                MANAGER, day.atTime(4, 0).toInstant(ZoneOffset.UTC), day, null, "r", null, "c", null);
    }
}
