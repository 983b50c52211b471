package io.neiqin.customer.overview;

import io.neiqin.customer.customer.CustomerView;
import io.neiqin.customer.overview.KnownOrder.Line;
import io.neiqin.customer.overview.KnownOrder.Stage;
import io.neiqin.events.Money;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All that is known of a customer on one page (客户全貌, CUS-2). What other services own is here as their events told it.
 *
 * @param customer its contacts masked
 * @param asOf when the last thing was told that is in here of its orders; null where nothing was
 */
public record Overview(
        @NotNull CustomerView customer,
        @NotNull Orders orders,
        @NotNull Deliveries deliveries,
        @NotNull Relation relation,
        Instant asOf) {

    /** What a page has room for. */
    static final int LATEST = 10;
    /** Of so many orders on their way the deliveries are looked through. */
    static final int ON_THEIR_WAY = 500;

    /**
     * @param pending taken down, and not promised yet
     * @param firstOn the day of the first confirmation, null for none
     * @param totals of confirmed and completed orders, by currency
     * @param latest the newest first
     */
    public record Orders(
            long pending,
            long confirmed,
            long completed,
            long cancelled,
            LocalDate firstOn,
            LocalDate lastOn,
            @NotNull List<Total> totals,
            @NotNull List<Order> latest) {}

    /**
     * Tax-exclusive.
     *
     * @param lastTwelveMonths of what was confirmed in them
     */
    public record Total(@NotNull Money net, @NotNull Money lastTwelveMonths) {}

    /** @param confirmedOn null until it is */
    public record Order(
            @NotNull UUID id,
            @NotNull String number,
            @NotNull Stage stage,
            @NotNull Money net,
            LocalDate confirmedOn) {}

    /**
     * Of confirmed orders, what the customer still waits for.
     *
     * @param late positions beyond the day agreed on
     * @param next the first to come, or that should have, at most ten
     */
    public record Deliveries(int open, int late, @NotNull List<Due> next) {}

    /** @param committed null where no day was agreed on */
    public record Due(
            @NotNull UUID orderId,
            @NotNull String orderNumber,
            int lineNo,
            @NotNull String productName,
            @NotNull String quantity,
            @NotNull String accepted,
            @NotNull String unit,
            LocalDate committed,
            boolean late) {

        private static Due of(KnownOrder order, Line line, LocalDate today) {
            return new Due(
                    order.id(),
                    order.number(),
                    line.lineNo(),
                    line.productName(),
                    line.quantity().toPlainString(),
                    line.accepted().toPlainString(),
                    line.unit(),
                    line.committed(),
                    line.committed() != null && line.committed().isBefore(today));
        }
    }

    /**
     * What was done for it and what it says, in twelve months unless it is said otherwise.
     *
     * @param lastFollowUpOn when somebody was last in touch with it; null for never
     * @param followUps calls, visits and the like by which somebody was reached
     * @param ticketsOpen whenever they were opened
     * @param satisfaction the mean of the scores that it gave, 1 to 5, to one decimal; null for none
     */
    public record Relation(
            LocalDate lastFollowUpOn,
            long followUps,
            long ticketsOpen,
            long tickets,
            long complaints,
            long answers,
            BigDecimal satisfaction) {}

    static Orders orders(List<KnownOrders.Sum> sums, List<KnownOrder> latest) {
        return new Orders(
                count(sums, Stage.PENDING),
                count(sums, Stage.CONFIRMED),
                count(sums, Stage.COMPLETED),
                count(sums, Stage.CANCELLED),
                counting(sums)
                        .map(KnownOrders.Sum::first)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                counting(sums)
                        .map(KnownOrders.Sum::last)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                counting(sums)
                        .map(KnownOrders.Sum::currency)
                        .distinct()
                        .map(currency -> total(sums, currency))
                        .toList(),
                latest.stream()
                        .map(order ->
                                new Order(order.id(), order.number(), order.stage(), order.net(), order.confirmedOn()))
                        .toList());
    }

    private static Stream<KnownOrders.Sum> counting(List<KnownOrders.Sum> sums) {
        return sums.stream().filter(sum -> sum.stage() == Stage.CONFIRMED || sum.stage() == Stage.COMPLETED);
    }

    private static long count(List<KnownOrders.Sum> sums, Stage stage) {
        return sums.stream()
                .filter(sum -> sum.stage() == stage)
                .mapToLong(KnownOrders.Sum::count)
                .sum();
    }

    private static Total total(List<KnownOrders.Sum> sums, String currency) {
        Money none = Money.of("0.00", currency);
        Money net = none;
        Money lately = none;
        for (KnownOrders.Sum sum : counting(sums).toList()) {
            if (sum.currency().equals(currency)) {
                net = net.plus(new Money(sum.net(), currency));
                lately = lately.plus(new Money(sum.netSince(), currency));
            }
        }
        return new Total(net, lately);
    }

    static Deliveries deliveries(List<KnownOrder> onTheirWay, LocalDate today) {
        List<Due> open = onTheirWay.stream()
                .flatMap(order -> order.lines().stream().filter(Line::isOpen).map(line -> Due.of(order, line, today)))
                .sorted(Comparator.comparing(Due::committed, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return new Deliveries(
                open.size(),
                (int) open.stream().filter(Due::late).count(),
                open.stream().limit(LATEST).toList());
    }
}
