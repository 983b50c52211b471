package io.neiqin.customer.ticket;

import io.neiqin.customer.ticket.course.Closing;
import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.ticket.course.Legs;
import io.neiqin.customer.ticket.course.Procedure;
import io.neiqin.customer.ticket.course.Trace;
import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.attachment.Paper;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.http.View;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A ticket as it is shown.
 *
 * @param ownerNo who has it; null for nobody yet
 * @param dueAt by when its leg has to come to its end; null while the clock stands still or is over
 * @param steps what has to be done for a matter of its kind, in order; those that are done say by whom
 * @param legs through whose hands it has gone, the first one first
 * @param waits what was waited for the customer
 * @param held who answers for how much of the time, until now where it is open
 * @param closing what was found, said and thought since it was opened, or opened again
 * @param rounds the same of before it was opened again, the first one first
 * @param escalatedTo the last one before whom it was brought
 */
public record TicketView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull TicketStatus status,
        @NotNull TicketType type,
        @NotNull Matter.Priority priority,
        @NotNull Matter.Channel channel,
        @NotNull String subject,
        @NotNull String description,
        UUID customerId,
        String contactName,
        String orderNumber,
        String product,
        String ownerNo,
        UUID departmentId,
        Instant dueAt,
        List<Procedure.Step> steps,
        List<Legs.Leg> legs,
        List<Legs.Wait> waits,
        Legs.Held held,
        Closing closing,
        List<Closing> rounds,
        List<Paper> papers,
        List<Trace.Note> notes,
        List<Trace.Escalation> escalations,
        String escalatedTo,
        Trace.Cancellation cancellation,
        @NotNull String openedBy,
        @NotNull Instant openedAt,
        @NotNull LocalDate businessDate,
        String importBatch,
        ExternalRef externalRef,
        Instant acceptedAt,
        Instant closedAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    /** @param dueAt null for none */
    static TicketView of(Ticket ticket, Hand hand, Instant dueAt) {
        return of(ticket, ticket.legs().held(hand.at()), dueAt, ticket.actionsFor(hand));
    }

    /** All that is stored. */
    static TicketView recorded(Ticket ticket) {
        return of(ticket, null, null, null);
    }

    private static TicketView of(Ticket ticket, Legs.Held held, Instant dueAt, List<String> allowedActions) {
        Matter matter = ticket.matter();
        TicketOrigin origin = ticket.origin();
        Trace trace = ticket.trace();
        return new TicketView(
                ticket.id(),
                ticket.version(),
                ticket.number(),
                ticket.status(),
                matter.type(),
                matter.priority(),
                matter.channel(),
                matter.subject(),
                matter.description(),
                ticket.customerId(),
                matter.contactName(),
                matter.orderNumber(),
                matter.product(),
                ticket.ownerNo(),
                ticket.departmentId(),
                dueAt,
                ticket.procedure().steps(),
                ticket.legs().all(),
                ticket.legs().waits(),
                held,
                ticket.closing(),
                ticket.rounds(),
                ticket.papers().all(),
                trace.notes(),
                trace.escalations(),
                ticket.escalatedTo(),
                trace.cancellation(),
                origin.openedBy(),
                origin.openedAt(),
                origin.businessDate(),
                origin.importBatch(),
                origin.externalRef(),
                ticket.acceptedAt(),
                ticket.closedAt(),
                ticket.changedBy(),
                ticket.changedAt(),
                allowedActions);
    }

    /** A ticket in a list. */
    public record Summary(
            @NotNull UUID id,
            int version,
            @NotNull String number,
            @NotNull TicketStatus status,
            @NotNull TicketType type,
            @NotNull Matter.Priority priority,
            @NotNull String subject,
            UUID customerId,
            String orderNumber,
            String ownerNo,
            UUID departmentId,
            Instant dueAt,
            String escalatedTo,
            @NotNull String openedBy,
            @NotNull Instant openedAt,
            Instant closedAt,
            @NotNull Instant changedAt) {

        /** @param dueAt null for none */
        static Summary of(Ticket ticket, Instant dueAt) {
            Matter matter = ticket.matter();
            return new Summary(
                    ticket.id(),
                    ticket.version(),
                    ticket.number(),
                    ticket.status(),
                    matter.type(),
                    matter.priority(),
                    matter.subject(),
                    ticket.customerId(),
                    matter.orderNumber(),
                    ticket.ownerNo(),
                    ticket.departmentId(),
                    dueAt,
                    ticket.escalatedTo(),
                    ticket.origin().openedBy(),
                    ticket.origin().openedAt(),
                    ticket.closedAt(),
                    ticket.changedAt());
        }
    }
}
