package io.neiqin.customer.accuracy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a verification stands. That it is overdue follows from its deadline and is no state. */
public enum VerificationStatus {
    OPEN,
    /** The file is right as it is. */
    CONFIRMED,
    /** Something was outdated. */
    CORRECTED,
    /** Nobody needs to look any more: the customer is blocked or merged. */
    DROPPED;

    /** The state machine: from which states an action is possible. */
    public enum Action {
        CONFIRM("confirm", EnumSet.of(OPEN)),
        CORRECT("correct", EnumSet.of(OPEN)),
        DROP("drop", EnumSet.of(OPEN));

        private final String command;
        private final Set<VerificationStatus> from;

        Action(String command, Set<VerificationStatus> from) {
            this.command = command;
            this.from = from;
        }

        /** As in the path, and in {@code allowedActions}. */
        public String command() {
            return command;
        }
    }

    boolean allows(Action action) {
        return action.from.contains(this);
    }

    /** What somebody who is asked may do from here. */
    List<String> answers() {
        return Arrays.stream(Action.values())
                .filter(action -> action != Action.DROP && allows(action))
                .map(Action::command)
                .toList();
    }
}
