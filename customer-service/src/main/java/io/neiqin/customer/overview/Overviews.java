package io.neiqin.customer.overview;

import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.customer.CustomerView;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.time.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts together what is known of a customer; who sees the customer sees all of it, as numbers and sums. */
@ApplicationScoped
public class Overviews {

    private final CustomerService customers;
    private final KnownOrders orders;
    private final Relations relations;
    private final BusinessClock clock;

    Overviews(CustomerService customers, KnownOrders orders, Relations relations, BusinessClock clock) {
        this.customers = customers;
        this.orders = orders;
        this.relations = relations;
        this.clock = clock;
    }

    /** Refuses with 404, also outside the actor's sight, and with 409 what was merged into another. */
    Uni<Overview> of(UUID customerId, Actor actor) {
        return customers
                .shown(customerId, actor)
                .flatMap(customer -> customers.same(customerId).flatMap(all -> of(customer, all)));
    }

    private Uni<Overview> of(CustomerView customer, Set<UUID> all) {
        LocalDate today = clock.today();
        LocalDate since = today.minusYears(1);
        return orders.sums(all, since)
                .flatMap(sums -> orders.latest(all, Overview.LATEST)
                        .flatMap(latest -> orders.onTheirWay(all, Overview.ON_THEIR_WAY)
                                .flatMap(onTheirWay -> relations
                                        .of(all, since)
                                        .map(relation -> new Overview(
                                                customer,
                                                Overview.orders(sums, latest),
                                                Overview.deliveries(onTheirWay, today),
                                                relation,
                                                lastTold(latest, onTheirWay))))));
    }

    private static Instant lastTold(List<KnownOrder> latest, List<KnownOrder> onTheirWay) {
        return Stream.concat(latest.stream(), onTheirWay.stream())
                .map(KnownOrder::toldAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
