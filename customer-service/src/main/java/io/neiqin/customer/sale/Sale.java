package io.neiqin.customer.sale;

import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.Salesperson;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A confirmed order, as far as the relation to its customer needs it; orders-service owns it. */
@Entity
public class Sale {

    /** Whose sale it is, and to which part in percent. */
    record Share(String employeeNo, BigDecimal percent) {}

    /** As JSON is stored: an object, not a list. */
    record Shares(List<Share> all) {

        static Shares of(List<Salesperson> salespersons) {
            return new Shares(salespersons.stream()
                    .map(person -> new Share(person.employeeNo(), person.share()))
                    .toList());
        }
    }

    @Id
    private UUID orderId;

    private String number;
    private UUID customerId;
    private LocalDate confirmedOn;
    private BigDecimal net;
    private String currency;

    @JdbcTypeCode(SqlTypes.JSON)
    private Shares shares;

    private boolean cancelled;

    /** The day on which the customer had accepted everything; null until then. */
    private LocalDate deliveredOn;

    /** Whether that was told while we were there to ask, and is no history that was taken over. */
    private boolean deliveredLive;

    protected Sale() {}

    Sale(UUID orderId) {
        this.orderId = orderId;
    }

    void take(OrderConfirmed told, LocalDate day) {
        number = told.number();
        customerId = told.customer().customerId();
        confirmedOn = day;
        net = told.net().amount();
        currency = told.net().currency();
        shares = Shares.of(told.salespersons());
    }

    void cancel() {
        cancelled = true;
    }

    void deliver(LocalDate day, boolean live) {
        deliveredOn = day;
        deliveredLive = live;
    }
}
