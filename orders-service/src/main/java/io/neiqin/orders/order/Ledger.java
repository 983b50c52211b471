package io.neiqin.orders.order;

import io.neiqin.events.orders.OrderEvent;
import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.platform.problem.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How far the goods of an order are: what is shipped, accepted and cancelled of each line. Nothing is shipped beyond
 * what is ordered, nor accepted beyond what is shipped.
 */
record Ledger(List<OrderLine> lines) {

    /** @param quantities by line number; empty for all that is open */
    void ship(Map<Integer, BigDecimal> quantities) {
        move(quantities, OrderLine::openToShip, OrderLine::ship, "shipped-more-than-ordered");
    }

    /** @param quantities by line number; empty for all that is open */
    void accept(Map<Integer, BigDecimal> quantities) {
        move(quantities, OrderLine::openToAccept, OrderLine::accept, "accepted-more-than-shipped");
    }

    private void move(
            Map<Integer, BigDecimal> quantities,
            Function<OrderLine, BigDecimal> open,
            BiConsumer<OrderLine, BigDecimal> step,
            String tooMuch) {
        quantities.keySet().stream()
                .filter(no -> no < 1 || no > lines.size())
                .findFirst()
                .ifPresent(no -> {
                    throw Problem.rule("unknown-line", no);
                });
        boolean moved = false;
        for (OrderLine line : lines) {
            BigDecimal most = open.apply(line);
            BigDecimal quantity = quantities.isEmpty() ? most : quantities.getOrDefault(line.lineNo(), BigDecimal.ZERO);
            if (quantity.compareTo(most) > 0) {
                throw Problem.rule(
                        tooMuch, line.lineNo(), most.stripTrailingZeros().toPlainString());
            }
            step.accept(line, quantity);
            moved |= quantity.signum() > 0;
        }
        if (!moved) {
            throw Problem.rule("no-such-open-line");
        }
    }

    boolean hasShipped() {
        return lines.stream().anyMatch(OrderLine::hasShipped);
    }

    boolean isDone() {
        return lines.stream().allMatch(OrderLine::isDone);
    }

    /** Whether the goods leave anything to do for an action that the order's status allows. */
    boolean allows(Action action) {
        return switch (action) {
            case SHIP -> anyOpen(OrderLine::openToShip);
            case ACCEPT -> anyOpen(OrderLine::openToAccept);
            case CANCEL -> !hasShipped();
            default -> true;
        };
    }

    private boolean anyOpen(Function<OrderLine, BigDecimal> open) {
        return lines.stream().anyMatch(line -> open.apply(line).signum() > 0);
    }

    List<OrderEvent.Progress> progress() {
        return lines.stream().map(OrderLine::progress).toList();
    }
}
