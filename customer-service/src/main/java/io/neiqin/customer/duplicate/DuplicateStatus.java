package io.neiqin.customer.duplicate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How two customers that look like one are judged. */
public enum DuplicateStatus {
    /** Found, by a scan. */
    CANDIDATE,
    /** Two companies; not proposed again. */
    DISMISSED,
    MERGED,
    /** Two companies after all; not proposed again, either. */
    UNMERGED;

    /** The state machine: from which states an action leads where. */
    public enum Action {
        DISMISS("dismiss", EnumSet.of(CANDIDATE), DISMISSED),
        /** Also what was judged otherwise before. */
        MERGE("merge", EnumSet.of(CANDIDATE, DISMISSED, UNMERGED), MERGED),
        UNMERGE("unmerge", EnumSet.of(MERGED), UNMERGED);

        private final String command;
        private final Set<DuplicateStatus> from;
        private final DuplicateStatus to;

        Action(String command, Set<DuplicateStatus> from, DuplicateStatus to) {
            this.command = command;
            this.from = from;
            this.to = to;
        }

        /** As in the path, and in {@code allowedActions}. */
        public String command() {
            return command;
        }

        DuplicateStatus to() {
            return to;
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
