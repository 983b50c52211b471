package io.neiqin.orders.order;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.platform.approval.ApprovalService;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadline.Subject;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.handover.HandOverService;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.WorkingCalendar;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Use cases of orders: load, ask whether this actor may, let the order do it, tell what happened. */
@ApplicationScoped
public class OrderService {

    /** That many lines fit into an event whatever they say: each of their texts is bounded. */
    private static final int SURELY_FIT = 100;

    private final Orders orders;
    private final OrderIntake intake;
    private final Numbers numbers;
    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final ApprovalService approvals;
    private final Limits limits;
    private final HandOverService handOvers;
    private final EntryWork work;
    private final Outbox outbox;

    public OrderService(
            Orders orders,
            OrderIntake intake,
            Numbers numbers,
            WorkingCalendar calendar,
            Deadlines deadlines,
            ApprovalService approvals,
            Limits limits,
            HandOverService handOvers,
            EntryWork work,
            Outbox outbox) {
        this.orders = orders;
        this.intake = intake;
        this.numbers = numbers;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.approvals = approvals;
        this.limits = limits;
        this.handOvers = handOvers;
        this.work = work;
        this.outbox = outbox;
    }

    /** Takes an order down as a draft (ORD-1). */
    Uni<Order> create(OrderRequest request, CommandContext context) {
        requireMachine(request.channel(), context);
        return ExternalRef.requireFree(request.externalRef(), orders::byExternalRef, Order::id, null)
                .chain(() -> intake.resolve(request, context))
                .flatMap(content -> numbers.next("order", context.businessDate())
                        .map(number ->
                                new Order(Uuid7.next(), number, OrderOrigin.of(request, context), content, context)))
                .invoke(this::requirePublishable)
                .invoke(order -> order.limit(limits, context))
                .flatMap(orders::persist)
                .call(order -> outbox.append(context, List.of(order.asDrafted())));
    }

    /** Replaces header and lines while the order is in DRAFT or RECEIVED. */
    Uni<Order> edit(UUID id, OrderRequest request, CommandContext context) {
        return load(id, context)
                .invoke(order -> refuseOtherOrigin(order, request))
                .call(order -> intake.resolve(request, context)
                        .invoke(content -> order.edit(
                                order.origin().noted(request.sourceDocumentRef(), request.remark()), content, context))
                        .invoke(() -> requirePublishable(order))
                        .invoke(() -> order.limit(limits, context)));
    }

    Uni<Order> receive(UUID id, CommandContext context) {
        return move(id, context, order -> List.of(order.receive(context)));
    }

    /** Whoever asks sees to it that there is an answer in time. */
    Uni<Order> requestClarification(UUID id, List<String> questions, CommandContext context) {
        return change(id, context, order -> order.requestClarification(questions, context))
                .call(order -> deadlines.start(
                        new Subject(
                                Order.TYPE,
                                id,
                                order.number(),
                                context.actor().employeeNo(),
                                context.actor().departmentId()),
                        Clarifications.DEADLINE,
                        context));
    }

    Uni<Order> answerClarification(UUID id, String answer, CommandContext context) {
        return change(id, context, order -> order.answerClarification(answer, context))
                .call(() -> deadlines.stop(Order.TYPE, id, Clarifications.DEADLINE, context));
    }

    Uni<Order> enter(UUID id, CommandContext context) {
        return load(id, context)
                .invoke(order -> order.require(Action.ENTER, context))
                .call(order ->
                        work.draw(order, context).flatMap(draw -> tell(order, order.enter(draw, context), context)))
                .invoke(order -> order.limit(limits, context));
    }

    Uni<Order> verify(UUID id, Verification method, CommandContext context) {
        return move(id, context, order -> order.verify(method, context)).invoke(order -> order.limit(limits, context));
    }

    Uni<Order> rejectVerification(UUID id, List<String> differences, CommandContext context) {
        return move(id, context, order -> order.rejectVerification(differences, context));
    }

    /** Beyond its limit; who approves is configuration, and nobody who has typed or sells it. */
    Uni<Order> submit(UUID id, CommandContext context) {
        return load(id, context)
                .invoke(order -> order.limit(limits, context))
                .invoke(order -> order.require(Action.SUBMIT, context))
                .call(order -> approvals
                        .submit(
                                OrderApproval.KIND,
                                order.clearance().approvalId(),
                                OrderApproval.request(order),
                                context)
                        .flatMap(approval -> outbox.append(context, List.of(order.submit(approval.id(), context)))));
    }

    Uni<Order> takeBack(UUID id, CommandContext context) {
        return load(id, context)
                .invoke(order -> order.require(Action.TAKE_BACK, context))
                .call(order -> approvals.takeBack(order.clearance().approvalId(), context))
                .call(order -> tell(order, List.of(order.takeBack(context)), context));
    }

