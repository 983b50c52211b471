package io.neiqin.customer.ticket;

import io.neiqin.platform.handover.HandOver.Subject;
import io.neiqin.platform.handover.SubjectKind;
import io.neiqin.platform.identity.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A ticket about which somebody asks another, and goes on having it. */
@ApplicationScoped
class HandedTicket implements SubjectKind {

    private final Tickets tickets;

    HandedTicket(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public String type() {
        return Ticket.TYPE;
    }

    @Override
    public Uni<Subject> get(UUID id, Actor actor) {
        return tickets.get(id, actor).map(ticket -> new Subject(type(), id, ticket.number()));
    }
}
