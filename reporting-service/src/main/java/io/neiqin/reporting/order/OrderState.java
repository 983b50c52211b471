package io.neiqin.reporting.order;

import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.OrderEvent.Customer;
import io.neiqin.events.orders.OrderEvent.OrderAccepted;
import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.OrderShipped;
import io.neiqin.events.orders.OrderEvent.Progress;
import io.neiqin.events.orders.OrderEvent.Salesperson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One order as its events have told so far, as far as KPIs need it. An order is here from its confirmation on; before
 * that it counts nowhere.
 *
 * @param cancelledOn business date of the cancellation, null while the order stands
 */
public record OrderState(
        UUID orderId,
        String number,
        Customer customer,
        List<Salesperson> salespersons,
        List<Line> lines,
        LocalDate cancelledOn) {

    /**
     * One line.
     *
     * @param shippedOn business date on which the whole quantity had left, null before
     * @param acceptedOn business date on which the whole quantity was accepted, null before
     */
    public record Line(
            UUID lineId,
            String sku,
            String category,
            BigDecimal quantity,
            Money net,
            LocalDate originalCommittedDate,
            LocalDate agreedCommittedDate,
            BigDecimal shipped,
            BigDecimal accepted,
            LocalDate shippedOn,
            LocalDate acceptedOn) {

        private Line after(Progress progress, LocalDate day) {
            BigDecimal nowShipped = progress.shipped() == null ? shipped : progress.shipped();
            BigDecimal nowAccepted = progress.accepted() == null ? accepted : progress.accepted();
            return new Line(
                    lineId,
                    sku,
                    category,
                    quantity,
                    net,
                    originalCommittedDate,
                    agreedCommittedDate,
                    nowShipped,
                    nowAccepted,
                    completedOn(nowShipped, shippedOn, day),
                    completedOn(nowAccepted, acceptedOn, day));
        }

        /** The day of completion stays; it falls away when a corrected total is short again. */
        private LocalDate completedOn(BigDecimal total, LocalDate earlier, LocalDate day) {
            if (total.compareTo(quantity) < 0) {
                return null;
            }
            return earlier == null ? day : earlier;
        }
    }

    /**
     * The order after an event; null as long as it is not confirmed.
     *
     * @param before null for an order that is not confirmed
     * @param day the event's business date
     * @throws IllegalStateException for an event that cannot follow what is known
     */
    public static OrderState after(OrderState before, OrderEvent event, LocalDate day) {
        if (event instanceof OrderConfirmed confirmed) {
            require(before == null, "the order is confirmed a second time");
            return confirmed(confirmed);
        }
        if (event instanceof OrderShipped shipped) {
            return standing(before).progressed(shipped.lines(), day);
        }
        if (event instanceof OrderAccepted accepted) {
            return standing(before).progressed(accepted.lines(), day);
        }
        if (event instanceof OrderCancelled cancelled && cancelled.wasConfirmed()) {
            return standing(before).cancelled(day);
        }
        return before;
    }

    /** Whether the order counts: confirmed and not cancelled. */
    public boolean stands() {
        return cancelledOn == null;
    }

    private static OrderState confirmed(OrderConfirmed event) {
        List<Line> lines = event.lines().stream()
                .map(line -> new Line(
                        line.lineId(),
                        line.sku(),
                        line.category(),
                        line.quantity(),
                        line.net(),
                        line.originalCommittedDate(),
                        line.agreedCommittedDate(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        null,
                        null))
                .toList();
        return new OrderState(event.orderId(), event.number(), event.customer(), event.salespersons(), lines, null);
    }

    private OrderState progressed(List<Progress> progress, LocalDate day) {
        Map<UUID, Progress> byLine =
                progress.stream().collect(Collectors.toMap(Progress::lineId, Function.identity(), (a, b) -> b));
        List<Line> progressed = lines.stream()
                .map(line -> {
                    Progress told = byLine.remove(line.lineId());
                    return told == null ? line : line.after(told, day);
                })
                .toList();
        require(byLine.isEmpty(), "lines that were never confirmed: " + byLine.keySet());
        return new OrderState(orderId, number, customer, salespersons, progressed, null);
    }

    private OrderState cancelled(LocalDate day) {
        return new OrderState(orderId, number, customer, salespersons, lines, day);
    }

    private static OrderState standing(OrderState state) {
        require(state != null, "the order was never confirmed");
        require(state.stands(), "the order is cancelled");
        return state;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
