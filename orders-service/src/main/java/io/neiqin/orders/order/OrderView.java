package io.neiqin.orders.order;

import io.neiqin.orders.order.PriceBasis.Amounts;
import io.neiqin.platform.attachment.Paper;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An order as it is shown.
 *
 * @param sourceDocumentRef where the customer's order is to be found, in the clerk's words
 * @param papers what was attached of it; the content of each is at {@code /attachments/{id}/content}
 */
public record OrderView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull OrderStatus status,
        Clearance.Consent consent,
        UUID approvalId,
        @NotNull CustomerSnapshot customer,
        List<Attribution> salespersons,
        @NotNull OrderOrigin.Channel channel,
        String sourceDocumentRef,
        List<Paper> papers,
        String remark,
        String customerPoNo,
        @NotNull String currency,
        @NotNull PriceBasis priceBasis,
        @NotNull LocalDate requestedDate,
        List<Line> lines,
        @NotNull Amounts totals,
        List<Clarification> clarifications,
        @NotNull Entered entry,
        @NotNull Milestones milestones,
        @NotNull LocalDate businessDate,
        String importBatch,
        ExternalRef externalRef,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
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
                order.papers().all(),
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
            @NotNull String sku,
            @NotNull String productName,
            @NotNull String category,
            String spec,
            @NotNull String unit,
            @NotNull String supplyMode,
            @NotNull BigDecimal quantity,
            @NotNull BigDecimal unitPrice,
            @NotNull BigDecimal discount,
            @NotNull BigDecimal taxRate,
            @NotNull BigDecimal net,
            @NotNull BigDecimal tax,
            @NotNull BigDecimal gross,
            @NotNull LocalDate requestedDate,
            LocalDate originalCommittedDate,
            LocalDate agreedCommittedDate,
            @NotNull BigDecimal shipped,
            @NotNull BigDecimal accepted,
            @NotNull BigDecimal cancelled) {}

    /** An order in a list, without its lines. */
    public record Summary(
            @NotNull UUID id,
            int version,
            @NotNull String number,
            @NotNull OrderStatus status,
            @NotNull UUID customerId,
            @NotNull String customerName,
            String customerPoNo,
            @NotNull LocalDate requestedDate,
            @NotNull String currency,
            @NotNull BigDecimal net,
            @NotNull BigDecimal gross,
            @NotNull LocalDate businessDate,
            @NotNull Instant changedAt,
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
