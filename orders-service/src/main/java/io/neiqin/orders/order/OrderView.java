package io.neiqin.orders.order;

import io.neiqin.orders.order.PriceBasis.Amounts;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** An order as it is shown. */
public record OrderView(
        UUID id,
        int version,
        String number,
        OrderStatus status,
        Clearance.Consent consent,
        UUID approvalId,
        CustomerSnapshot customer,
        List<Attribution> salespersons,
        OrderOrigin.Channel channel,
        String sourceDocumentRef,
        String remark,
        String customerPoNo,
        String currency,
        PriceBasis priceBasis,
        LocalDate requestedDate,
        List<Line> lines,
        Amounts totals,
        List<Clarification> clarifications,
        Entered entry,
        Milestones milestones,
        LocalDate businessDate,
        String importBatch,
        ExternalRef externalRef,
        String createdBy,
        Instant createdAt,
        List<String> allowedActions)
        implements View {

    static OrderView of(Order order, Actor actor) {
        Terms terms = order.terms();
        OrderOrigin origin = order.origin();
        return new OrderView(
                order.id(),
                order.version(),
                order.number(),
                order.status(),
                order.clearance().consent(),
                order.clearance().approvalId(),
                order.customer(),
                List.copyOf(order.salespersons()),
                origin.channel(),
                origin.sourceDocumentRef(),
                origin.remark(),
                terms.customerPoNo(),
                terms.currency(),
                terms.priceBasis(),
                terms.requestedDate(),
                order.lines().stream().map(OrderLine::view).toList(),
                order.totals(),
                order.clarifications().all(),
                Entered.of(order.entry()),
                order.milestones(),
                origin.businessDate(),
                origin.importBatch(),
                origin.externalRef(),
                origin.createdBy(),
                origin.createdAt(),
                order.actionsFor(actor));
    }

    /**
     * Who typed and checked it.
     *
     * @param drawn whether a second person, or a comparison, has to look at it; null before it is entered
     */
    public record Entered(
            String editedBy,
            List<String> writtenBy,
            String enteredBy,
            Boolean drawn,
            String verifiedBy,
            Verification verification) {

        private static Entered of(Entry entry) {
            return new Entered(
                    entry.editedBy(),
                    entry.writtenBy(),
                    entry.enteredBy(),
                    entry.drawn(),
                    entry.verifiedBy(),
                    entry.verification());
        }
    }

    /** A line with its ledger of quantities. */
    public record Line(
            int lineNo,
            String sku,
            String productName,
            String category,
            String spec,
            String unit,
            String supplyMode,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal discount,
            BigDecimal taxRate,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            LocalDate requestedDate,
            LocalDate originalCommittedDate,
            LocalDate agreedCommittedDate,
            BigDecimal shipped,
            BigDecimal accepted,
            BigDecimal cancelled) {}

    /** An order in a list, without its lines. */
    public record Summary(
            UUID id,
            int version,
            String number,
            OrderStatus status,
            UUID customerId,
            String customerName,
            String customerPoNo,
            LocalDate requestedDate,
            String currency,
            BigDecimal net,
            BigDecimal gross,
            LocalDate businessDate,
            Instant changedAt,
            ExternalRef externalRef) {

        static Summary of(Order order) {
            Terms terms = order.terms();
            return new Summary(
                    order.id(),
                    order.version(),
                    order.number(),
                    order.status(),
                    order.customer().id(),
                    order.customer().name(),
                    terms.customerPoNo(),
                    terms.requestedDate(),
                    terms.currency(),
                    order.totals().net(),
                    order.totals().gross(),
                    order.origin().businessDate(),
                    order.milestones().changedAt(),
                    order.origin().externalRef());
        }
    }
}
