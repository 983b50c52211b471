package io.neiqin.orders.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that a clerk types of an order, as a verifier compares it with the customer's.
 *
 * @param shares percent by salesperson
 */
record Typed(UUID customerId, Map<String, BigDecimal> shares, OrderSource source) {

    static Typed of(Order order) {
        Map<String, BigDecimal> shares = new HashMap<>();
        order.salespersons()
                .forEach(
                        person -> shares.put(person.employeeNo(), person.share().stripTrailingZeros()));
        return new Typed(order.customer().id(), shares, order.asSource());
    }

    /** How many there are to be right or wrong; the salespersons are one. */
    int fields() {
        return 2 + source.fields();
    }

    /** JSON pointers of what differs between this and what stands there later. */
    List<String> differences(Typed later) {
        List<String> found = new ArrayList<>();
        if (!customerId.equals(later.customerId)) {
            found.add("/customerId");
        }
        if (!isShared(later)) {
            found.add("/salespersons");
        }
        found.addAll(source.differences(later.source));
        return found;
    }

    private boolean isShared(Typed later) {
        return shares.keySet().equals(later.shares.keySet())
                && shares.entrySet().stream()
                        .allMatch(share -> share.getValue().compareTo(later.shares.get(share.getKey())) == 0);
    }
}
