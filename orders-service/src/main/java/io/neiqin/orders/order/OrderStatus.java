package io.neiqin.orders.order;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where an order stands; decided by people. How far its goods are is derived from the lines, never set by hand. */
public enum OrderStatus {
    DRAFT,
    RECEIVED,
    /** Waits for what the customer says to something unclear. */
    CLARIFYING,
    ENTERED,
    VERIFIED,
    /** Beyond its limit: waits for those who have to approve it, and once they have, for its confirmation. */
    PENDING_APPROVAL,
    CONFIRMED,
    COMPLETED,
    CANCELLED;

    /** The state machine: from which states an action is possible, and who may take it. */
    public enum Action {
        EDIT("edit", EnumSet.of(DRAFT, RECEIVED), Roles.CLERK, Roles.CLERK_LEAD),
        RECEIVE("receive", EnumSet.of(DRAFT), Roles.CLERK, Roles.CLERK_LEAD),
        REQUEST_CLARIFICATION("request-clarification", EnumSet.of(RECEIVED), Roles.CLERK, Roles.CLERK_LEAD),
        ANSWER_CLARIFICATION("answer-clarification", EnumSet.of(CLARIFYING), Roles.CLERK, Roles.CLERK_LEAD),
        ENTER("enter", EnumSet.of(RECEIVED), Roles.CLERK, Roles.CLERK_LEAD),
        VERIFY("verify", EnumSet.of(ENTERED), Roles.CLERK, Roles.CLERK_LEAD),
        REJECT_VERIFICATION("reject-verification", EnumSet.of(ENTERED), Roles.CLERK, Roles.CLERK_LEAD),
        SUBMIT("submit", EnumSet.of(VERIFIED), Roles.CLERK, Roles.CLERK_LEAD),
        TAKE_BACK("take-back", EnumSet.of(PENDING_APPROVAL), Roles.CLERK, Roles.CLERK_LEAD),
        CONFIRM("confirm", EnumSet.of(VERIFIED, PENDING_APPROVAL), Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER),
        SHIP("ship", EnumSet.of(CONFIRMED), Roles.WAREHOUSE, Roles.LOGISTICS),
        ACCEPT("accept", EnumSet.of(CONFIRMED), Roles.CLERK, Roles.CLERK_LEAD, Roles.LOGISTICS),
        CANCEL("cancel", EnumSet.complementOf(EnumSet.of(COMPLETED, CANCELLED)), Roles.SALES_MANAGER);

        private final String command;
        private final Set<OrderStatus> from;
        private final Set<String> roles;

        Action(String command, Set<OrderStatus> from, String... roles) {
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

        /** Whether it judges somebody's typing, which nobody does for his own. */
        boolean isJudgement() {
            return this == VERIFY || this == REJECT_VERIFICATION;
        }
    }

    boolean allows(Action action) {
        return action.from.contains(this);
    }

    /** What is possible from here; the whole list, whoever asks. */
    List<String> actions() {
        return Arrays.stream(Action.values())
                .filter(this::allows)
                .map(Action::command)
                .toList();
    }

    /** What is possible from here for this actor's roles. */
    List<Action> actionsFor(Actor actor) {
        return Arrays.stream(Action.values())
                .filter(action -> allows(action) && action.roles.stream().anyMatch(actor::has))
                .toList();
    }
}
