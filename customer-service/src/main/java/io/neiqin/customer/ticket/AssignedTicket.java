package io.neiqin.customer.ticket;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.assignment.TaskSubject;
import io.neiqin.platform.command.CommandContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** A ticket is whose task it is. */
@ApplicationScoped
class AssignedTicket implements TaskSubject {

    private final Tickets tickets;
    private final TicketService service;

    AssignedTicket(Tickets tickets, TicketService service) {
        this.tickets = tickets;
        this.service = service;
    }

    @Override
    public String type() {
        return Ticket.TYPE;
    }

    @Override
    public Uni<Void> lock(UUID id) {
        return tickets.toFollow(id).replaceWithVoid();
    }

    @Override
    public Uni<List<DomainEvent>> follow(Hands hands, CommandContext context) {
        return service.follow(hands, context);
    }
}
