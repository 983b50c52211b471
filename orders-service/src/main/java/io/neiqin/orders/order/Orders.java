package io.neiqin.orders.order;

import io.neiqin.platform.http.Filter;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.http.PageRequest;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** All orders. */
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
    record Accepted(String sku, String spec, BigDecimal unitPrice, BigDecimal discount) {}

    /**
     * Its salespersons and their departments, whoever took it down, and the owner whom its customer, or who stands for that
     * one, has today.
     */
    private static final String SEEN = """
            e.origin.createdBy in :owners
            or exists (select 1 from KnownCustomer was, KnownCustomer k
                where was.id = e.customer.id and k.id = was.survivorId and k.ownerNo in :owners)
            or exists (select 1 from e.salespersons s where s.employeeNo in :owners or s.departmentId in :departments)""";

    /** What was ordered as another one that was merged into it is its order, too. */
    private static final String OF_CUSTOMER = """
            e.customer.id = :customer
            or e.customer.id in (select k.id from KnownCustomer k where k.survivorId = :customer)""";

    /** Whoever has to answer a question about it reads it, too; to change it is another matter. */
    private static final String READ = SEEN + """

            or exists (select 1 from HandOver h where h.subject.subjectId = e.id
                and (h.ownerNo in :owners or h.ownerNo in :principals))""";

    private final People people;

    Orders(People people) {
        this.people = people;
    }

    /** The order with everything in it; refuses with 404, also outside the actor's sight. */
    Uni<Order> get(UUID id, Actor actor) {
        return read(Filter.of(Order.class).and("e.id = :id", "id", id), actor)
                .flatMap(filter -> whole(id, filter.single()));
    }

    /** As {@link #get}, as it is shown to him. */
    public Uni<OrderView> view(UUID id, Actor actor) {
        return get(id, actor).map(order -> OrderView.of(order, actor));
    }

    /** As {@link #get}, for a change: nobody else changes the order or its lines until the commit. */
    Uni<Order> toChange(UUID id, Actor actor) {
        return whole(
                id,
                Filter.of(Order.class)
                        .and("e.id = :id", "id", id)
                        .seenBy(actor.sees(), SEEN)
                        .locked());
    }

    /** As {@link #toChange}, for a decision by somebody who need not see it. */
    Uni<Order> toDecide(UUID id) {
        return whole(id, Filter.of(Order.class).and("e.id = :id", "id", id).locked());
    }

    private Uni<Filter<Order>> read(Filter<Order> filter, Actor actor) {
        return actor.sees().all()
                ? Uni.createFrom().item(filter)
                : people.principals(actor.employeeNo())
                        .map(principals -> filter.with("principals", principals).seenBy(actor.sees(), READ));
    }

    private static Uni<Order> whole(UUID id, Uni<Order> found) {
        return found.onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("order", id))
                .call(order -> Mutiny.fetch(order.lines()))
                .call(order -> Mutiny.fetch(order.salespersons()));
    }

    Uni<Order> byExternalRef(String system, String externalId) {
        return find("origin.externalSystem = ?1 and origin.externalId = ?2", system, externalId)
                .firstResult();
    }

    /** Those taken over from a system under these keys, to be compared with its files. */
    Uni<Map<String, Order>> byExternalIds(String system, Collection<String> externalIds) {
        return list(
                        "from Order e left join fetch e.lines"
                                + " where e.origin.externalSystem = ?1 and e.origin.externalId in ?2",
                        system,
                        externalIds)
                .call(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : list("from Order e left join fetch e.salespersons where e in ?1", found))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                order -> order.origin().externalId(), Function.identity(), (one, same) -> one)));
    }

    /** What this customer has had confirmed of these products before, on the same currency and price basis. */
    Uni<List<Accepted>> accepted(UUID customerId, Terms terms, Collection<String> skus) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery("""
                                select distinct l.sku, l.spec, l.unitPrice, l.discount from Order o join o.lines l
                                where (o.customer.id = :customer or o.customer.id in
                                    (select k.id from KnownCustomer k where k.survivorId = :customer))
                                  and l.sku in :skus
                                  and o.terms.currency = :currency and o.terms.priceBasis = :basis
                                  and o.status in (CONFIRMED, COMPLETED)""", Accepted.class)
                        .setParameter("customer", customerId)
                        .setParameter("skus", skus)
                        .setParameter("currency", terms.currency())
                        .setParameter("basis", terms.priceBasis())
                        .getResultList());
    }

    Uni<Page<OrderView.Summary>> page(Wanted wanted, Actor actor, PageRequest page) {
        return seen(wanted, actor).flatMap(seen -> seen.page(page, Order::id, OrderView.Summary::of));
    }

    /** The same orders, with everything in them. */
    Uni<Page<Order>> whole(Wanted wanted, Actor actor, PageRequest page) {
        return seen(wanted, actor)
                .flatMap(seen -> seen.page(page, Order::id, Function.identity()))
                .call(found -> list("from Order e left join fetch e.lines where e in ?1", found.items()))
                .call(found -> list("from Order e left join fetch e.salespersons where e in ?1", found.items()));
    }

    private Uni<Filter<Order>> seen(Wanted wanted, Actor actor) {
        Filter<Order> filter = Filter.of(Order.class)
                .and("e.status = :status", "status", wanted.status())
                .and(OF_CUSTOMER, "customer", wanted.customerId())
                .and(
                        "exists (select 1 from e.salespersons p where p.employeeNo = :person)",
                        "person",
                        wanted.salesperson())
                .and("e.number = :number", "number", wanted.number())
                .and("e.origin.externalSystem = :system", "system", wanted.externalSystem())
                .and("e.origin.externalId = :externalId", "externalId", wanted.externalId())
                .and("e.origin.businessDate >= :from", "from", wanted.from())
                .and("e.origin.businessDate <= :to", "to", wanted.to());
        return read(filter, actor);
    }
}
