package io.neiqin.customer.overview;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.time.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts together what is known of a customer; who sees the customer sees all of it, as numbers and sums. */
@ApplicationScoped
public class Overviews {

    private final CustomerService customers;
    private final KnownOrders orders;
    private final BusinessClock clock;

    Overviews(CustomerService customers, KnownOrders orders, BusinessClock clock) {
        this.customers = customers;
        this.orders = orders;
        this.clock = clock;
    }

    /** Refuses with 404, also outside the actor's sight. */
    Uni<Overview> of(UUID customerId, Actor actor) {
        LocalDate today = clock.today();
        return customers.inSight(customerId, actor).flatMap(customer -> orders.sums(customerId, today.minusYears(1))
                .flatMap(sums -> orders.latest(customerId, Overview.LATEST)
                        .flatMap(latest -> orders.onTheirWay(customerId, Overview.ON_THEIR_WAY)
                                .map(onTheirWay -> view(customer, sums, latest, onTheirWay, today)))));
    }

    private static Overview view(
            CustomerRef customer,
            List<KnownOrders.Sum> sums,
            List<KnownOrder> latest,
            List<KnownOrder> onTheirWay,
            LocalDate today) {
        Instant asOf = Stream.concat(latest.stream(), onTheirWay.stream())
                .map(KnownOrder::toldAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new Overview(
                customer.id(),
                customer.number(),
                customer.name(),
                Overview.orders(sums, latest),
                Overview.deliveries(onTheirWay, today),
                asOf);
    }
}
