package io.neiqin.customer.ticket;

import io.neiqin.platform.attachment.Attachable;
import io.neiqin.platform.attachment.AttachmentKind;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A ticket with its papers: photographs of damaged goods, what was written. */
@ApplicationScoped
class AttachedTicket implements AttachmentKind {

    private final Tickets tickets;

    AttachedTicket(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public String type() {
        return Ticket.TYPE;
    }

    @Override
    public Uni<Attachable> get(UUID id, Actor actor) {
        return tickets.get(id, actor).map(TicketPapers::new);
    }

    @Override
    public Uni<Attachable> toChange(UUID id, CommandContext context) {
        return tickets.toChange(id, context.actor()).map(context::watch).map(TicketPapers::new);
    }
}
