package io.neiqin.events.customers;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What happens to a ticket (工单). What was asked, said and found stays with the ticket: it may name people. The facts are
 * those after the event.
 */
public sealed interface TicketEvent extends DomainEvent {

    UUID ticketId();

    Facts facts();

    @Override
    default UUID aggregateId() {
        return ticketId();
    }

    @EventType("neiqin.customers.ticket-opened.v1")
    record TicketOpened(UUID ticketId, Facts facts) implements TicketEvent {}

    /**
     * It was given to somebody, who has it from here on, by hand or by the rule; the facts name none where all have declined
     * it who could have it.
     *
     * @param by who gave it, opened or declined it; a machine account too
     */
    @EventType("neiqin.customers.ticket-assigned.v1")
    record TicketAssigned(UUID ticketId, Facts facts, String by) implements TicketEvent {}

    /** Its owner has taken it, or somebody in his place; also one who took what was nobody's. */
    @EventType("neiqin.customers.ticket-accepted.v1")
    record TicketAccepted(UUID ticketId, Facts facts, String by) implements TicketEvent {}

    /**
     * Somebody else has it from here on, mostly of another department.
     *
     * @param fromNo whose it was
     * @param fromDepartmentId his, null for one without
     * @param step what it was handed over for, as the house names it; null where nobody said
     */
    @EventType("neiqin.customers.ticket-handed-over.v1")
    record TicketHandedOver(UUID ticketId, Facts facts, String fromNo, UUID fromDepartmentId, String step)
            implements TicketEvent {}

    /** For the customer: the clock stands still. */
    @EventType("neiqin.customers.ticket-waiting.v1")
    record TicketWaiting(UUID ticketId, Facts facts) implements TicketEvent {}

    @EventType("neiqin.customers.ticket-resumed.v1")
    record TicketResumed(UUID ticketId, Facts facts) implements TicketEvent {}

    @EventType("neiqin.customers.ticket-resolved.v1")
    record TicketResolved(UUID ticketId, Facts facts, String resolvedBy) implements TicketEvent {}

    /** Whoever asked has the answer. */
    @EventType("neiqin.customers.ticket-replied.v1")
    record TicketReplied(UUID ticketId, Facts facts, String repliedBy, String channel) implements TicketEvent {}

    /**
     * What the customer says to how it was handled.
     *
     * @param satisfaction 1 to 5; null for one who could not be reached
     */
    @EventType("neiqin.customers.ticket-evaluated.v1")
    record TicketEvaluated(UUID ticketId, Facts facts, Integer satisfaction, boolean unreachable, String evaluatedBy)
            implements TicketEvent {}

    /**
     * It goes on, with whoever had it last.
     *
     * @param cause UNSATISFIED or ASKED_FOR
     * @param times how often it was opened again by now
     */
    @EventType("neiqin.customers.ticket-reopened.v1")
    record TicketReopened(UUID ticketId, Facts facts, String cause, int times) implements TicketEvent {}

    /** @param toNo whom it was brought before */
    @EventType("neiqin.customers.ticket-escalated.v1")
    record TicketEscalated(UUID ticketId, Facts facts, String by, String toNo) implements TicketEvent {}

    /**
     * It has come to its end; each time anew where it was opened again.
     *
     * @param satisfaction 1 to 5; null where nobody said
     * @param causeCategory null where none was asked for
     * @param responsibleDepartmentId whose step went wrong; null where that was not asked for, or nobody's
     * @param firstResponseMinutes from its opening until somebody took it
     * @param held responsibility for the time; with what was waited and what was nobody's it makes the whole
     * @param waitingMinutes for the customer
     * @param unassignedMinutes while it was nobody's
     * @param totalMinutes from its opening to its end
     */
    @EventType("neiqin.customers.ticket-closed.v1")
    record TicketClosed(
            UUID ticketId,
            Facts facts,
            String closedBy,
            Integer satisfaction,
            boolean unreachable,
            String causeCategory,
            UUID responsibleDepartmentId,
            int reopened,
            int firstResponseMinutes,
            List<Held> held,
            int waitingMinutes,
            int unassignedMinutes,
            int totalMinutes)
            implements TicketEvent {}

    /** @param duplicateOf the ticket that goes on in its place; null for one that was a mistake */
    @EventType("neiqin.customers.ticket-cancelled.v1")
    record TicketCancelled(UUID ticketId, Facts facts, String by, UUID duplicateOf) implements TicketEvent {}

    /**
     * How long a department has had it.
     *
     * @param departmentId null for people without one
     * @param minutes whole ones
     */
    record Held(UUID departmentId, int minutes) {}

    /**
     * A ticket as it is after the event.
     *
     * @param type COMPLAINT, INQUIRY, AFTER_SALES, RETURN_REQUEST, INVOICE_REQUEST, ORDER_ISSUE, CROSS_DEPT, INTERNAL or IT
     * @param priority NORMAL or URGENT
     * @param channel by which it came, as PHONE
     * @param customer as it was when the ticket was opened; null for one that concerns none
     * @param orderNumber null for none
     * @param ownerNo who has it; null for nobody yet
     * @param departmentId his, null for one without
     * @param openedDepartmentId of whoever opened it, null for one without
     */
    record Facts(
            String number,
            String type,
            String priority,
            String channel,
            Customer customer,
            String orderNumber,
            String ownerNo,
            UUID departmentId,
            String openedBy,
            UUID openedDepartmentId,
            Instant openedAt) {}

    /** @param departmentId of its salesperson */
    record Customer(UUID id, String region, String tier, UUID departmentId) {}
}
