package io.neiqin.reporting.order;

import io.neiqin.events.orders.OrderEvent.Salesperson;
import io.neiqin.reporting.cube.Dimensions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The dimensions of the lines of an order for its persons. */
public final class OrderDimensions {

    private static final List<Salesperson> NOBODY =
            List.of(new Salesperson(null, null, null, null, new BigDecimal(100)));

    private OrderDimensions() {}

    /** The order's salespersons; an order of nobody counts for the person "-". */
    public static List<Salesperson> persons(OrderState order) {
        List<Salesperson> named = order.salespersons();
        return named == null || named.isEmpty() ? NOBODY : named;
    }

    /** For each line by its id, those of each of {@link #persons}, in their order. */
    public static Map<UUID, List<Dimensions>> byLine(OrderState order) {
        String customer =
                order.customer() == null ? null : text(order.customer().customerId());
        List<Salesperson> persons = persons(order);
        List<String> departments =
                persons.stream().map(person -> text(person.departmentId())).toList();
        Map<UUID, List<Dimensions>> byLine = new HashMap<>();
        for (OrderState.Line line : order.lines()) {
            List<Dimensions> ofPersons = new ArrayList<>();
            for (int i = 0; i < persons.size(); i++) {
                ofPersons.add(of(order, line, customer, persons.get(i).employeeNo(), departments.get(i)));
            }
            byLine.put(line.lineId(), ofPersons);
        }
        return byLine;
    }

    private static Dimensions of(
            OrderState order, OrderState.Line line, String customerId, String employeeNo, String departmentId) {
        var customer = order.customer();
        return new Dimensions(
                line.sku(),
                line.category(),
                customerId,
                customer == null ? null : customer.country(),
                customer == null ? null : customer.region(),
                employeeNo,
                departmentId);
    }

    private static String text(UUID id) {
        return Objects.toString(id, null);
    }
}
