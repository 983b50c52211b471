package io.neiqin.customer.survey;

import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a survey stands. */
public enum SurveyStatus {
    PLANNED,
    DONE,
    /** So often nobody could be spoken to that it is given up. */
    UNREACHED,
    CANCELLED;

    /** The state machine: from which states an action is possible, and who may take it. */
    public enum Action {
        ATTEMPT(
                "attempt",
                Roles.CLERK,
                Roles.CLERK_LEAD,
                Roles.SERVICE,
                Roles.TELESALES,
                Roles.SALESPERSON,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER),
        ANSWER(
                "answer",
                Roles.CLERK,
                Roles.CLERK_LEAD,
                Roles.SERVICE,
                Roles.TELESALES,
                Roles.SALESPERSON,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER),
        REASSIGN("reassign", Roles.CLERK_LEAD, Roles.SERVICE, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER),
        CANCEL("cancel", Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);

        private final String command;
        private final Set<SurveyStatus> from = EnumSet.of(PLANNED);
        private final Set<String> roles;

        Action(String command, String... roles) {
            this.command = command;
            this.roles = Set.of(roles);
        }

        /** As in the path, and in {@code allowedActions}. */
        public String command() {
            return command;
        }

        Set<String> roles() {
            return roles;
        }

        /** Whether it is the asking itself. */
        boolean isAsking() {
            return this == ATTEMPT || this == ANSWER;
        }
    }

    boolean allows(Action action) {
        return action.from.contains(this);
    }

    /** What is possible from here; the whole list, whoever asks. */
    List<Action> actions() {
        return Arrays.stream(Action.values()).filter(this::allows).toList();
    }
}
