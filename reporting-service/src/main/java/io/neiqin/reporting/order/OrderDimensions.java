package io.neiqin.reporting.order;

import io.neiqin.events.orders.OrderEvent.Salesperson;
import io.neiqin.reporting.cube.Dimensions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The dimensions of a line for a person. */
public final class OrderDimensions {

    private static final List<Salesperson> NOBODY =
            List.of(new Salesperson(null, null, null, null, new BigDecimal(100)));

    private OrderDimensions() {}

    /** The order's salespersons; an order of nobody counts for the person "-". */
    public static List<Salesperson> persons(OrderState order) {
        List<Salesperson> named = order.salespersons();
        return named == null || named.isEmpty() ? NOBODY : named;
    }

    public static Dimensions of(OrderState order, OrderState.Line line, Salesperson person) {
        var customer = order.customer();
        return new Dimensions(
                line.sku(),
                line.category(),
                customer == null ? null : text(customer.customerId()),
                customer == null ? null : customer.country(),
                customer == null ? null : customer.region(),
                person.employeeNo(),
                text(person.departmentId()));
    }

    private static String text(UUID id) {
        return Objects.toString(id, null);
    }
}
