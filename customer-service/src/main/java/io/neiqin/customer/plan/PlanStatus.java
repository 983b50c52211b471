package io.neiqin.customer.plan;

import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How far a plan has come. */
public enum PlanStatus {
    DRAFT,
    /** Waits for a superior. */
    SUBMITTED,
    APPROVED,
    /** With its report. */
    CLOSED;

    /** The state machine: from which states an action is possible, and who may take it. */
    public enum Action {
        EDIT("edit", EnumSet.of(DRAFT), true),
        SUBMIT("submit", EnumSet.of(DRAFT), true),
        APPROVE("approve", EnumSet.of(SUBMITTED), false),
        RETURN("return", EnumSet.of(SUBMITTED), false),
        CLOSE("close", EnumSet.of(APPROVED), true);

        private static final Set<String> PLANNING =
                Set.of(Roles.SALESPERSON, Roles.TELESALES, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
        private static final Set<String> LEADING =
                Set.of(Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER, Roles.SALES_DIRECTOR, Roles.GENERAL_MANAGER);

        private final String command;
        private final Set<PlanStatus> from;
        private final boolean ofOwner;

        Action(String command, Set<PlanStatus> from, boolean ofOwner) {
            this.command = command;
            this.from = from;
            this.ofOwner = ofOwner;
        }

        /** As in the path, and in {@code allowedActions}. */
        public String command() {
            return command;
        }

        Set<String> roles() {
            return ofOwner ? PLANNING : LEADING;
        }

        /** Whether it is for whose plan it is; else it is for those above him. */
        boolean isOfOwner() {
            return ofOwner;
        }
    }

    boolean allows(Action action) {
        return action.from.contains(this);
    }

    List<Action> actions() {
        return Arrays.stream(Action.values()).filter(this::allows).toList();
    }
}
