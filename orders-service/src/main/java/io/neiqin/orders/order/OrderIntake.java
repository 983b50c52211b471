package io.neiqin.orders.order;

import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.orders.customer.KnownCustomers;
import io.neiqin.orders.order.OrderContent.Named;
import io.neiqin.orders.product.Products;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up what a request names: customer, salespersons and products; refuses unknown ones with their place. */
@ApplicationScoped
public class OrderIntake {

    private final KnownCustomers customers;
    private final Products products;
    private final Organisation organisation;

    public OrderIntake(KnownCustomers customers, Products products, Organisation organisation) {
        this.customers = customers;
        this.products = products;
        this.organisation = organisation;
    }

    Uni<OrderContent> resolve(OrderRequest request, CommandContext context) {
        Set<String> skus = request.lines().stream().map(OrderRequest.Line::sku).collect(Collectors.toSet());
        return customer(request, context)
                .flatMap(customer -> persons(request.sellers(customer), context.businessDate())
                        .flatMap(persons -> products.bySku(skus)
                                .map(known -> OrderContent.of(request, new Named(customer, persons, known)))));
    }

    private Uni<KnownCustomer> customer(OrderRequest request, CommandContext context) {
        return customers
                .byId(request.customerId())
                .invoke(customer -> {
                    if (customer == null || !customer.isSeenBy(context.actor().sees())) {
                        throw Problem.rule("unknown-customer").at("/customerId", "unknown-customer");
                    }
                })
                .call(customer -> customer.isMerged()
                        ? customers.byId(customer.survivorId()).invoke(OrderIntake::refuseMerged)
                        : Uni.createFrom().voidItem());
    }

    /** @param survivor null while it is not known here */
    private static void refuseMerged(KnownCustomer survivor) {
        if (survivor != null) {
            throw Problem.rule("customer-merged", survivor.number())
                    .at("/customerId", "customer-merged", survivor.number())
                    .with("mergedInto", survivor.id());
        }
    }

    private Uni<Map<String, Person>> persons(Set<String> employeeNos, LocalDate on) {
        Map<String, Person> found = new HashMap<>();
        return InTurn.each(
                        employeeNos,
                        no -> organisation
                                .person(no, on)
                                .invoke(person -> person.ifPresent(known -> found.put(no, known)))
                                .replaceWithVoid())
                .replaceWith(found);
    }
}
