package io.neiqin.orders.order;

import io.neiqin.platform.attachment.Attachable;
import io.neiqin.platform.attachment.Attachment.Subject;
import io.neiqin.platform.attachment.Paper;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import java.util.EnumSet;
import java.util.Set;

/**
 * What may be done to an order's papers: a clerk brings what the order was entered from (原始单据), until it has come to its
 * end. Once it is entered, such a paper stays: others have checked by it.
 */
final class OrderPapers implements Attachable {

    /** What the customer has sent, or a note of what he has said. */
    static final String SOURCE = "SOURCE";

    private static final Set<OrderStatus> AT_THE_CLERK =
            EnumSet.of(OrderStatus.DRAFT, OrderStatus.RECEIVED, OrderStatus.CLARIFYING);

    private static final Set<OrderStatus> ENDED = EnumSet.of(OrderStatus.COMPLETED, OrderStatus.CANCELLED);

    private final Order order;

    OrderPapers(Order order) {
        this.order = order;
    }

    @Override
    public Subject subject() {
        return new Subject(Order.TYPE, order.id(), order.number());
    }

    @Override
    public void requireAddable(String purpose, Actor actor) {
        requireClerk(actor);
        if (!SOURCE.equals(purpose)) {
            throw Problem.rule("attachment-unknown-purpose", String.valueOf(purpose), SOURCE);
        }
        if (ENDED.contains(order.status())) {
            throw Problem.illegalTransition("attach", order.status(), order.actionsFor(actor));
        }
    }

    @Override
    public void requireRemovable(String purpose, Actor actor) {
        requireClerk(actor);
        if (!AT_THE_CLERK.contains(order.status())) {
            throw Problem.illegalTransition("detach", order.status(), order.actionsFor(actor));
        }
    }

    private static void requireClerk(Actor actor) {
        if (!actor.hasAny(Roles.CLERK, Roles.CLERK_LEAD)) {
            throw Problem.forbidden("role-missing");
        }
    }

    @Override
    public void attach(Paper paper, CommandContext context) {
        order.keep(order.papers().with(paper), context);
    }

    @Override
    public void detach(Paper paper, CommandContext context) {
        order.keep(order.papers().without(paper.id()), context);
    }
}
