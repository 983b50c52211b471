package io.neiqin.orders.order;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** All orders, each seen by its salespersons, their departments, and the owner of its customer. */
@ApplicationScoped
public class Orders implements PanacheRepositoryBase<Order, UUID> {

    /** What a list can be narrowed by; null means any. Days are business dates, both included. */
    record Wanted(
            OrderStatus status,
            UUID customerId,
            String salesperson,
            String number,
            String externalSystem,
            String externalId,
            LocalDate from,
            LocalDate to) {}

    /** What an earlier order of a customer had: an order that repeats only such lines is a repeat order (ORD-22). */
    record Accepted(String sku, String spec, java.math.BigDecimal unitPrice) {}

    private static final String SEEN = """
            e.customer.ownerNo in :owners or e.origin.createdBy in :owners
            or exists (select 1 from e.salespersons s where s.employeeNo in :owners or s.departmentId in :departments)""";

    /** The order with everything in it; refuses with 404, also outside the actor's sight. */
    Uni<Order> get(UUID id, Actor actor) {
        return findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("order", id))
                .call(order -> Mutiny.fetch(order.lines()))
                .call(order -> Mutiny.fetch(order.salespersons()))
                .invoke(order -> {
                    if (!isSeenBy(order, actor)) {
                        throw Problem.notFound("order", id);
                    }
                });
    }

    Uni<Order> byExternalRef(String system, String externalId) {
        return find("origin.externalSystem = ?1 and origin.externalId = ?2", system, externalId)
                .firstResult();
    }

    /** What this customer has had confirmed of these products before. */
    Uni<List<Accepted>> accepted(UUID customerId, Collection<String> skus) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("""
                                select distinct l.sku, l.spec, l.unitPrice from Order o join o.lines l
                                where o.customer.id = :customer and l.sku in :skus
                                  and o.status in (CONFIRMED, COMPLETED)""", Accepted.class)
                        .setParameter("customer", customerId)
                        .setParameter("skus", skus)
                        .getResultList());
    }

    Uni<Page<OrderView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return Filter.of(Order.class)
                .and("e.status = :status", "status", wanted.status())
                .and("e.customer.id = :customer", "customer", wanted.customerId())
                .and(
                        "exists (select 1 from e.salespersons p where p.employeeNo = :person)",
                        "person",
                        wanted.salesperson())
                .and("e.number = :number", "number", wanted.number())
                .and("e.origin.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.origin.externalId = :externalId", "externalId", wanted.externalId())
                .and("e.origin.businessDate >= :from", "from", wanted.from())
                .and("e.origin.businessDate <= :to", "to", wanted.to())
                .seenBy(actor.sees(), SEEN)
                .page(page, Order::id, OrderView.Summary::of);
    }

    /** The same rule as {@link #SEEN}, for one order in hand. */
    private static boolean isSeenBy(Order order, Actor actor) {
        var sees = actor.sees();
        return sees.covers(order.customer().ownerNo(), null)
                || sees.covers(order.origin().createdBy(), null)
                || order.salespersons().stream().anyMatch(s -> sees.covers(s.employeeNo(), s.departmentId()));
    }
}
