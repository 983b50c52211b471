package io.neiqin.orders.order;

import io.neiqin.events.orders.OrderEvent;
import io.neiqin.orders.order.PriceBasis.Amounts;
import io.neiqin.platform.approval.Approval;
import io.neiqin.platform.approval.ApprovalKind;
import io.neiqin.platform.approval.ApprovalRequest;
import io.neiqin.platform.approval.ApprovalStatus;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is approved of an order beyond its limit, and what the outcome does to it. */
@ApplicationScoped
class OrderApproval implements ApprovalKind {

    static final String KIND = "order-over-limit";

    /** What an approver is shown: all that was agreed, and nothing that moves by itself. */
    record Content(
            String number,
            UUID customerId,
            String customerName,
            OrderSource order,
            Amounts totals,
            List<Attribution> salespersons) {

        static Content of(Order order) {
            return new Content(
                    order.number(),
                    order.customer().id(),
                    order.customer().name(),
                    order.asSource(),
                    order.totals(),
                    List.copyOf(order.salespersons()));
        }
    }

    static ApprovalRequest request(Order order) {
        Set<String> concerned = new HashSet<>(order.entry().enterers().all());
        order.salespersons().forEach(person -> concerned.add(person.employeeNo()));
        String headline = order.customer().name() + ", "
                + order.totals().gross().toPlainString() + " " + order.terms().currency();
        return new ApprovalRequest(
                new Approval.Subject(Order.TYPE, order.id(), order.number()), headline, Content.of(order), concerned);
    }

    private final Orders orders;
    private final EntryWork work;
    private final Outbox outbox;

    OrderApproval(Orders orders, EntryWork work, Outbox outbox) {
        this.orders = orders;
        this.work = work;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Uni<Void> lock(UUID orderId) {
        return orders.toDecide(orderId).replaceWithVoid();
    }

    @Override
    public Uni<Void> completed(UUID orderId, ApprovalStatus outcome, CommandContext context) {
        return orders.toDecide(orderId).map(context::watch).flatMap(order -> {
            List<OrderEvent> told = order.decided(outcome, context);
            return told.isEmpty() ? Uni.createFrom().voidItem() : tell(order, told, context);
        });
    }

    /** Sent back it is entered anew. */
    private Uni<Void> tell(Order order, List<OrderEvent> told, CommandContext context) {
        return work.after(order, context)
                .flatMap(tasks -> outbox.append(context, tasks))
                .chain(() -> outbox.append(context, told));
    }
}
