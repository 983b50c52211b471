package io.neiqin.customer.customer;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How alive the relation to a customer is. What comes of orders and of time is not in the table: nobody commands it. */
public enum CustomerStatus {
    /** Has not ordered yet, or is talked to again after it was lost. */
    PROSPECT,
    ACTIVE,
    /** Has not ordered for long (休眠). */
    DORMANT,
    /** Does not buy from us any more (流失). */
    LOST,
    /** Too much of a risk: takes no orders. */
    BLOCKED,
    /** Was the same as another one, which stands for it now. */
    MERGED;

    /** The state machine: from which states people may take an action, and who; sellers only with what is their own. */
    public enum Action {
        EDIT(
                "edit",
                EnumSet.complementOf(EnumSet.of(MERGED)),
                Roles.CLERK,
                Roles.CLERK_LEAD,
                Roles.SALESPERSON,
                Roles.TELESALES,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER,
                Roles.SALES_DIRECTOR),
        ASSIGN("assign", EnumSet.complementOf(EnumSet.of(MERGED)), Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER),
        TAG(
                "tag",
                EnumSet.complementOf(EnumSet.of(MERGED)),
                Roles.CLERK,
                Roles.CLERK_LEAD,
                Roles.SERVICE,
                Roles.SALESPERSON,
                Roles.TELESALES,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER,
                Roles.SALES_DIRECTOR),
        BLOCK(
                "block",
                EnumSet.of(PROSPECT, ACTIVE, DORMANT, LOST),
                Roles.SALES_MANAGER,
                Roles.SALES_DIRECTOR,
                Roles.FINANCE),
        UNBLOCK("unblock", EnumSet.of(BLOCKED), Roles.SALES_MANAGER, Roles.SALES_DIRECTOR, Roles.FINANCE),
        MARK_LOST(
                "mark-lost",
                EnumSet.of(PROSPECT, ACTIVE, DORMANT),
                Roles.SALESPERSON,
                Roles.TELESALES,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER),
        WIN_BACK(
                "win-back",
                EnumSet.of(LOST),
                Roles.SALESPERSON,
                Roles.TELESALES,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER),
        RELEASE(
                "release",
                EnumSet.of(PROSPECT, ACTIVE, DORMANT, LOST),
                Roles.SALESPERSON,
                Roles.TELESALES,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER),
        CLAIM("claim", EnumSet.of(PROSPECT, ACTIVE, DORMANT, LOST), Roles.SALESPERSON, Roles.TELESALES);

        private final String command;
        private final Set<CustomerStatus> from;
        private final Set<String> roles;

        Action(String command, Set<CustomerStatus> from, String... roles) {
            this.command = command;
            this.from = from;
            this.roles = Set.of(roles);
        }

        /** As in the path, and in {@code allowedActions}. */
        public String command() {
            return command;
        }

        Set<String> roles() {
            return roles;
        }

        /** Whether one of the actor's roles lets him do it to whatever he sees, and not to his own alone. */
        boolean isForAnyBy(Actor actor) {
            return actor.roles().stream()
                    .anyMatch(role -> roles.contains(role) && (this == CLAIM || !SELLERS.contains(role)));
        }
    }

    /** Who own customers. */
    static final Set<String> SELLERS = Set.of(Roles.SALESPERSON, Roles.TELESALES);

    boolean allows(Action action) {
        return action.from.contains(this);
    }

    /** What is possible from here; the whole list, whoever asks. */
    List<Action> actions() {
        return Arrays.stream(Action.values()).filter(this::allows).toList();
    }

    /** Whether time changes anything: a blocked customer waits, a merged one is none. */
    boolean isLookedAfter() {
        return this != BLOCKED && this != MERGED;
    }
}
