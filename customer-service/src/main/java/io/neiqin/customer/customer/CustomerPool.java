package io.neiqin.customer.customer;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.customer.customer.Pooling.Why;
import io.neiqin.events.customers.CustomerEvent;
import io.neiqin.events.customers.CustomerEvent.CustomerClaimed;
import io.neiqin.events.customers.CustomerEvent.CustomerMovedToPool;
import io.neiqin.events.customers.CustomerEvent.CustomerOwnerChanged;
import io.neiqin.events.customers.CustomerEvent.CustomerPoolWarned;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Whose a customer is: how it goes from one owner to another, into the pool (公海) and out of it. */
record CustomerPool(Customer customer) {

    private Pooling now() {
        return customer.pooling();
    }

    /**
     * Gives the customer to a salesperson and his department, also out of the pool; and when only his department is
     * another by now.
     */
    CustomerOwnerChanged assign(Organisation.Person owner, CommandContext context) {
        customer.require(Action.ASSIGN, context);
        String former = customer.ownerNo();
        boolean stays = former.equals(owner.employeeNo()) && !now().isInPool();
        if (stays && Objects.equals(customer.departmentId(), owner.departmentId())) {
            throw Problem.conflict("already-owner", former)
                    .with("allowedActions", customer.allowedActions(context.actor()));
        }
        customer.lies(stays ? now() : now().owned(context.businessDate()))
                .goesTo(owner)
                .touched(context);
        return new CustomerOwnerChanged(customer.id(), customer.profile(), former);
    }

    /** The owner lets go of it (释放), or his superior for him. */
    CustomerMovedToPool release(String reason, CommandContext context) {
        customer.require(Action.RELEASE, context);
        customer.touched(context);
        return move(Why.RELEASED, reason, context.businessDate());
    }

    /**
     * A seller takes it for himself (领取); who had it last has to leave it to others for a while.
     *
     * @param coolDownDays so many
     */
    CustomerClaimed claim(Organisation.Person owner, int coolDownDays, CommandContext context) {
        customer.require(Action.CLAIM, context);
        String former = customer.ownerNo();
        LocalDate free = now().pooledOn().plusDays(coolDownDays);
        if (former.equals(owner.employeeNo()) && context.businessDate().isBefore(free)) {
            throw Problem.conflict("pool-cool-down", free.toString())
                    .with("allowedActions", customer.allowedActions(context.actor()));
        }
        customer.lies(now().owned(context.businessDate())).goesTo(owner).touched(context);
        return new CustomerClaimed(customer.id(), customer.profile(), former);
    }

    /** Its owner works here no more. */
    List<CustomerEvent> orphan(LocalDate today, CommandContext context) {
        if (now().isInPool()) {
            return List.of();
        }
        customer.touched(context);
        return List.of(move(Why.OWNER_LEFT, null, today));
    }

    /** What the terms make of it today: its owner is warned, or has lost it. */
    List<CustomerEvent> review(PoolTerms terms, LocalDate today, CommandContext context) {
        if (now().isInPool() || !customer.status().isLookedAfter()) {
            return List.of();
        }
        LocalDate lastOrderOn = customer.standing().lastOrderOn();
        Why overdue = now().overdue(terms, lastOrderOn, today);
        if (overdue != null) {
            customer.touched(context);
            return List.of(move(overdue, null, today));
        }
        List<Pooling.Warning> warnings = now().warnings(terms, lastOrderOn, today);
        customer.lies(now().warned(terms, lastOrderOn, today));
        return warnings.stream().map(this::told).toList();
    }

    /** Somebody was in touch with it. */
    void followUp(LocalDate day) {
        customer.lies(now().followedUp(day));
    }

    private CustomerEvent told(Pooling.Warning warning) {
        return new CustomerPoolWarned(
                customer.id(), customer.profile(), warning.why().name(), warning.movesOn());
    }

    private CustomerMovedToPool move(Why why, String remark, LocalDate on) {
        customer.lies(now().pooled(why, remark, on));
        return new CustomerMovedToPool(customer.id(), customer.profile(), why.name());
    }
}
