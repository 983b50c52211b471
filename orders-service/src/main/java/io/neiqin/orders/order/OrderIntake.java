package io.neiqin.orders.order;

import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.orders.customer.KnownCustomers;
import io.neiqin.orders.product.Product;
import io.neiqin.orders.product.Products;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return customer(request, context)
                .flatMap(customer -> salespersons(request, customer, context.businessDate())
                        .flatMap(salespersons -> lines(request)
                                .map(lines ->
                                        new OrderContent(customer, source(request, lines), salespersons, lines))));
    }

    private Uni<KnownCustomer> customer(OrderRequest request, CommandContext context) {
        return customers.byId(request.customerId()).invoke(customer -> {
            if (customer == null || !customer.isSeenBy(context.actor().sees())) {
                throw Problem.rule("unknown-customer").at("/customerId", "unknown-customer");
            }
            if (!customer.takesOrders()) {
                throw Problem.rule("customer-takes-no-orders").at("/customerId", "customer-takes-no-orders");
            }
        });
    }

    /** The request's persons, or the customer's owner alone. */
    private Uni<List<Attribution>> salespersons(OrderRequest request, KnownCustomer customer, LocalDate on) {
        List<OrderRequest.Share> shares =
                request.salespersons() == null || request.salespersons().isEmpty()
                        ? List.of(new OrderRequest.Share(customer.ownerNo(), new BigDecimal(100)))
                        : request.salespersons();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < shares.size(); i++) {
            if (!seen.add(shares.get(i).employeeNo())) {
                throw Problem.rule("duplicate-salesperson")
                        .at("/salespersons/" + i + "/employeeNo", "duplicate-salesperson");
            }
        }
        return Multi.createFrom()
                .iterable(shares)
                .onItem()
                .transformToUniAndConcatenate(share -> attribution(share, on))
                .collect()
                .asList();
    }

    private Uni<Attribution> attribution(OrderRequest.Share share, LocalDate on) {
        return organisation
                .person(share.employeeNo(), on)
                .map(person -> person.filter(Organisation.Person::active)
                        .map(p -> new Attribution(
                                p.employeeNo(), p.name(), p.departmentId(), p.departmentName(), share.share()))
                        .orElseThrow(() -> Problem.rule("unknown-employee-no", share.employeeNo())
                                .at("/salespersons", "unknown-employee-no", share.employeeNo())));
    }

    private Uni<List<OrderContent.Line>> lines(OrderRequest request) {
        Set<String> skus = new HashSet<>();
        request.lines().forEach(line -> skus.add(line.sku()));
        return products.bySku(skus).map(known -> lines(request, known));
    }

    private static List<OrderContent.Line> lines(OrderRequest request, Map<String, Product> known) {
        Problem problem = Problem.rule("lines-invalid");
        List<OrderContent.Line> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < request.lines().size(); i++) {
            OrderRequest.Line line = request.lines().get(i);
            Product product = known.get(line.sku());
            LocalDate date = line.requestedDate() == null ? request.requestedDate() : line.requestedDate();
            if (product == null) {
                problem.at("/lines/" + i + "/sku", "unknown-product", line.sku());
            } else if (!product.active()) {
                problem.at("/lines/" + i + "/sku", "inactive-product", line.sku());
            } else if (!seen.add(line.sku() + " " + date)) {
                problem.at("/lines/" + i, "duplicate-line", line.sku());
            } else {
                BigDecimal rate = line.taxRate() == null ? product.values().taxRate() : line.taxRate();
                lines.add(
                        new OrderContent.Line(product, line.quantity(), line.unitPrice(), line.discount(), rate, date));
            }
        }
        problem.throwIfAny();
        return lines;
    }

    /** The request as received, with its defaults filled in. */
    private static OrderSource source(OrderRequest request, List<OrderContent.Line> lines) {
        return new OrderSource(
                new Terms(request.customerPoNo(), request.currency(), request.priceBasis(), request.requestedDate()),
                lines.stream()
                        .map(line -> new OrderSource.Line(
                                line.product().sku(),
                                line.quantity(),
                                line.unitPrice(),
                                line.discount(),
                                line.taxRate(),
                                line.requestedDate()))
                        .toList());
    }
}
