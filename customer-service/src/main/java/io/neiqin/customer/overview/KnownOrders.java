package io.neiqin.customer.overview;

import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.OrderDrafted;
import io.neiqin.platform.event.ReceivedEvent;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The replica of the orders of customers. */
@ApplicationScoped
class KnownOrders implements PanacheRepositoryBase<KnownOrder, UUID> {

    /**
     * The orders of one customer in one stage and currency.
     *
     * @param net their tax-exclusive totals together
     * @param netSince of those that were confirmed since the day that was asked for
     * @param first the day of the first confirmation, null for none
     */
    record Sum(
            KnownOrder.Stage stage,
            String currency,
            long count,
            BigDecimal net,
            BigDecimal netSince,
            LocalDate first,
            LocalDate last) {}

    private static final String SUMS = """
            select e.stage, e.currency, count(*), sum(e.net),
                   coalesce(sum(case when e.confirmedOn >= :since then e.net end), 0),
                   min(e.confirmedOn), max(e.confirmedOn)
            from KnownOrder e where e.customerId in :customers
            group by e.stage, e.currency order by e.currency, e.stage""";

    /** Takes over what orders-service told last; what does not say whose order it is comes after what does. */
    Uni<Void> learn(OrderEvent event, ReceivedEvent received) {
        return findById(event.orderId())
                .onItem()
                .ifNull()
                .switchTo(() -> first(event, received.time()))
                .onItem()
                .ifNotNull()
                .invoke(known -> known.hear(event, received))
                .replaceWithVoid();
    }

    private Uni<KnownOrder> first(OrderEvent event, Instant toldAt) {
        if (event instanceof OrderDrafted drafted) {
            return persist(
                    new KnownOrder(drafted.orderId(), drafted.customer(), drafted.number(), drafted.net(), toldAt));
        }
        if (event instanceof OrderConfirmed confirmed) {
            return persist(new KnownOrder(
                    confirmed.orderId(), confirmed.customer(), confirmed.number(), confirmed.net(), toldAt));
        }
        return Uni.createFrom().nullItem();
    }

    Uni<List<Sum>> sums(Set<UUID> customers, LocalDate since) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(SUMS, Sum.class)
                        .setParameter("customers", customers)
                        .setParameter("since", since)
                        .getResultList());
    }

    /** The newest ones. */
    Uni<List<KnownOrder>> latest(Set<UUID> customers, int limit) {
        return find("customerId in ?1 order by id desc", customers)
                .page(Page.ofSize(limit))
                .list();
    }

    /** Those that are on their way, the oldest first. */
    Uni<List<KnownOrder>> onTheirWay(Set<UUID> customers, int limit) {
        return find("customerId in ?1 and stage = ?2 order by id", customers, KnownOrder.Stage.CONFIRMED)
                .page(Page.ofSize(limit))
                .list();
    }
}
