package io.neiqin.customer.ticket;

import io.neiqin.customer.ticket.course.Closing.Conclusion;
import io.neiqin.customer.ticket.course.Evaluation;
import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.ticket.course.Legs;
import io.neiqin.events.customers.TicketEvent;
import io.neiqin.events.customers.TicketEvent.Facts;
import io.neiqin.events.customers.TicketEvent.TicketClosed;

/** What the other services are told of a ticket as it is. */
final class TicketFacts {

    private TicketFacts() {}

    static Facts of(Ticket ticket) {
        Matter matter = ticket.matter();
        TicketOrigin origin = ticket.origin();
        return new Facts(
                ticket.number(),
                matter.type().name(),
                matter.priority().name(),
                matter.channel().name(),
                customer(ticket),
                matter.orderNumber(),
                ticket.ownerNo(),
                ticket.departmentId(),
                origin.openedBy(),
                origin.openedDepartmentId(),
                origin.openedAt());
    }

    private static TicketEvent.Customer customer(Ticket ticket) {
        return ticket.customerId() == null
                ? null
                : new TicketEvent.Customer(
                        ticket.customerId(),
                        ticket.customerRegion(),
                        ticket.customerTier(),
                        ticket.customerDepartmentId());
    }

    /** At its end. */
    static TicketClosed closed(Ticket ticket, Hand hand) {
        Legs.Held held = ticket.legs().held(hand.at());
        Evaluation said = ticket.closing().evaluation();
        Conclusion drawn = ticket.closing().conclusion();
        return new TicketClosed(
                ticket.id(),
                of(ticket),
                hand.no(),
                said == null ? null : said.satisfaction(),
                said != null && said.unreachable(),
                drawn.causeCategory() == null ? null : drawn.causeCategory().name(),
                drawn.responsibleDepartmentId(),
                ticket.rounds().size(),
                ticket.legs().minutesUntil(ticket.acceptedAt()),
                held.departments().stream()
                        .map(each -> new TicketEvent.Held(each.departmentId(), each.minutes()))
                        .toList(),
                held.waiting(),
                held.unassigned(),
                held.total());
    }
}
