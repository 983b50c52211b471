package io.neiqin.customer.qualification;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a qualification stands. That it has expired follows from its last day and is no state. */
public enum QualificationStatus {
    /** Waits for a second person. */
    ENTERED,
    ACCEPTED,
    REFUSED,
    /** Another one was accepted in its place. */
    SUPERSEDED;

    /** The state machine: from which states an action is possible. */
    public enum Action {
        ACCEPT("accept", EnumSet.of(ENTERED)),
        REFUSE("refuse", EnumSet.of(ENTERED)),
        SUPERSEDE("supersede", EnumSet.of(ACCEPTED));

        private final String command;
        private final Set<QualificationStatus> from;

        Action(String command, Set<QualificationStatus> from) {
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

    /** What a reviewer may do from here. */
    List<String> reviews() {
        return Arrays.stream(Action.values())
                .filter(action -> action != Action.SUPERSEDE && allows(action))
                .map(Action::command)
                .toList();
    }
}
