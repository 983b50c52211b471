package io.neiqin.customer.customer;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.customers.CustomerEvent.CustomerActivated;
import io.neiqin.events.customers.CustomerEvent.CustomerBlocked;
import io.neiqin.events.customers.CustomerEvent.CustomerDormant;
import io.neiqin.events.customers.CustomerEvent.CustomerLost;
import io.neiqin.events.customers.CustomerEvent.CustomerUnblocked;
import io.neiqin.events.customers.CustomerEvent.CustomerWonBack;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.problem.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The life of a customer (客户生命周期, CUS-30): the verbs that lead from one status to another. */
record CustomerLife(Customer customer) {

    private Standing now() {
        return customer.standing();
    }

    CustomerBlocked block(String reason, CommandContext context) {
        customer.require(Action.BLOCK, context);
        CustomerStatus former = now().status();
        customer.stands(now().blocked(reason, context.businessDate())).touched(context);
        return new CustomerBlocked(customer.id(), customer.profile(), former.name());
    }

    /** It is what it was; then, where an order was confirmed meanwhile, what that makes of it. */
    List<CustomerEvent> unblock(CommandContext context) {
        customer.require(Action.UNBLOCK, context);
        Standing blocked = now();
        customer.stands(blocked.unblocked(context.businessDate())).touched(context);
        List<CustomerEvent> told = new ArrayList<>();
        told.add(new CustomerUnblocked(customer.id(), customer.profile()));
        if (blocked.orderedWhileBlocked()) {
            told.addAll(ordered(null, blocked.lastOrderOn(), context));
        }
        return told;
    }

    /** Somebody says that it is lost. */
    CustomerLost markLost(LostCause cause, String remark, CommandContext context) {
        customer.require(Action.MARK_LOST, context);
        if (cause == LostCause.NO_ORDER) {
            throw Problem.rule("lost-cause-not-declared").at("/cause", "lost-cause-not-declared");
        }
        customer.touched(context);
        return lose(cause, remark, context.businessDate());
    }

    /** It talks to us again; that it buys again, an order says. */
    CustomerWonBack winBack(String reason, CommandContext context) {
        customer.require(Action.WIN_BACK, context);
        String lostBy = now().lostCause().name();
        customer.stands(now().wonBack(reason, context.businessDate())).touched(context);
        return new CustomerWonBack(customer.id(), customer.profile(), "DECLARED", lostBy, null);
    }

    /**
     * An order of it was confirmed; refuses nothing, since that has happened.
     *
     * @param orderId null where it is not known any more
     * @param on the order's business date
     */
    List<CustomerEvent> ordered(UUID orderId, LocalDate on, CommandContext context) {
        Standing former = now();
        customer.stands(former.ordered(on, context.businessDate()))
                .lies(customer.pooling().ordered(on));
        if (now().status() == former.status()) {
            return List.of();
        }
        customer.touched(context);
        return List.of(
                former.status() == CustomerStatus.LOST
                        ? new CustomerWonBack(
                                customer.id(),
                                customer.profile(),
                                "ORDER",
                                former.lostCause().name(),
                                orderId)
                        : new CustomerActivated(
                                customer.id(),
                                customer.profile(),
                                former.status().name(),
                                former.firstOrderOn() == null,
                                orderId));
    }

    /** An order of a time before this system: it is known, and nothing follows from it. */
    void remember(LocalDate order) {
        customer.stands(now().remembering(order));
    }

    /** It has not ordered for long: it becomes dormant first, then lost. */
    CustomerEvent age(LocalDate today, CommandContext context) {
        customer.touched(context);
        if (now().status() == CustomerStatus.DORMANT) {
            return lose(LostCause.NO_ORDER, null, today);
        }
        customer.stands(now().dormant(today));
        return new CustomerDormant(customer.id(), customer.profile(), now().lastOrderOn());
    }

    private CustomerLost lose(LostCause cause, String remark, LocalDate on) {
        CustomerStatus former = now().status();
        customer.stands(now().lost(cause, remark, on));
        return new CustomerLost(customer.id(), customer.profile(), former.name(), cause.name(), now().lastOrderOn());
    }
}
