package io.neiqin.orders.print;

import io.neiqin.orders.order.CustomerSnapshot;
import io.neiqin.orders.order.OrderStatus;
import io.neiqin.orders.order.OrderView;
import io.neiqin.orders.order.PriceBasis;
import io.neiqin.orders.print.PrintedDocument.Kind;
import io.neiqin.orders.print.PrintedDocument.Mark;
import io.neiqin.orders.print.PrintedDocument.Sums;
import io.neiqin.platform.problem.Problem;
import java.time.LocalDate;
import java.util.List;

/** What of an order is printed. Nothing of how the house divides it (shares) or came by it (channel, source). */
final class OrderPrint {

    private OrderPrint() {}

    /** A draft until it is confirmed, void once it is cancelled. */
    static PrintedDocument order(OrderView order) {
        return document(Kind.ORDER, mark(order.status()), order, order.businessDate(), null);
    }

    /**
     * What is not agreed yet, as an offer; refuses with 409 what is. It carries no mark: an offer is not to be confirmed by
     * us but by the customer.
     *
     * @param on the day on which it is offered
     */
    static PrintedDocument quotation(OrderView order, LocalDate on, LocalDate validUntil) {
        if (mark(order.status()) != Mark.DRAFT) {
            throw Problem.conflict("quotation-too-late", order.status()).with("documents", List.of("order"));
        }
        if (validUntil.isBefore(on)) {
            throw Problem.rule("quotation-expired", validUntil);
        }
        return document(Kind.QUOTATION, null, order, on, validUntil);
    }

    private static Mark mark(OrderStatus status) {
        return switch (status) {
            case DRAFT, RECEIVED, CLARIFYING, ENTERED, VERIFIED, PENDING_APPROVAL -> Mark.DRAFT;
            case CONFIRMED, COMPLETED -> null;
            case CANCELLED -> Mark.VOID;
        };
    }

    private static PrintedDocument document(
            Kind kind, Mark mark, OrderView order, LocalDate date, LocalDate validUntil) {
        CustomerSnapshot customer = order.customer();
        return new PrintedDocument(
                kind,
                mark,
                order.number(),
                date,
                validUntil,
                new PrintedDocument.Customer(customer.number(), customer.name(), customer.uscc()),
                order.customerPoNo(),
                order.salespersons().stream().map(person -> person.name()).toList(),
                order.currency(),
                order.priceBasis() == PriceBasis.TAX_INCLUSIVE,
                order.lines().stream().map(OrderPrint::line).toList(),
                sums(order.totals()),
                order.remark());
    }

    private static PrintedDocument.Line line(OrderView.Line line) {
        return new PrintedDocument.Line(
                line.lineNo(),
                line.sku(),
                line.productName(),
                line.spec(),
                line.unit(),
                line.quantity(),
                line.unitPrice(),
                line.discount(),
                line.taxRate(),
                new Sums(line.net(), line.tax(), line.gross()),
                line.agreedCommittedDate() == null ? line.requestedDate() : line.agreedCommittedDate());
    }

    private static Sums sums(PriceBasis.Amounts amounts) {
        return new Sums(amounts.net(), amounts.tax(), amounts.gross());
    }
}
