package io.neiqin.reporting;

import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent.Customer;
import io.neiqin.events.orders.OrderEvent.Line;
import io.neiqin.events.orders.OrderEvent.OrderAccepted;
import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.OrderShipped;
import io.neiqin.events.orders.OrderEvent.Progress;
import io.neiqin.events.orders.OrderEvent.Salesperson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An order of a test, telling its events. */
public final class Orders {

    public static final UUID NORTH = id("department north");
    public static final UUID SOUTH = id("department south");
    public static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);
    public static final LocalDate MARCH_20 = LocalDate.of(2026, 3, 20);

    private final UUID orderId;
    private final String number;
    private final List<Salesperson> salespersons = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private String currency = "CNY";
    private Customer customer = customer("ALFKI", "DE", "Berlin");

    private Orders(String number) {
        this.number = number;
        this.orderId = id(number);
    }

    /** Of ALFKI in Berlin, for nobody, without lines. */
    public static Orders order(String number) {
        return new Orders(number);
    }

    /** One line that two people share. */
    public static Orders ofTwo(String number) {
        return order(number).soldBy("E1", NORTH, "70").soldBy("E2", SOUTH, "30").line("S1", "Seafood", "3", "30.01");
    }

    /** The same id for the same words, in every run. */
    public static UUID id(String words) {
        return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
    }

    public static Customer customer(String number, String country, String region) {
        return new Customer(id(number), number, number + " Ltd", country, region, "food", "A");
    }

    public Orders from(Customer other) {
        customer = other;
        return this;
    }

    public Orders soldBy(String employeeNo, UUID department, String share) {
        salespersons.add(
                new Salesperson(employeeNo, "Name of " + employeeNo, department, "Sales", new BigDecimal(share)));
        return this;
    }

    /** Promised for 20 March 2026. */
    public Orders line(String sku, String category, String quantity, String net) {
        return line(sku, category, quantity, net, MARCH_20, MARCH_20);
    }

    public Orders line(String sku, String category, String quantity, String net, LocalDate original, LocalDate agreed) {
        int lineNo = lines.size() + 1;
        lines.add(new Line(
                lineId(lineNo),
                lineNo,
                sku,
                "Product " + sku,
                category,
                new BigDecimal(quantity),
                "pcs",
                Money.of(net, currency),
                Money.of("0", currency),
                Money.of(net, currency),
                original,
                agreed));
        return this;
    }

    /** The lines to come are in another currency than CNY. */
    public Orders in(String other) {
        currency = other;
        return this;
    }

    public UUID orderId() {
        return orderId;
    }

    public String number() {
        return number;
    }

    public UUID lineId(int lineNo) {
        return id(number + "/" + lineNo);
    }

    public int lineCount() {
        return lines.size();
    }

    public BigDecimal quantity(int lineNo) {
        return lines.get(lineNo - 1).quantity();
    }

    public OrderConfirmed confirmed() {
        Money net = lines.stream().map(Line::net).reduce(Money.of("0", currency), Money::plus);
        return new OrderConfirmed(
                orderId,
                number,
                customer,
                List.copyOf(salespersons),
                List.copyOf(lines),
                net,
                Money.of("0", currency),
                net);
    }

    /** @param total what has left of the line so far */
    public OrderShipped shipped(int lineNo, String total) {
        return new OrderShipped(orderId, number, List.of(progress(lineNo, total, "0")));
    }

    public OrderShipped shippedWhole() {
        return new OrderShipped(orderId, number, whole(BigDecimal.ZERO));
    }

    public OrderAccepted accepted(int lineNo, String total) {
        return new OrderAccepted(orderId, number, List.of(progress(lineNo, total, total)));
    }

    public OrderAccepted acceptedWhole() {
        return new OrderAccepted(orderId, number, whole(null));
    }

    public OrderCancelled cancelled() {
        return new OrderCancelled(orderId, number, "customer withdrew", true);
    }

    private List<Progress> whole(BigDecimal accepted) {
        return lines.stream()
                .map(line -> new Progress(
                        line.lineId(), line.lineNo(), line.quantity(), accepted == null ? line.quantity() : accepted))
                .toList();
    }

    private Progress progress(int lineNo, String shipped, String accepted) {
        return new Progress(lineId(lineNo), lineNo, new BigDecimal(shipped), new BigDecimal(accepted));
    }
}
