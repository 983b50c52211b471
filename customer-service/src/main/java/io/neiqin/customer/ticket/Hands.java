package io.neiqin.customer.ticket;

import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.ticket.course.Hand.Terms;
import io.neiqin.customer.ticket.course.TicketSettings;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.Page;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.time.BusinessClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Who does something with tickets, and who looks at them: for whom he stands in today, and what the house allows. */
@ApplicationScoped
class Hands {

    private final People people;
    private final Tickets tickets;
    private final BusinessClock clock;
    private final Terms terms;

    Hands(People people, Tickets tickets, BusinessClock clock, TicketSettings settings) {
        this.people = people;
        this.tickets = tickets;
        this.clock = clock;
        this.terms = Terms.of(settings);
    }

    Uni<Hand> of(CommandContext context) {
        return of(context.actor(), context.at());
    }

    private Uni<Hand> of(Actor actor, Instant at) {
        return people.principals(actor.employeeNo()).map(principals -> new Hand(actor, at, principals, terms));
    }

    /**
     * A ticket before this person; its view is made once its version is known.
     *
     * @param dueAt null while its clock stands still or is over
     */
    record Shown(Ticket ticket, Hand hand, Instant dueAt) {
        TicketView view() {
            return TicketView.of(ticket, hand, dueAt);
        }
    }

    Uni<Shown> show(Ticket ticket, Actor actor) {
        return of(actor, clock.now())
                .flatMap(hand ->
                        tickets.dueAt(List.of(ticket.id())).map(due -> new Shown(ticket, hand, due.get(ticket.id()))));
    }

    Uni<Page<TicketView.Summary>> summaries(Page<Ticket> found) {
        return tickets.dueAt(found.items().stream().map(Ticket::id).toList())
                .map(due -> found.map(ticket -> TicketView.Summary.of(ticket, due.get(ticket.id()))));
    }
}
