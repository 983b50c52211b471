package io.neiqin.orders.order;

import static java.util.stream.Collectors.toSet;

import io.neiqin.events.DomainEvent;
import io.neiqin.orders.customer.KnownCustomer;
import io.neiqin.orders.customer.KnownCustomers;
import io.neiqin.orders.order.OrderContent.Named;
import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.orders.product.Product;
import io.neiqin.orders.product.Products;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.importing.Checks;
import io.neiqin.platform.importing.ImportContext;
import io.neiqin.platform.importing.ImportKind;
import io.neiqin.platform.importing.ImportRecord;
import io.neiqin.platform.importing.Plan;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.Organisation.Person;
import io.neiqin.platform.organisation.Organisation.PersonOnDay;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.problem.Violations;
import io.neiqin.platform.table.Column;
import io.neiqin.platform.verification.Draw;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Orders from files, a row per line. The file is the customer's order as it came in, so each is verified by comparison
 * with it (DAT-2). Who confirms and ships orders takes over those of the past with what has become of them.
 */
@ApplicationScoped
class OrderImport implements ImportKind {

    private static final UUID NOBODY = new UUID(0, 0);

    private final Orders orders;
    private final KnownCustomers customers;
    private final Products products;
    private final Organisation organisation;
    private final OrderService service;
    private final Limits limits;
    private final Validator validator;

