package io.neiqin.customer.ticket;

import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.platform.attachment.Attachable;
import io.neiqin.platform.attachment.Attachment.Subject;
import io.neiqin.platform.attachment.Paper;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import java.util.List;

/**
 * What may be done to a ticket's papers: whoever sees it brings evidence (凭证) until it has come to its end; whoever has it or
 * has opened it takes away for as long what does not belong there, and so do those who lead.
 */
final class TicketPapers implements Attachable {

    static final String EVIDENCE = "EVIDENCE";

    private final Ticket ticket;

    TicketPapers(Ticket ticket) {
        this.ticket = ticket;
    }

    @Override
    public Subject subject() {
        return new Subject(Ticket.TYPE, ticket.id(), ticket.number());
    }

    @Override
    public void requireAddable(String purpose, Actor actor) {
        if (!EVIDENCE.equals(purpose)) {
            throw Problem.rule("attachment-unknown-purpose", String.valueOf(purpose), EVIDENCE);
        }
        requireOpen("attach");
    }

    @Override
    public void requireRemovable(String purpose, Actor actor) {
        String no = actor.employeeNo();
        if (!no.equals(ticket.ownerNo()) && !no.equals(ticket.origin().openedBy()) && !Hand.isLead(actor)) {
            throw Problem.forbidden("ticket-of-another", ticket.origin().openedBy());
        }
        requireOpen("detach");
    }

    private void requireOpen(String command) {
        if (!ticket.status().isOpen()) {
            throw Problem.illegalTransition(command, ticket.status(), List.of());
        }
    }

    @Override
    public void attach(Paper paper, CommandContext context) {
        ticket.keep(ticket.papers().with(paper), context);
    }

    @Override
    public void detach(Paper paper, CommandContext context) {
        ticket.keep(ticket.papers().without(paper.id()), context);
    }
}
