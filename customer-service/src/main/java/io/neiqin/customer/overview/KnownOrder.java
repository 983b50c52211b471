package io.neiqin.customer.overview;

import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.OrderEvent.OrderAccepted;
import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderCompleted;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.OrderShipped;
import io.neiqin.events.orders.OrderEvent.Progress;
import io.neiqin.platform.event.ReceivedEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What is known here of a sales order; orders-service owns it. */
@Entity
public class KnownOrder {

    /** How far it is, as its customer would say. */
    public enum Stage {
        /** Taken down, and not promised yet. */
        PENDING,
        CONFIRMED,
        COMPLETED,
        CANCELLED
    }

    /**
     * One position of a confirmed order.
     *
     * @param committed the day agreed on for its delivery
     */
    public record Line(
            int lineNo,
            String sku,
            String productName,
            BigDecimal quantity,
            String unit,
            LocalDate committed,
            BigDecimal shipped,
            BigDecimal accepted) {

        boolean isOpen() {
            return accepted.compareTo(quantity) < 0;
        }

        private Line at(Progress progress) {
            return progress == null
                    ? this
                    : new Line(
                            lineNo,
                            sku,
                            productName,
                            quantity,
                            unit,
                            committed,
                            progress.shipped(),
                            progress.accepted());
        }
    }

    /** As JSON is stored: an object, not a list. */
    record Lines(List<Line> all) {}

    @Id
    private UUID id;

    private UUID customerId;
    private String number;

    @Enumerated(EnumType.STRING)
    private Stage stage;

    private BigDecimal net;
    private String currency;
    private LocalDate confirmedOn;

    @JdbcTypeCode(SqlTypes.JSON)
    private Lines lines = new Lines(List.of());

    private Instant toldAt;

    protected KnownOrder() {}

    /** Of the first that is heard of it. */
    KnownOrder(UUID id, OrderEvent.Customer customer, String number, Money net, Instant toldAt) {
        this.id = id;
        this.customerId = customer.customerId();
        this.number = number;
        this.stage = Stage.PENDING;
        this.toldAt = toldAt;
        take(net);
    }

    /** What changes neither its stage nor its goods changes nothing here. */
    void hear(OrderEvent event, ReceivedEvent received) {
        toldAt = received.time();
        if (event instanceof OrderConfirmed confirmed) {
            confirm(confirmed, received.businessDate());
        } else if (event instanceof OrderShipped shipped) {
            move(shipped.lines());
        } else if (event instanceof OrderAccepted accepted) {
            move(accepted.lines());
        } else if (event instanceof OrderCompleted) {
            stage = Stage.COMPLETED;
        } else if (event instanceof OrderCancelled) {
            stage = Stage.CANCELLED;
        }
    }

    private void confirm(OrderConfirmed confirmed, LocalDate on) {
        stage = Stage.CONFIRMED;
        confirmedOn = on;
        customerId = confirmed.customer().customerId();
        take(confirmed.net());
        lines = new Lines(confirmed.lines().stream()
                .map(line -> new Line(
                        line.lineNo(),
                        line.sku(),
                        line.productName(),
                        line.quantity(),
                        line.unit(),
                        line.agreedCommittedDate(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO))
                .toList());
    }

    private void move(List<Progress> progress) {
        Map<Integer, Progress> byNo =
                progress.stream().collect(Collectors.toMap(Progress::lineNo, Function.identity()));
        lines = new Lines(lines.all().stream()
                .map(line -> line.at(byNo.get(line.lineNo())))
                .toList());
    }

    private void take(Money amount) {
        net = amount.amount();
        currency = amount.currency();
    }

    UUID id() {
        return id;
    }

    String number() {
        return number;
    }

    Stage stage() {
        return stage;
    }

    Money net() {
        return new Money(net, currency);
    }

    LocalDate confirmedOn() {
        return confirmedOn;
    }

    List<Line> lines() {
        return lines.all();
    }

    Instant toldAt() {
        return toldAt;
    }
}
