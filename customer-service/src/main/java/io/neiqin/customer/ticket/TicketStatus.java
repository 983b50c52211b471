package io.neiqin.customer.ticket;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a ticket stands. That it was brought before somebody's superior is beside that. */
public enum TicketStatus {
    /** Nobody has it yet. */
    NEW,
    /** Somebody has been given it. */
    ASSIGNED,
    ACCEPTED,
    IN_PROGRESS,
    /** Nothing can be done before the customer has said or sent something. */
    WAITING_CUSTOMER,
    /** There is a solution, of which the customer does not know yet. */
    RESOLVED,
    REPLIED,
    EVALUATED,
    CLOSED,
    /** The customer does not see it as done; whoever had it last has it again. */
    REOPENED,
    /** It is another ticket's matter, or nobody's. */
    CANCELLED;

    /** Which of those who see a ticket an action is for, beside their roles. */
    enum Who {
        ANYBODY,
        /** Whoever has it, who stands in for him, and those who lead. */
        OWNER,
        /** Whoever was given it and who stands in for him; of what is nobody's, anybody. */
        TAKER,
        /** Whoever has it, has opened it, speaks with customers or leads. */
        CONCERNED,
        /** Who has opened it, and those who lead. */
        OPENER,
        /** As those concerned, but never who has handled it. */
        JUDGE
    }

    private static final EnumSet<TicketStatus> GIVEN =
            EnumSet.of(ASSIGNED, ACCEPTED, IN_PROGRESS, WAITING_CUSTOMER, REOPENED);
    private static final EnumSet<TicketStatus> IN_WORK =
            EnumSet.of(NEW, ASSIGNED, ACCEPTED, IN_PROGRESS, WAITING_CUSTOMER, REOPENED);
    private static final EnumSet<TicketStatus> OVER = EnumSet.of(CLOSED, CANCELLED);

    /** The state machine: from which states an action is possible, and who may take it. */
    public enum Action {
        ASSIGN("assign", IN_WORK, Who.ANYBODY, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER),
        ACCEPT("accept", EnumSet.of(NEW, ASSIGNED, REOPENED), Who.TAKER, Roles.EMPLOYEE),
        DECLINE("decline", EnumSet.of(ASSIGNED, REOPENED), Who.TAKER, Roles.EMPLOYEE),
        START("start", EnumSet.of(ACCEPTED), Who.OWNER, Roles.EMPLOYEE),
        WAIT("wait", EnumSet.of(IN_PROGRESS), Who.OWNER, Roles.EMPLOYEE),
        RESUME("resume", EnumSet.of(WAITING_CUSTOMER), Who.OWNER, Roles.EMPLOYEE),
        HAND_OVER("hand-over", GIVEN, Who.OWNER, Roles.EMPLOYEE),
        TICK("tick", EnumSet.of(ACCEPTED, IN_PROGRESS, WAITING_CUSTOMER), Who.ANYBODY, Roles.EMPLOYEE),
        RESOLVE("resolve", EnumSet.of(IN_PROGRESS), Who.OWNER, Roles.EMPLOYEE),
        REPLY("reply", EnumSet.of(RESOLVED), Who.OWNER, Roles.EMPLOYEE),
        ATTEMPT("attempt", EnumSet.of(RESOLVED, REPLIED), Who.CONCERNED, Roles.EMPLOYEE),
        EVALUATE("evaluate", EnumSet.of(REPLIED), Who.JUDGE, Roles.EMPLOYEE),
        CLOSE("close", EnumSet.of(REPLIED, EVALUATED), Who.OWNER, Roles.EMPLOYEE),
        REOPEN("reopen", EnumSet.of(REPLIED, EVALUATED, CLOSED), Who.CONCERNED, Roles.EMPLOYEE),
        ESCALATE("escalate", IN_WORK, Who.CONCERNED, Roles.EMPLOYEE),
        PRIORITISE("prioritise", IN_WORK, Who.CONCERNED, Roles.EMPLOYEE),
        NOTE("note", EnumSet.complementOf(OVER), Who.ANYBODY, Roles.EMPLOYEE),
        CANCEL("cancel", IN_WORK, Who.OPENER, Roles.EMPLOYEE);

        private final String command;
        private final Set<TicketStatus> from;
        private final Who who;
        private final Set<String> roles;

        Action(String command, Set<TicketStatus> from, Who who, String... roles) {
            this.command = command;
            this.from = from;
            this.who = who;
            this.roles = Set.of(roles);
        }

        /** As in the path, and in {@code allowedActions}. */
        public String command() {
            return command;
        }

        Set<String> roles() {
            return roles;
        }

        Who who() {
            return who;
        }

        boolean isFor(Actor actor) {
            return roles.stream().anyMatch(actor::has);
        }
    }

    boolean allows(Action action) {
        return action.from.contains(this);
    }

    /** Whether there is something left to do. */
    boolean isOpen() {
        return !OVER.contains(this);
    }

    /** What is possible from here; the whole list, whoever asks. */
    List<Action> actions() {
        return Arrays.stream(Action.values()).filter(this::allows).toList();
    }
}
