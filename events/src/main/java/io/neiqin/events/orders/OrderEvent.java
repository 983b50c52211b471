package io.neiqin.events.orders;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import io.neiqin.events.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What happens to a sales order (销售订单). */
public sealed interface OrderEvent extends DomainEvent {

    UUID orderId();

    @Override
    default UUID aggregateId() {
        return orderId();
    }

    /**
     * Somebody has begun to write an order down; nothing is promised yet, and it may still change without an event.
     *
     * @param channel how the customer ordered: PHONE, EMAIL, FAX, WECHAT, PORTAL, API, VISIT
     * @param customerPoNo the customer's own number of it, null where he gave none
     * @param net tax-exclusive total as first written down
     */
    @EventType("neiqin.orders.order-drafted.v1")
    record OrderDrafted(
            UUID orderId,
            String number,
            Customer customer,
            String channel,
            String customerPoNo,
            List<Salesperson> salespersons,
            Money net)
            implements OrderEvent {}

    /** The clerk has taken the order in; from here on somebody waits for an answer. */
    @EventType("neiqin.orders.order-received.v1")
    record OrderReceived(UUID orderId, String number, Customer customer, String channel, List<Salesperson> salespersons)
            implements OrderEvent {}

    /** Something in the order is unclear; the customer is asked, and a deadline runs. */
    @EventType("neiqin.orders.order-clarification-requested.v1")
    record OrderClarificationRequested(UUID orderId, String number, List<String> questions, String askedBy)
            implements OrderEvent {}

    /**
     * The customer has answered; the order goes on as it was received, or changed by what he said. His words stay in the
     * order: they may name people.
     *
     * @param answeredBy the clerk who has taken the answer down
     */
    @EventType("neiqin.orders.order-clarification-answered.v1")
    record OrderClarificationAnswered(UUID orderId, String number, String answeredBy) implements OrderEvent {}

    /** Header and lines are complete and stand in the system. */
    @EventType("neiqin.orders.order-entered.v1")
    record OrderEntered(UUID orderId, String number, String enteredBy) implements OrderEvent {}

    /**
     * The record equals the customer's order.
     *
     * @param method SECOND_PERSON or AUTO; NOT_DRAWN where nobody had to look
     * @param verifiedBy null with NOT_DRAWN
     */
    @EventType("neiqin.orders.order-verified.v1")
    record OrderVerified(UUID orderId, String number, String method, String enteredBy, String verifiedBy)
            implements OrderEvent {}

    /** The record differs from the customer's order and goes back to its clerk. */
    @EventType("neiqin.orders.order-verification-failed.v1")
    record OrderVerificationFailed(
            UUID orderId, String number, String enteredBy, String verifiedBy, List<String> differences)
            implements OrderEvent {}

    /**
     * The order is beyond what may be confirmed without asking; somebody has to approve it.
     *
     * @param approvalId the approval, whose own events say how it goes
     * @param gross tax-inclusive total
     */
    @EventType("neiqin.orders.order-submitted.v1")
    record OrderSubmitted(UUID orderId, String number, UUID approvalId, Money gross) implements OrderEvent {}

    /**
     * It was not approved, or is not to be confirmed as it is, and goes back to its clerk.
     *
     * @param outcome REJECTED, RETURNED, WITHDRAWN or TAKEN_BACK
     */
    @EventType("neiqin.orders.order-returned.v1")
    record OrderReturned(UUID orderId, String number, String outcome) implements OrderEvent {}

    /** The order is accepted: it counts from here, with what it says here. */
    @EventType("neiqin.orders.order-confirmed.v1")
    record OrderConfirmed(
            UUID orderId,
            String number,
            Customer customer,
            List<Salesperson> salespersons,
            List<Line> lines,
            Money net,
            Money tax,
            Money gross)
            implements OrderEvent {}

    /** Goods have left. Quantities are each line's total so far. */
    @EventType("neiqin.orders.order-shipped.v1")
    record OrderShipped(UUID orderId, String number, List<Progress> lines) implements OrderEvent {}

    /** The customer has accepted goods. Quantities are each line's total so far. */
    @EventType("neiqin.orders.order-accepted.v1")
    record OrderAccepted(UUID orderId, String number, List<Progress> lines) implements OrderEvent {}

    /** Every line is accepted or cancelled. */
    @EventType("neiqin.orders.order-completed.v1")
    record OrderCompleted(UUID orderId, String number) implements OrderEvent {}

    /**
     * The order will not be carried out.
     *
     * @param wasConfirmed whether it had counted before
     */
    @EventType("neiqin.orders.order-cancelled.v1")
    record OrderCancelled(UUID orderId, String number, String reason, boolean wasConfirmed) implements OrderEvent {}

    /**
     * The customer as the order saw it.
     *
     * @param country ISO 3166 alpha-2
     */
    record Customer(
            UUID customerId, String number, String name, String country, String region, String industry, String tier) {}

    /**
     * Who the order counts for.
     *
     * @param share percent; the shares of an order add to 100
     * @param departmentId the person's department when the order was entered, with its name on the business date
     */
    record Salesperson(String employeeNo, String name, UUID departmentId, String departmentName, BigDecimal share) {}

    /**
     * One line as confirmed.
     *
     * @param quantity in {@code unit}, scale ≤ 6
     * @param net tax-exclusive, after discount, rounded HALF_UP to the minor unit
     */
    record Line(
            UUID lineId,
            int lineNo,
            String sku,
            String productName,
            String category,
            BigDecimal quantity,
            String unit,
            Money net,
            Money tax,
            Money gross,
            LocalDate originalCommittedDate,
            LocalDate agreedCommittedDate) {}

    /** How far a line has come, in total. */
    record Progress(UUID lineId, int lineNo, BigDecimal shipped, BigDecimal accepted) {}
}
