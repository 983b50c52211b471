package io.neiqin.customer.ticket;

import io.neiqin.customer.ticket.TicketStatus.Action;
import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.problem.Problem;
import java.util.List;

/** What somebody may do with a ticket as it is. */
record Rights(Ticket ticket, Hand hand) {

    /** Refuses with 403 whom it is not for, then with 409 what the status does not allow. */
    void require(Action action) {
        requirePermission(action);
        requireState(action);
    }

    void requirePermission(Action action) {
        if (!action.isFor(hand.actor())) {
            throw Problem.forbidden("role-missing");
        }
        if (action == Action.EVALUATE && isConcerned() && isHandler()) {
            throw Problem.forbidden("ticket-own-evaluation");
        }
        if (!isFor(action)) {
            throw Problem.forbidden("ticket-of-another", ticket.ownerNo() == null ? opener() : ticket.ownerNo());
        }
    }

    void requireState(Action action) {
        if (!ticket.status().allows(action)) {
            throw Problem.illegalTransition(action.command(), ticket.status(), actions());
        }
    }

    List<String> actions() {
        return ticket.status().actions().stream()
                .filter(action -> action.isFor(hand.actor()) && isFor(action) && isReady(action))
                .map(Action::command)
                .toList();
    }

    private boolean isFor(Action action) {
        return switch (action.who()) {
            case ANYBODY -> true;
            case OWNER -> hand.isOrSpeaksFor(ticket.ownerNo()) || hand.isLead();
            case TAKER -> ticket.ownerNo() == null || hand.isOrSpeaksFor(ticket.ownerNo());
            case CONCERNED -> isConcerned();
            case OPENER -> hand.isOrSpeaksFor(opener()) || hand.isLead();
            case JUDGE -> isConcerned() && !isHandler();
        };
    }

    private boolean isConcerned() {
        return hand.isOrSpeaksFor(ticket.ownerNo())
                || hand.isOrSpeaksFor(opener())
                || hand.isLead()
                || ticket.matter().type().isOfCustomers() && TicketType.isFacingCustomers(hand.actor());
    }

    /** Nobody judges what he has done himself: whoever has it, and whoever has resolved it in his place. */
    private boolean isHandler() {
        return hand.no().equals(ticket.ownerNo())
                || ticket.closing().resolution() != null
                        && hand.no().equals(ticket.closing().resolution().by());
    }

    private boolean isReady(Action action) {
        return switch (action) {
            case TICK -> ticket.procedure().isNextFor(hand);
            case RESOLVE -> ticket.procedure().next().isEmpty();
            case CLOSE ->
                ticket.matter().type() != TicketType.COMPLAINT
                        || ticket.closing().evaluation() != null;
            case REOPEN -> ticket.isReopenable(hand);
            default -> true;
        };
    }

    private String opener() {
        return ticket.origin().openedBy();
    }
}
