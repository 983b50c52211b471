package io.neiqin.reporting.order;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.OrderEvent.Customer;
import io.neiqin.events.orders.OrderEvent.Line;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.Salesperson;
import io.neiqin.events.orders.ProductEvent.ProductChanged;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The names that order and product events tell beside their keys. */
public final class OrderLabels {

    private OrderLabels() {}

    public static List<Label> of(DomainEvent event, Instant time) {
        List<Label> labels = new ArrayList<>();
        if (event instanceof ProductChanged product) {
            add(labels, Dimension.PRODUCT, product.sku(), product.name(), time);
        }
        if (event instanceof OrderConfirmed order) {
            Customer customer = order.customer();
            if (customer != null) {
                add(labels, Dimension.CUSTOMER, customer.customerId(), customer.name(), time);
            }
            for (Line line : order.lines()) {
                add(labels, Dimension.PRODUCT, line.sku(), line.productName(), time);
            }
            for (Salesperson person : Objects.requireNonNullElse(order.salespersons(), List.<Salesperson>of())) {
                add(labels, Dimension.SALESPERSON, person.employeeNo(), person.name(), time);
                add(labels, Dimension.DEPARTMENT, person.departmentId(), person.departmentName(), time);
            }
        }
        return labels;
    }

    private static void add(List<Label> labels, Dimension dimension, Object key, String text, Instant time) {
        if (key != null && text != null) {
            labels.add(new Label(dimension, key.toString(), text, time));
        }
    }
}
