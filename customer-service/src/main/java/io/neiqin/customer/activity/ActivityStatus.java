package io.neiqin.customer.activity;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where an activity stands. */
public enum ActivityStatus {
    /** An appointment (预约), or a next step of which only the day is known. */
    PLANNED,
    DONE,
    MISSED,
    CANCELLED;

    /** Whose hand it may be: his who does it, a clerk's for him, or that of those who lead him. */
    private static final class Hands {
        private static final String[] HIS_OR_CLERKS = {
            Roles.CLERK,
            Roles.CLERK_LEAD,
            Roles.SERVICE,
            Roles.SALESPERSON,
            Roles.TELESALES,
            Roles.SALES_SUPERVISOR,
            Roles.SALES_MANAGER,
            Roles.SALES_DIRECTOR
        };
    }

    /** The state machine: from which states an action is possible, and who may take it. */
    public enum Action {
        RESCHEDULE("reschedule", EnumSet.of(PLANNED), Hands.HIS_OR_CLERKS),
        COMPLETE("complete", EnumSet.of(PLANNED), Hands.HIS_OR_CLERKS),
        MISS("miss", EnumSet.of(PLANNED), Hands.HIS_OR_CLERKS),
        CANCEL("cancel", EnumSet.of(PLANNED), Hands.HIS_OR_CLERKS),
        CORRECT("correct", EnumSet.of(DONE), Hands.HIS_OR_CLERKS);

        private final String command;
        private final Set<ActivityStatus> from;
        private final Set<String> roles;

        Action(String command, Set<ActivityStatus> from, String... roles) {
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

        /**
         * What came of it tells he who did it, or a clerk in his name; who leads him may plan for him.
         *
         * @param whose somebody's activity, or one that is to be his
         */
        boolean isInHandOf(String whose, Actor actor) {
            return whose.equals(actor.employeeNo())
                    || actor.hasAny(Roles.CLERK, Roles.CLERK_LEAD)
                    || isPlanning() && actor.hasAny(Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER);
        }

        private boolean isPlanning() {
            return this == RESCHEDULE || this == CANCEL;
        }

        boolean isOpenTo(Actor actor) {
            return roles.stream().anyMatch(actor::has);
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
}
