package io.neiqin.customer.credit;

import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How the credit of a customer stands on a day. A suggested change does not move it: it waits beside what is in force. */
public enum CreditStatus {
    /** The first suggestion waits for those who approve it; nothing is in force. */
    SUGGESTED,
    /** Nothing is in force, and nobody is asked: what was suggested came back. */
    RETURNED,
    /** Approved for later: its first day is still to come. */
    APPROVED,
    ACTIVE,
    /** No more credit until it is thawed, whatever was approved and however long. */
    FROZEN,
    /** Its last day is over. */
    EXPIRED;

    /** The state machine: from which states an action is possible, beside a suggestion or without, and who may take it. */
    public enum Action {
        SUGGEST(
                "suggest",
                EnumSet.complementOf(EnumSet.of(SUGGESTED)),
                false,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER),
        WITHDRAW(
                "withdraw",
                EnumSet.complementOf(EnumSet.of(RETURNED)),
                true,
                Roles.SALES_SUPERVISOR,
                Roles.SALES_MANAGER),
        FREEZE("freeze", EnumSet.of(APPROVED, ACTIVE), null, Roles.FINANCE),
        THAW("thaw", EnumSet.of(FROZEN), null, Roles.FINANCE);

        private final String command;
        private final Set<CreditStatus> from;
        private final Boolean waiting;
        private final Set<String> roles;

        /** @param waiting whether a suggestion has to wait, or must not; null where that makes no difference */
        Action(String command, Set<CreditStatus> from, Boolean waiting, String... roles) {
            this.command = command;
            this.from = from;
            this.waiting = waiting;
            this.roles = Set.of(roles);
        }

        /** As in the path, and in {@code allowedActions}. */
        public String command() {
            return command;
        }

        Set<String> roles() {
            return roles;
        }
    }

    /** @param waiting whether a suggestion waits */
    boolean allows(Action action, boolean waiting) {
        return action.from.contains(this) && (action.waiting == null || action.waiting == waiting);
    }

    /** What is possible from here for this actor's roles. */
    List<Action> actionsFor(Actor actor, boolean waiting) {
        return Arrays.stream(Action.values())
                .filter(action ->
                        allows(action, waiting) && action.roles.stream().anyMatch(actor::has))
                .toList();
    }
}