    /** ORD-22: a supervisor confirms standard dates and repeat orders; anything else is the manager's. */
    Uni<Order> confirm(UUID id, CommandContext context) {
        return load(id, context)
                .invoke(order -> order.limit(limits, context))
                .invoke(order -> order.require(Action.CONFIRM, context))
                .call(order -> mayConfirm(order, context))
                .call(this::requireConsent)
                .call(order -> outbox.append(context, List.of(order.confirm(context))));
    }

    Uni<Order> ship(UUID id, Map<Integer, BigDecimal> quantities, CommandContext context) {
        return change(id, context, order -> order.ship(quantities, context));
    }

    Uni<Order> accept(UUID id, Map<Integer, BigDecimal> quantities, CommandContext context) {
        return load(id, context).call(order -> outbox.append(context, order.accept(quantities, context)));
    }

    Uni<Order> cancel(UUID id, String reason, CommandContext context) {
        return load(id, context)
                .call(order -> expire(order, context))
                .call(() -> handOvers.closeQuestions(Order.TYPE, id, reason, context))
                .call(order -> tell(order, List.of(order.cancel(reason, context)), context))
                .call(() -> deadlines.stop(Order.TYPE, id, Clarifications.DEADLINE, context));
    }

    private Uni<Void> expire(Order order, CommandContext context) {
        return order.status() == OrderStatus.PENDING_APPROVAL
                ? approvals.expire(order.clearance().approvalId(), context)
                : Uni.createFrom().voidItem();
    }

    /** A structured source is a machine's: a clerk who claimed one could verify his own typing by AUTO (DAT-2). */
    private static void requireMachine(OrderOrigin.Channel channel, CommandContext context) {
        if (channel.isStructured() && !context.actor().hasAny(Roles.SYSTEM, Roles.HISTORY_IMPORT)) {
            throw Problem.rule("channel-of-machines", channel.name())
                    .at("/channel", "channel-of-machines", channel.name());
        }
    }

    /** What could not be told at its confirmation is refused while it is being typed. */
    void requirePublishable(Order order) {
        if (order.lines().size() > SURELY_FIT && !outbox.fits(order.asConfirmed())) {
            throw Problem.rule("order-too-large", order.lines().size())
                    .at("/lines", "order-too-large", order.lines().size());
        }
    }

    private static void refuseOtherOrigin(Order order, OrderRequest request) {
        Problem wrong = Problem.rule("origin-fixed");
        if (request.channel() != order.origin().channel()) {
            wrong.at("/channel", "origin-fixed");
        }
        if (request.externalRef() != null
                && !request.externalRef().equals(order.origin().externalRef())) {
            wrong.at("/externalRef", "origin-fixed");
        }
        wrong.throwIfAny();
    }

    private Uni<Order> change(UUID id, CommandContext context, Function<Order, OrderEvent> verb) {
        return load(id, context).call(order -> outbox.append(context, List.of(verb.apply(order))));
    }

    /** What makes work for clerks, or ends it. The order's own events come last: the answer names their version. */
    private Uni<Order> move(UUID id, CommandContext context, Function<Order, List<? extends DomainEvent>> verb) {
        return load(id, context).call(order -> tell(order, verb.apply(order), context));
    }

    private Uni<Void> tell(Order order, List<? extends DomainEvent> told, CommandContext context) {
        return work.after(order, context).flatMap(tasks -> {
            List<DomainEvent> all = new ArrayList<>(tasks);
            all.addAll(told);
            return outbox.append(context, all);
        });
    }

    private Uni<Order> load(UUID id, CommandContext context) {
        return orders.toChange(id, context.actor())
                .map(context::watch)
                .invoke(order -> context.requireVersion(order.version()));
    }

    /** What was approved is what is confirmed. */
    private Uni<Void> requireConsent(Order order) {
        return order.clearance().isGiven()
                ? approvals.requireApproved(order.clearance().approvalId(), OrderApproval.Content.of(order))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> mayConfirm(Order order, CommandContext context) {
        if (context.actor().has(Roles.SALES_MANAGER)) {
            return Uni.createFrom().voidItem();
        }
        LocalDate today = context.businessDate();
        return calendar.years(today.getYear(), today.getYear() + 3).flatMap(days -> {
            boolean standard = order.lines().stream()
                    .allMatch(line -> !line.requestedDate().isBefore(days.plusWorkingDays(today, line.leadTimeDays())));
            return standard ? Uni.createFrom().voidItem() : requireRepeat(order);
        });
    }

    private Uni<Void> requireRepeat(Order order) {
        List<String> skus = order.lines().stream().map(OrderLine::sku).toList();
        return orders.accepted(order.customer().id(), order.terms(), skus)
                .invoke(before -> {
                    if (!order.lines().stream().allMatch(line -> line.isAmong(before))) {
                        throw Problem.forbidden("manager-must-confirm");
                    }
                })
                .replaceWithVoid();
    }
}
