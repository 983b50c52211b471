package io.neiqin.customer.lead;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a lead stands. */
public enum LeadStatus {
    NEW,
    WORKING,
    /** It is a customer now. */
    CONVERTED,
    /** Given up, with a reason. */
    DISQUALIFIED;

    private static final class Who {
        /** CUS-3: sales hands in, the clerk completes. A salesperson and a telemarketer, with their own alone. */
        private static final String[] WORKS = {
            Roles.CLERK,
            Roles.CLERK_LEAD,
            Roles.SALESPERSON,
            Roles.TELESALES,
            Roles.SALES_SUPERVISOR,
            Roles.SALES_MANAGER
        };
    }

    /** The state machine: from which states an action is possible, and who may take it. */
    public enum Action {
        EDIT("edit", EnumSet.of(NEW, WORKING), Who.WORKS),
        ASSIGN("assign", EnumSet.of(NEW, WORKING), Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER),
        START("start", EnumSet.of(NEW), Who.WORKS),
        CONVERT("convert", EnumSet.of(NEW, WORKING), Who.WORKS),
        DISQUALIFY("disqualify", EnumSet.of(NEW, WORKING), Who.WORKS),
        REOPEN("reopen", EnumSet.of(DISQUALIFIED), Who.WORKS);

        private final String command;
        private final Set<LeadStatus> from;
        private final Set<String> roles;

        Action(String command, Set<LeadStatus> from, String... roles) {
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
