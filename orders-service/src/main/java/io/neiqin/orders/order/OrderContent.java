package io.neiqin.orders.order;

import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.orders.product.Product;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.problem.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a clerk enters, with customer, salespersons and products looked up. */
record OrderContent(KnownCustomer customer, OrderSource source, List<Attribution> salespersons, List<Line> lines) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    OrderContent {
        BigDecimal sum = salespersons.stream().map(Attribution::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(HUNDRED) != 0) {
            throw Problem.rule("shares-not-100", sum.toPlainString())
                    .at("/salespersons", "shares-not-100", sum.toPlainString());
        }
    }

    /**
     * What a request names, as far as it is known.
     *
     * @param persons by employee number, as of the order's business date
     * @param products by SKU
     */
    record Named(KnownCustomer customer, Map<String, Person> persons, Map<String, Product> products) {}

    /** One line: its product, and what the customer wants of it. */
    record Line(
            Product product,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal discount,
            BigDecimal taxRate,
            LocalDate requestedDate) {}

    /** Refuses with its place what cannot be ordered, or is not known. */
    static OrderContent of(OrderRequest request, Named named) {
        if (!named.customer().takesOrders()) {
            throw Problem.rule("customer-takes-no-orders").at("/customerId", "customer-takes-no-orders");
        }
        List<Attribution> salespersons = salespersons(request, named);
        List<Line> lines = lines(request, named.products());
        return new OrderContent(named.customer(), source(request, lines), salespersons, lines);
    }

    private static List<Attribution> salespersons(OrderRequest request, Named named) {
        List<OrderRequest.Share> shares = request.shares(named.customer());
        List<Attribution> salespersons = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < shares.size(); i++) {
            String no = shares.get(i).employeeNo();
            Person person = named.persons().get(no);
            if (!seen.add(no)) {
                throw Problem.rule("duplicate-salesperson")
                        .at("/salespersons/" + i + "/employeeNo", "duplicate-salesperson");
            }
            if (person == null || !person.active()) {
                throw Problem.rule("unknown-employee-no", no).at("/salespersons", "unknown-employee-no", no);
            }
            salespersons.add(new Attribution(
                    no,
                    person.name(),
                    person.departmentId(),
                    person.departmentName(),
                    shares.get(i).share()));
        }
        return salespersons;
    }

    private static List<Line> lines(OrderRequest request, Map<String, Product> known) {
        Problem problem = Problem.rule("lines-invalid");
        List<Line> lines = new ArrayList<>();
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
                lines.add(new Line(product, line.quantity(), line.unitPrice(), line.discount(), rate, date));
            }
        }
        problem.throwIfAny();
        return lines;
    }

    /** The request as received, with its defaults filled in. */
    private static OrderSource source(OrderRequest request, List<Line> lines) {
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
