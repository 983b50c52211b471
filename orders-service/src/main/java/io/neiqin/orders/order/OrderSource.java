package io.neiqin.orders.order;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The customer's order as it came in. Where the channel is structured it is kept as received, and the automatic
 * verification compares the stored order with it field by field (DAT-2).
 */
public record OrderSource(Terms terms, List<Line> lines) {

    /** One line as it came in; the discount is a fraction. */
    public record Line(
            String sku,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal discount,
            BigDecimal taxRate,
            LocalDate requestedDate) {}

    /** How many are compared. */
    int fields() {
        return 4 + 6 * lines.size();
    }

    /** JSON pointers of what differs between this and what stands in the system. */
    List<String> differences(OrderSource stored) {
        List<String> found = new ArrayList<>();
        compare(found, "/customerPoNo", terms.customerPoNo(), stored.terms.customerPoNo());
        compare(found, "/currency", terms.currency(), stored.terms.currency());
        compare(found, "/priceBasis", terms.priceBasis(), stored.terms.priceBasis());
        compare(found, "/requestedDate", terms.requestedDate(), stored.terms.requestedDate());
        int count = Math.max(lines.size(), stored.lines.size());
        for (int i = 0; i < count; i++) {
            String pointer = "/lines/" + i;
            if (i >= lines.size() || i >= stored.lines.size()) {
                found.add(pointer);
            } else {
                compare(found, pointer, lines.get(i), stored.lines.get(i));
            }
        }
        return found;
    }

    private static void compare(List<String> found, String pointer, Line received, Line stored) {
        compare(found, pointer + "/sku", received.sku, stored.sku);
        compare(found, pointer + "/quantity", received.quantity, stored.quantity);
        compare(found, pointer + "/unitPrice", received.unitPrice, stored.unitPrice);
        compare(found, pointer + "/discount", received.discount, stored.discount);
        compare(found, pointer + "/taxRate", received.taxRate, stored.taxRate);
        compare(found, pointer + "/requestedDate", received.requestedDate, stored.requestedDate);
    }

    private static void compare(List<String> found, String pointer, Object received, Object stored) {
        boolean equal = received instanceof BigDecimal a && stored instanceof BigDecimal b
                ? a.compareTo(b) == 0
                : Objects.equals(received, stored);
        if (!equal) {
            found.add(pointer);
        }
    }
}
