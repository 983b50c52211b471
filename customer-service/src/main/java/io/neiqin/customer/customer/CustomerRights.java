package io.neiqin.customer.customer;

import io.neiqin.customer.customer.CustomerStatus.Action;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What this person may do to this customer. Sellers do it to their own; what is in the pool (公海) is none of theirs, and
 * they may claim it.
 */
record CustomerRights(Customer customer, Actor actor) {

    /** Who calls and writes to customers that are not his own. */
    private static final String[] SERVING = {
        Roles.CLERK, Roles.CLERK_LEAD, Roles.SERVICE, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER, Roles.SALES_DIRECTOR
    };

    private static final String[] LEADS = {
        Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER, Roles.SALES_DIRECTOR, Roles.HISTORY_IMPORT
    };

    /** HQL: in the pool of a department. */
    static final String IN_POOL_OF = "e.pooling.poolState = IN_POOL and e.departmentId = :poolOf";

    /** The department whose pool he may look into and claim from: his own, for a seller; null for none. */
    static UUID poolOf(Actor actor) {
        return isSeller(actor) ? actor.departmentId() : null;
    }

    /** Owner and department of a customer in the pool are the last ones: whoever saw it then sees it still. */
    boolean mayRead() {
        return mayRead(
                actor,
                customer.ownerNo(),
                customer.departmentId(),
                customer.pooling().isInPool());
    }

    /** As {@link #mayRead}, of a customer that is known by no more than that. */
    static boolean mayRead(Actor actor, String ownerNo, UUID departmentId, boolean inPool) {
        return actor.sees().covers(ownerNo, departmentId)
                || inPool && departmentId != null && departmentId.equals(poolOf(actor));
    }

    /** As {@link #mayUnmask}, and he sees it. */
    static boolean mayUnmask(Actor actor, String ownerNo, UUID departmentId, boolean inPool) {
        return mayRead(actor, ownerNo, departmentId, inPool)
                && (actor.hasAny(SERVING)
                        || !inPool
                                && (actor.has(Roles.TELESALES)
                                        || isSeller(actor) && ownerNo.equals(actor.employeeNo())));
    }

    /** Refuses with 403. */
    void require(Action action) {
        if (!may(action)) {
            throw Problem.forbidden("not-your-customer");
        }
    }

    private boolean may(Action action) {
        return action.isForAnyBy(actor) || isOwner() && actor.roles().stream().anyMatch(action.roles()::contains);
    }

    private boolean isOwner() {
        return isSeller(actor)
                && !customer.pooling().isInPool()
                && customer.ownerNo().equals(actor.employeeNo());
    }

    /** Phones and addresses of its contacts are for its owner, and for those who lead and serve its sales. */
    void requireUnmasking() {
        if (!mayUnmask()) {
            throw Problem.forbidden("unmask-forbidden");
        }
    }

    private boolean mayUnmask() {
        return actor.hasAny(SERVING)
                || isOwner()
                || actor.has(Roles.TELESALES) && !customer.pooling().isInPool();
    }

    /**
     * Whose customers alone this actor may find by phone, an employee's number; null when any in his sight. To find by a
     * phone tells something of it, so it takes the right to see it: refuses who sees none.
     */
    static String ownPhonesOnly(Actor actor) {
        if (actor.hasAny(SERVING) || actor.has(Roles.TELESALES)) {
            return null;
        }
        if (!actor.has(Roles.SALESPERSON)) {
            throw Problem.forbidden("unmask-forbidden");
        }
        return actor.employeeNo();
    }

    /** Whether he may find by phone what is in the pool, too: sellers see those numbers once they have claimed it. */
    static boolean areFoundInPool(Actor actor) {
        return actor.hasAny(SERVING);
    }

    /** More attention than others get (VIP 通道, CUS-8) is promised by those who lead sales; taken over as it was. */
    static void requireTier(Particulars.Tier before, Particulars.Tier after, Actor actor) {
        boolean vip = (before == Particulars.Tier.VIP) != (after == Particulars.Tier.VIP);
        if (vip && !actor.hasAny(LEADS)) {
            throw Problem.forbidden("vip-by-leads");
        }
    }

    /** What he may do to it as it is. */
    List<String> actions() {
        List<String> actions = new ArrayList<>();
        for (Action action : customer.actions()) {
            if (may(action)) {
                actions.add(action.command());
            }
        }
        if (mayUnmask()) {
            actions.add("unmask");
        }
        return actions;
    }

    private static boolean isSeller(Actor actor) {
        return actor.hasAny(Roles.SALESPERSON, Roles.TELESALES);
    }
}
