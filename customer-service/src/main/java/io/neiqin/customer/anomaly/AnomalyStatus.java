package io.neiqin.customer.anomaly;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How far a report of an anomaly has come. */
public enum AnomalyStatus {
    REPORTED,
    /** A superior knows of it. */
    SEEN,
    /** Something was done about it. */
    ACTED,
    /** Nothing has to be done. */
    NOTED;

    /** The state machine: from which states an action is possible. Who may take it depends on whose customer it is. */
    public enum Action {
        SEE("see", EnumSet.of(REPORTED)),
        ACT("act", EnumSet.of(SEEN)),
        NOTE("note", EnumSet.of(SEEN));

        private final String command;
        private final Set<AnomalyStatus> from;

        Action(String command, Set<AnomalyStatus> from) {
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

    List<Action> actions() {
        return Arrays.stream(Action.values()).filter(this::allows).toList();
    }
}
