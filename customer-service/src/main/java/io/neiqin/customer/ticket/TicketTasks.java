package io.neiqin.customer.ticket;

import io.neiqin.customer.ticket.course.Legs.Owner;
import io.neiqin.customer.window.TicketType;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.platform.TaskEvent.TaskOffered;
import io.neiqin.platform.assignment.SubjectTasks;
import io.neiqin.platform.assignment.WorkTask.Subject;
import io.neiqin.platform.assignment.WorkTasks;
import io.neiqin.platform.assignment.proposal.Need;
import io.neiqin.platform.command.CommandContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The work that a ticket is to whoever has it (派单): a task from when it comes to him until he hands it on or has a
 * solution, so that his load, his speed and whom he knows are what they are. All return what is to be told before the
 * ticket's own events.
 */
@ApplicationScoped
class TicketTasks {

    private final WorkTasks tasks;
    private final SubjectTasks ofSubject;

    TicketTasks(WorkTasks tasks, SubjectTasks ofSubject) {
        this.tasks = tasks;
        this.ofSubject = ofSubject;
    }

    /** To whom the rule finds, see {@link #next}. */
    Uni<List<DomainEvent>> offer(Ticket ticket, CommandContext context) {
        return tasks.open(subject(ticket), kind(ticket), need(ticket), context);
    }

    /** Its owner has been given it. */
    Uni<List<DomainEvent>> give(Ticket ticket, String words, CommandContext context) {
        return ofSubject.give(
                subject(ticket), kind(ticket), need(ticket), ticket.ownerNo(), ticket.departmentId(), words, context);
    }

    /** Its owner will do it; it may have been nobody's until now. */
    Uni<List<DomainEvent>> take(Ticket ticket, CommandContext context) {
        return both(give(ticket, null, context), ofSubject.take(Ticket.TYPE, ticket.id(), context));
    }

    /** Whom it was given to, will not; see {@link #next}. */
    Uni<List<DomainEvent>> decline(Ticket ticket, String reason, CommandContext context) {
        return ofSubject.decline(Ticket.TYPE, ticket.id(), reason, context);
    }

    /** One has done his part, and its new owner goes on. */
    Uni<List<DomainEvent>> handOn(Ticket ticket, String words, CommandContext context) {
        return both(done(ticket, context), give(ticket, words, context));
    }

    Uni<List<DomainEvent>> done(Ticket ticket, CommandContext context) {
        return tasks.done(Ticket.TYPE, ticket.id(), List.of(kind(ticket)), context);
    }

    Uni<List<DomainEvent>> drop(Ticket ticket, CommandContext context) {
        return tasks.drop(Ticket.TYPE, ticket.id(), context);
    }

    /** Whom the rule has found. */
    static Owner next(List<DomainEvent> told) {
        return told.isEmpty() || !(told.get(told.size() - 1) instanceof TaskOffered offered)
                ? Owner.NOBODY
                : new Owner(offered.assigneeNo(), offered.departmentId());
    }

    private static String kind(Ticket ticket) {
        return "ticket-"
                + ticket.matter().type().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Subject subject(Ticket ticket) {
        return new Subject(Ticket.TYPE, ticket.id(), ticket.number());
    }

    /** Whoever gets it, sees it by that. What a colleague wants, he does not want to be asked himself. */
    private static Need need(Ticket ticket) {
        TicketType type = ticket.matter().type();
        String about = ticket.customerId() == null ? null : ticket.customerId().toString();
        Set<String> never =
                type.isOfCustomers() ? Set.of() : Set.of(ticket.origin().openedBy());
        return new Need(null, about, null, never, null);
    }

    /** One after the other: they share the session. */
    private static Uni<List<DomainEvent>> both(Uni<List<DomainEvent>> first, Uni<List<DomainEvent>> second) {
        return first.flatMap(told -> second.map(more -> {
            List<DomainEvent> all = new ArrayList<>(told);
            all.addAll(more);
            return all;
        }));
    }
}
