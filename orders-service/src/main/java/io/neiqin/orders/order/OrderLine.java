package io.neiqin.orders.order;

import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.orders.order.PriceBasis.Amounts;
import io.neiqin.platform.id.Uuid7;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** One line of an order: the product as it was, the money, the dates, and the ledger of quantities. */
@Entity
@Table(name = "sales_order_line")
public class OrderLine {

    @Id
    private UUID id;

    @ManyToOne
    private Order order;

    private int lineNo;
    private String sku;
    private String productName;
    private String category;
    private String spec;
    private String unit;
    private String supplyMode;
    private int leadTimeDays;
    private BigDecimal quantity;
    private BigDecimal unitPrice;
    private BigDecimal discount;
    private BigDecimal taxRate;
    private BigDecimal net;
    private BigDecimal tax;
    private BigDecimal gross;
    private LocalDate requestedDate;
    private LocalDate originalCommittedDate;
    private LocalDate agreedCommittedDate;
    private BigDecimal cancelled = BigDecimal.ZERO;
    private BigDecimal shipped = BigDecimal.ZERO;
    private BigDecimal accepted = BigDecimal.ZERO;

    protected OrderLine() {}

    OrderLine(Order order, int lineNo, OrderContent.Line content, PriceBasis basis) {
        this.id = Uuid7.next();
        this.order = order;
        this.lineNo = lineNo;
        this.sku = content.product().sku();
        var product = content.product().values();
        this.productName = product.name();
        this.category = product.category();
        this.spec = product.spec();
        this.unit = product.unit();
        this.supplyMode = product.supplyMode().name();
        this.leadTimeDays = product.leadTimeDays();
        this.quantity = content.quantity();
        this.unitPrice = content.unitPrice();
        this.discount = content.discount();
        this.taxRate = content.taxRate();
        this.requestedDate = content.requestedDate();
        Amounts amounts = basis.amounts(quantity, unitPrice, discount, taxRate);
        this.net = amounts.net();
        this.tax = amounts.tax();
        this.gross = amounts.gross();
    }

    /** The requested date becomes the promise; the original one never changes again. */
    void commit() {
        originalCommittedDate = requestedDate;
        agreedCommittedDate = requestedDate;
    }

    void ship(BigDecimal more) {
        shipped = shipped.add(more);
    }

    void accept(BigDecimal more) {
        accepted = accepted.add(more);
    }

    void cancelRest() {
        cancelled = quantity.subtract(shipped);
    }

    BigDecimal openToShip() {
        return quantity.subtract(cancelled).subtract(shipped);
    }

    BigDecimal openToAccept() {
        return shipped.subtract(accepted);
    }

    boolean isDone() {
        return accepted.add(cancelled).compareTo(quantity) == 0;
    }

    Amounts amounts() {
        return new Amounts(net, tax, gross);
    }

    OrderSource.Line asSource() {
        return new OrderSource.Line(sku, quantity, unitPrice, discount, taxRate, requestedDate);
    }

    /** Before the confirmation with the dates that it would promise. */
    OrderEvent.Line asConfirmed(String currency) {
        return new OrderEvent.Line(
                id,
                lineNo,
                sku,
                productName,
                category,
                plain(quantity),
                unit,
                new Money(net, currency),
                new Money(tax, currency),
                new Money(gross, currency),
                originalCommittedDate == null ? requestedDate : originalCommittedDate,
                agreedCommittedDate == null ? requestedDate : agreedCommittedDate);
    }

    OrderEvent.Progress progress() {
        return new OrderEvent.Progress(id, lineNo, plain(shipped), plain(accepted));
    }

    OrderView.Line view() {
        return new OrderView.Line(
                lineNo,
                sku,
                productName,
                category,
                spec,
                unit,
                supplyMode,
                plain(quantity),
                plain(unitPrice),
                plain(discount),
                plain(taxRate),
                net,
                tax,
                gross,
                requestedDate,
                originalCommittedDate,
                agreedCommittedDate,
                plain(shipped),
                plain(accepted),
                plain(cancelled));
    }

    int lineNo() {
        return lineNo;
    }

    String sku() {
        return sku;
    }

    boolean hasShipped() {
        return shipped.signum() > 0;
    }

    /** Whether the customer has had this before: same product, specification, price and discount. */
    boolean isAmong(List<Orders.Accepted> before) {
        return before.stream()
                .anyMatch(a -> a.sku().equals(sku)
                        && Objects.equals(a.spec(), spec)
                        && a.unitPrice().compareTo(unitPrice) == 0
                        && a.discount().compareTo(discount) == 0);
    }

    int leadTimeDays() {
        return leadTimeDays;
    }

    LocalDate requestedDate() {
        return requestedDate;
    }

    /** 12.500000 is shown as 12.5, and 100 not as 1E+2. */
    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
