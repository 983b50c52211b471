package io.neiqin.customer.customer;

import io.neiqin.events.customers.CustomerEvent.CustomerMerged;
import io.neiqin.events.customers.CustomerEvent.CustomerUnmerged;
import io.neiqin.events.customers.CustomerEvent.CustomerUpdated;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;

/** How a customer becomes one with another (合并), and is itself again (撤销合并). */
record CustomerMerger(Customer customer) {

    /** Two salespersons' customers are for those to judge who lead both. */
    void requireBy(Actor actor, Customer other) {
        if (!customer.ownerNo().equals(other.ownerNo()) && !actor.hasAny(Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER)) {
            throw Problem.forbidden("merge-across-owners");
        }
    }

    /** Who is blocked stays so: to vanish in another one would be a way around it. */
    void requireFit(Customer into) {
        customer.requireUnmerged();
        into.requireUnmerged();
        if (customer.status() == CustomerStatus.BLOCKED && into.status() != CustomerStatus.BLOCKED) {
            throw Problem.conflict("merge-blocked", customer.number());
        }
    }

    /** It keeps all that it has, and is no customer any more. */
    CustomerMerged mergeInto(Customer survivor, CommandContext context) {
        customer.stands(customer.standing().merged(context.businessDate()))
                .standsFor(new Merging(survivor.id(), survivor.id()))
                .touched(context);
        return new CustomerMerged(customer.id(), customer.profile(), survivor.id(), survivor.number());
    }

    /**
     * Takes over the other one's part.
     *
     * @param former where that one stood
     */
    CustomerUpdated absorb(Customer from, Standing former, Blend blend, CommandContext context) {
        customer.becomes(
                        blend.particulars(from.particulars(), customer.particulars()),
                        blend.people(from.contacts(), customer.contacts()))
                .stands(customer.standing().absorbing(former, context.businessDate()))
                .touched(context);
        return new CustomerUpdated(customer.id(), customer.profile());
    }

    /** The survivor's side of it. */
    CustomerUpdated giveBack(Kept kept, CommandContext context) {
        customer.becomes(kept.particulars(customer.particulars()), kept.contacts(customer.contacts()))
                .stands(kept.standing(customer.standing()))
                .touched(context);
        return new CustomerUpdated(customer.id(), customer.profile());
    }

    /** And its own: it is there again as it was. */
    CustomerUnmerged part(Kept kept, Customer survivor, CommandContext context) {
        customer.stands(kept.vanished()).standsFor(null).touched(context);
        return new CustomerUnmerged(customer.id(), customer.profile(), survivor.id(), survivor.number());
    }
}