    OrderImport(
            Orders orders,
            KnownCustomers customers,
            Products products,
            Organisation organisation,
            OrderService service,
            Limits limits,
            Validator validator) {
        this.orders = orders;
        this.customers = customers;
        this.products = products;
        this.organisation = organisation;
        this.service = service;
        this.limits = limits;
        this.validator = validator;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public List<Column> columns() {
        return OrderRow.COLUMNS;
    }

    @Override
    public String key() {
        return OrderRow.KEY;
    }

    @Override
    public Set<String> roles() {
        return Set.of(Roles.CLERK, Roles.CLERK_LEAD);
    }

    /**
     * What is there already of what records name.
     *
     * @param customers those who stand for the ones that are named
     * @param survivors who stands for the customers of stored orders that were merged since
     */
    private record Known(
            Map<String, Order> stored,
            Map<String, KnownCustomer> customers,
            Map<UUID, UUID> survivors,
            Map<String, Product> products,
            Map<PersonOnDay, Person> persons) {

        Named named(OrderRequest request, KnownCustomer customer, LocalDate day) {
            Map<String, Person> sellers = new HashMap<>();
            request.sellers(customer).forEach(no -> {
                Person person = persons.get(new PersonOnDay(no, day));
                if (person != null) {
                    sellers.put(no, person);
                }
            });
            return new Named(customer, sellers, products);
        }
    }

    @Override
    public Uni<List<Plan>> plan(List<ImportRecord> records, ImportContext context) {
        List<OrderRow> rows = records.stream().map(OrderRow::new).toList();
        return lookUp(rows, context).flatMap(known -> {
            List<LocalDate> days = rows.stream()
                    .filter(row -> !known.stored().containsKey(row.key()))
                    .map(row -> row.day(context))
                    .toList();
            return context.numbers("order", days).map(numbers -> {
                Iterator<String> next = numbers.iterator();
                return rows.stream()
                        .map(row -> Plan.attempt(() -> {
                            Order stored = known.stored().get(row.key());
                            return stored == null
                                    ? enter(row, next.next(), known, context)
                                    : compared(row, stored, known, context);
                        }))
                        .toList();
            });
        });
    }

    private Uni<Known> lookUp(List<OrderRow> rows, ImportContext context) {
        Set<String> keys = rows.stream().map(OrderRow::key).collect(toSet());
        Set<String> codes = rows.stream().map(OrderRow::customerCode).collect(toSet());
        Set<String> skus = rows.stream().flatMap(OrderRow::skus).collect(toSet());
        return orders.byExternalIds(context.source(), keys)
                .flatMap(stored -> survivors(stored)
                        .flatMap(survivors -> customers
                                .called(codes, context.source())
                                .flatMap(customer -> products.bySku(skus)
                                        .flatMap(product -> organisation
                                                .persons(rows.stream()
                                                        .flatMap(row -> row.sellers(customer, context))
                                                        .toList())
                                                .map(persons ->
                                                        new Known(stored, customer, survivors, product, persons))))));
    }

    private Uni<Map<UUID, UUID>> survivors(Map<String, Order> stored) {
        return customers.survivorsOf(
                stored.values().stream().map(order -> order.customer().id()).collect(toSet()));
    }

    /** Only who sees it learns whether it is as the file says. */
    private static Plan compared(OrderRow row, Order stored, Known known, ImportContext context) {
        if (!stored.isSeenBy(context.actor().sees())) {
            throw Problem.conflict("duplicate-external-ref", row.key());
        }
        return Plan.stored(row.differences(stored, known.customers(), known.survivors()));
    }

    private Plan enter(OrderRow row, String number, Known known, ImportContext context) {
        KnownCustomer customer = known.customers().get(row.customerCode());
        Checks.all(
                row::requireOneVoice,
                () -> context.on(row.orderedOn()),
                () -> requireCustomer(customer, context),
                () -> row.requireProducts(known.products().keySet()),
                () -> Violations.require(
                        validator.validate(row.request(customer == null ? NOBODY : customer.id(), context))));
        CommandContext command = context.on(row.orderedOn());
        OrderRequest request = row.request(customer.id(), context);
        OrderContent content = OrderContent.of(request, known.named(request, customer, command.businessDate()));
        Order order = new Order(Uuid7.next(), number, OrderOrigin.of(request, command), content, command);
        service.requirePublishable(order);
        requireFree(request, row.key(), context);
        return course(order, row, command, context);
    }

    /** Of two orders of a file under one number of the customer's, the first one has it. */
    private static void requireFree(OrderRequest request, String key, ImportContext context) {
        String no = request.customerPoNo();
        if (no != null && !context.claims().isFirst("po " + request.customerId() + " " + no, key)) {
            throw Problem.conflict("duplicate-customer-po").at("/customer_po_no", "duplicate-customer-po");
        }
    }

    private static void requireCustomer(KnownCustomer customer, ImportContext context) {
        if (customer == null || !customer.isSeenBy(context.actor().sees())) {
            throw Problem.rule("unknown-customer").at("/customer_code", "unknown-customer");
        }
    }

    /** As far as whoever imports it may take it. */
    private Plan course(Order order, OrderRow row, CommandContext command, ImportContext context) {
        List<DomainEvent> told = new ArrayList<>();
        told.add(order.asDrafted());
        told.add(order.receive(command));
        told.addAll(order.enter(Draw.ALWAYS, command));
        told.addAll(order.verify(Verification.AUTO, command));
        order.limit(limits, command);
        boolean confirmed =
                command.actor().has(Roles.SALES_MANAGER) && order.clearance().allows(Action.CONFIRM);
        if (confirmed) {
            told.add(order.confirm(command));
        }
        Plan.Enter plan = Plan.Enter.of(order, command, told);
        if (row.shippedOn() == null) {
            return plan;
        }
        if (!confirmed || !command.actor().hasAny(Roles.WAREHOUSE, Roles.LOGISTICS)) {
            throw Problem.rule("shipped-not-confirmed").at("/shipped_date", "shipped-not-confirmed");
        }
        if (row.shippedOn().isBefore(command.businessDate())) {
            throw Problem.rule("shipped-before-ordered").at("/shipped_date", "shipped-before-ordered");
        }
        CommandContext shipping = context.on(row.shippedOn());
        return plan.then(shipping, List.of(order.ship(Map.of(), shipping)));
    }
}
