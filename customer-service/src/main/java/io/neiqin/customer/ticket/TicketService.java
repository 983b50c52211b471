package io.neiqin.customer.ticket;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.ticket.TicketStatus.Action;
import io.neiqin.customer.ticket.course.Closing;
import io.neiqin.customer.ticket.course.Hand;
import io.neiqin.customer.ticket.course.Legs.Owner;
import io.neiqin.customer.ticket.course.Procedure;
import io.neiqin.customer.ticket.course.TicketSettings;
import io.neiqin.customer.window.ContactWindowService;
import io.neiqin.customer.window.ContactWindowService.Recipient;
import io.neiqin.customer.window.TicketType;
import io.neiqin.events.DomainEvent;
import io.neiqin.events.customers.TicketEvent;
import io.neiqin.platform.assignment.TaskSubject;
import io.neiqin.platform.assignment.WorkTask.State;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadline.Subject;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.handover.HandOverService;
import io.neiqin.platform.http.ExternalRef;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** Use cases of tickets: load, ask whether this actor may, let the ticket do it, tell what happened. */
@ApplicationScoped
public class TicketService {

    private static final Logger LOG = Logger.getLogger(TicketService.class);

    private final Tickets tickets;
    private final Hands hands;
    private final CustomerService customers;
    private final ContactWindowService windows;
    private final TicketTasks tasks;
    private final People people;
    private final Numbers numbers;
    private final Deadlines deadlines;
    private final HandOverService handOvers;
    private final Outbox outbox;
    private final Map<TicketType, Procedure> procedures = new EnumMap<>(TicketType.class);

    TicketService(
            Tickets tickets,
            Hands hands,
            CustomerService customers,
            ContactWindowService windows,
            TicketTasks tasks,
            People people,
            Numbers numbers,
            Deadlines deadlines,
            HandOverService handOvers,
            Outbox outbox,
            TicketSettings settings) {
        this.tickets = tickets;
        this.hands = hands;
        this.customers = customers;
        this.windows = windows;
        this.tasks = tasks;
        this.people = people;
        this.numbers = numbers;
        this.deadlines = deadlines;
        this.handOvers = handOvers;
        this.outbox = outbox;
        settings.procedure().forEach((type, set) -> procedures.put(TicketType.ofSetting(type), Procedure.of(set)));
    }

    /** A procedure that makes no sense stops the start, and not the first ticket that needs it. */
    void check(@Observes StartupEvent starting) {
        LOG.debugf("procedures of tickets: %s", procedures.keySet());
    }

    Uni<Ticket> open(TicketRequest request, CommandContext context) {
        Ticket.requireComplete(request, context);
        refuseReserved(request.externalRef());
        return ExternalRef.requireFree(request.externalRef(), tickets::byExternalRef, Ticket::id, null)
                .chain(() -> customer(request.customerId(), context))
                .flatMap(customer -> open(request, customer, context));
    }

    /** Whoever took a survey's place could keep its complaint from being opened. */
    private static void refuseReserved(ExternalRef reference) {
        if (reference != null && reference.system().equalsIgnoreCase(TicketRequest.OF_SURVEY)) {
            throw Problem.rule("external-system-reserved", reference.system())
                    .at("/externalRef/system", "external-system-reserved", reference.system());
        }
    }

    private Uni<Ticket> open(TicketRequest request, CustomerRef customer, CommandContext context) {
        return numbers.next("ticket", context.businessDate())
                .map(number -> new Ticket(number, request, customer, procedure(request.type()), context))
                .call(ticket -> offer(ticket, context))
                .flatMap(tickets::<Ticket>persist)
                .call(ticket -> startClock(ticket, context));
    }

    /**
     * One that another feature has reason to open, such as a survey with a low score, within its transaction; whoever causes
     * it need not see the customer. Returns its id.
     */
    public Uni<UUID> openAbout(CustomerRef customer, TicketRequest request, CommandContext context) {
        return open(request, customer, context).map(Ticket::id);
    }

    /** To whom the rule finds; with nobody it is nobody's. */
    private Uni<Void> offer(Ticket ticket, CommandContext context) {
        TicketEvent opened = ticket.opened();
        return tasks.offer(ticket, context).flatMap(offered -> {
            Owner next = TicketTasks.next(offered);
            List<DomainEvent> told = new ArrayList<>(offered);
            told.add(opened);
            return next.equals(Owner.NOBODY)
                    ? outbox.append(context, told)
                    : hands.of(context)
                            .invoke(hand -> told.add(ticket.give(next, null, hand)))
                            .chain(() -> outbox.append(context, told));
        });
    }

    private Procedure procedure(TicketType type) {
        return procedures.getOrDefault(type, Procedure.NONE);
    }

    private Uni<CustomerRef> customer(UUID id, CommandContext context) {
        return id == null ? Uni.createFrom().nullItem() : customers.inSight(id, context.actor());
    }

    /** By hand. */
    Uni<Ticket> assign(UUID id, String toNo, String words, CommandContext context) {
        return load(id, Action.ASSIGN, context)
                .call(loaded -> windows.person(toNo, context).flatMap(to -> {
                    List<TicketEvent> told = List.of(loaded.ticket.assign(Owner.of(to), words, loaded.hand));
                    return arrive(loaded.ticket, told, tasks.give(loaded.ticket, words, context), context);
                }))
                .map(Loaded::ticket);
    }

    Uni<Ticket> accept(UUID id, CommandContext context) {
        return load(id, Action.ACCEPT, context)
                .call(loaded -> {
                    boolean nobodys = loaded.ticket.ownerNo() == null;
                    List<TicketEvent> told = List.of(loaded.ticket.accept(loaded.hand));
                    Uni<List<DomainEvent>> work = tasks.take(loaded.ticket, context);
                    return nobodys ? arrive(loaded.ticket, told, work, context) : tell(work, told, context);
                })
                .map(Loaded::ticket);
    }

    /** It goes to the next one, or is nobody's. */
    Uni<Ticket> decline(UUID id, String reason, CommandContext context) {
        return load(id, Action.DECLINE, context)
                .call(loaded -> tasks.decline(loaded.ticket, reason, context).flatMap(work -> {
                    List<TicketEvent> told = List.of(loaded.ticket.decline(TicketTasks.next(work), loaded.hand));
                    return arrive(loaded.ticket, told, Uni.createFrom().item(work), context);
                }))
                .map(Loaded::ticket);
    }

    /** Its task was taken or has come into other hands, not by a command of the ticket; returns what it tells of it. */
    Uni<List<DomainEvent>> follow(TaskSubject.Hands now, CommandContext context) {
        return tickets.toFollow(now.subjectId())
                .map(context::watch)
                .flatMap(ticket -> hands.of(context).flatMap(hand -> {
                    Owner owner = new Owner(now.assigneeNo(), now.departmentId());
                    if (!Objects.equals(owner.employeeNo(), ticket.ownerNo())) {
                        List<DomainEvent> told = List.of(ticket.give(owner, null, hand));
                        return startClock(ticket, context).replaceWith(told);
                    }
                    boolean taken =
                            now.state() == State.ACCEPTED && ticket.status().allows(Action.ACCEPT);
                    return Uni.createFrom().item(taken ? List.of(ticket.accept(hand)) : List.of());
                }));
    }

    Uni<Ticket> start(UUID id, CommandContext context) {
        return change(id, Action.START, context, Ticket::start);
    }

    Uni<Ticket> waitForCustomer(UUID id, String words, CommandContext context) {
        return move(id, Action.WAIT, context, (ticket, hand) -> ticket.waitForCustomer(words, hand))
                .call(ticket -> deadlines.pause(Ticket.TYPE, id, kind(ticket), context));
    }

    Uni<Ticket> resume(UUID id, String words, CommandContext context) {
        return move(id, Action.RESUME, context, (ticket, hand) -> ticket.resume(words, hand))
                .call(ticket -> deadlines.resume(Ticket.TYPE, id, kind(ticket), context));
    }

    /**
     * To a person, or to a department, whose contact window says who takes it there (TKT-6).
     *
     * @param toNo null where only the department is named
     * @param departmentId null where only the person is named
     */
    Uni<Ticket> handOver(UUID id, String toNo, UUID departmentId, String words, String step, CommandContext context) {
        return load(id, Action.HAND_OVER, context)
                .call(loaded -> windows.recipient(
                                toNo, departmentId, loaded.ticket.matter().type(), context)
                        .flatMap(to -> {
                            List<TicketEvent> told =
                                    List.of(loaded.ticket.handOver(Owner.of(to), words, step, loaded.hand));
                            return arrive(loaded.ticket, told, tasks.handOn(loaded.ticket, words, context), context);
                        }))
                .map(Loaded::ticket);
    }

    Uni<Ticket> tick(UUID id, String step, String note, CommandContext context) {
        return change(id, Action.TICK, context, (ticket, hand) -> ticket.tick(step, note, hand));
    }

    Uni<Ticket> resolve(UUID id, String solution, CommandContext context) {
        return load(id, Action.RESOLVE, context)
                .call(loaded -> {
                    List<TicketEvent> told = List.of(loaded.ticket.resolve(solution, loaded.hand));
                    return tell(tasks.done(loaded.ticket, context), told, context);
                })
                .map(Loaded::ticket);
    }

    Uni<Ticket> reply(UUID id, Closing.Way channel, String words, CommandContext context) {
        return move(id, Action.REPLY, context, (ticket, hand) -> ticket.reply(channel, words, hand))
                .call(ticket -> stopClock(ticket, context));
    }

    Uni<Ticket> attempt(UUID id, Closing.Way channel, String words, CommandContext context) {
        return change(id, Action.ATTEMPT, context, (ticket, hand) -> ticket.attempt(channel, words, hand));
    }

    Uni<Ticket> evaluate(UUID id, Integer satisfaction, String reason, CommandContext context) {
        return load(id, Action.EVALUATE, context)
                .call(loaded -> {
                    List<TicketEvent> told = loaded.ticket.evaluate(satisfaction, reason, loaded.hand);
                    return loaded.ticket.status() == TicketStatus.REOPENED
                            ? arrive(loaded.ticket, told, tasks.give(loaded.ticket, reason, context), context)
                            : outbox.append(context, told);
                })
                .map(Loaded::ticket);
    }

    Uni<Ticket> close(
            UUID id, Closing.CauseCategory category, String cause, Integer responsibleLeg, CommandContext context) {
        return load(id, Action.CLOSE, context)
                .call(loaded -> {
                    TicketEvent told = loaded.ticket.close(category, cause, responsibleLeg, loaded.hand);
                    return end(
                            loaded.ticket,
                            told,
                            loaded.ticket.closing().resolution().solution(),
                            context);
                })
                .map(Loaded::ticket);
    }

    Uni<Ticket> reopen(UUID id, String words, CommandContext context) {
        return load(id, Action.REOPEN, context)
                .call(loaded -> {
                    List<TicketEvent> told = List.of(loaded.ticket.reopen(words, loaded.hand));
                    return arrive(loaded.ticket, told, tasks.give(loaded.ticket, words, context), context);
                })
                .map(Loaded::ticket);
    }

    /** @param toNo null for the superior of whoever has it */
    Uni<Ticket> escalate(UUID id, String toNo, String reason, CommandContext context) {
        return load(id, Action.ESCALATE, context)
                .call(loaded -> superior(loaded.ticket, toNo, context)
                        .flatMap(to -> tell(loaded.ticket.escalate(to, reason, loaded.hand), context)))
                .map(Loaded::ticket);
    }

    Uni<Ticket> prioritise(UUID id, Matter.Priority priority, String reason, CommandContext context) {
        return load(id, Action.PRIORITISE, context)
                .call(loaded -> {
                    String before = kind(loaded.ticket);
                    loaded.ticket.prioritise(priority, reason, loaded.hand);
                    return deadlines
                            .stop(Ticket.TYPE, id, before, context)
                            .chain(() -> startClock(loaded.ticket, context))
                            .chain(() -> loaded.ticket.legs().stillWaits()
                                    ? deadlines.pause(Ticket.TYPE, id, kind(loaded.ticket), context)
                                    : Uni.createFrom().voidItem());
                })
                .map(Loaded::ticket);
    }

    Uni<Ticket> note(UUID id, String words, CommandContext context) {
        return change(id, Action.NOTE, context, (ticket, hand) -> ticket.note(words, hand));
    }

    /** @param duplicateOf null for a mistake */
    Uni<Ticket> cancel(UUID id, String reason, UUID duplicateOf, CommandContext context) {
        return load(id, Action.CANCEL, context)
                .call(() -> duplicateOf == null
                        ? Uni.createFrom().voidItem()
                        : tickets.get(duplicateOf, context.actor()).replaceWithVoid())
                .call(loaded -> {
                    TicketEvent told = loaded.ticket.cancel(reason, duplicateOf, loaded.hand);
                    return tasks.drop(loaded.ticket, context)
                            .flatMap(dropped -> outbox.append(context, dropped))
                            .chain(() -> end(loaded.ticket, told, reason, context));
                })
                .map(Loaded::ticket);
    }

    /** The one place where a ticket comes to its next owner: who that is was decided before, and his time begins here. */
    private Uni<Void> arrive(
            Ticket ticket, List<TicketEvent> told, Uni<List<DomainEvent>> work, CommandContext context) {
        return tell(work, told, context).chain(() -> startClock(ticket, context));
    }

    /** Of its last leg; while it is nobody's, whoever has opened it sees to it that somebody takes it. */
    private Uni<Void> startClock(Ticket ticket, CommandContext context) {
        boolean nobodys = ticket.ownerNo() == null;
        Subject whose = new Subject(
                Ticket.TYPE,
                ticket.id(),
                ticket.number(),
                nobodys ? ticket.origin().openedBy() : ticket.ownerNo(),
                nobodys ? ticket.origin().openedDepartmentId() : ticket.departmentId());
        return deadlines.start(whose, kind(ticket), context);
    }

    /** Nobody has to answer any more what was asked about it. Its own event comes last: the answer names its version. */
    private Uni<Void> end(Ticket ticket, TicketEvent told, String words, CommandContext context) {
        return handOvers
                .closeQuestions(Ticket.TYPE, ticket.id(), words, context)
                .chain(() -> stopClock(ticket, context))
                .chain(() -> tell(told, context));
    }

    private Uni<Void> stopClock(Ticket ticket, CommandContext context) {
        return deadlines.stop(Ticket.TYPE, ticket.id(), kind(ticket), context);
    }

    private static String kind(Ticket ticket) {
        return ticket.matter().priority().deadline();
    }

    private Uni<String> superior(Ticket ticket, String toNo, CommandContext context) {
        if (toNo != null) {
            return windows.person(toNo, context).map(Recipient::employeeNo);
        }
        String of = ticket.ownerNo() == null ? ticket.origin().openedBy() : ticket.ownerNo();
        return people.superiors(of)
                .map(superiors -> superiors.stream()
                        .findFirst()
                        .orElseThrow(
                                () -> Problem.rule("ticket-no-superior", of).at("/toNo", "ticket-no-superior", of)));
    }

    /** A ticket that is about to change, and whoever changes it. */
    private record Loaded(Ticket ticket, Hand hand) {}

    /** Whom it is not for learns nothing of its version. */
    private Uni<Loaded> load(UUID id, Action action, CommandContext context) {
        return tickets.toChange(id, context.actor())
                .map(context::watch)
                .flatMap(ticket -> hands.of(context).map(hand -> new Loaded(ticket, hand)))
                .invoke(loaded -> loaded.ticket.requirePermission(action, loaded.hand))
                .invoke(loaded -> context.requireVersion(loaded.ticket.version()));
    }

    private Uni<Ticket> change(UUID id, Action action, CommandContext context, BiConsumer<Ticket, Hand> verb) {
        return load(id, action, context)
                .invoke(loaded -> verb.accept(loaded.ticket, loaded.hand))
                .map(Loaded::ticket);
    }

    private Uni<Ticket> move(
            UUID id, Action action, CommandContext context, BiFunction<Ticket, Hand, TicketEvent> verb) {
        return load(id, action, context)
                .call(loaded -> tell(verb.apply(loaded.ticket, loaded.hand), context))
                .map(Loaded::ticket);
    }

    private Uni<Void> tell(TicketEvent told, CommandContext context) {
        return outbox.append(context, List.of(told));
    }

    /** @param work what its task tells, which comes first */
    private Uni<Void> tell(Uni<List<DomainEvent>> work, List<TicketEvent> told, CommandContext context) {
        return work.flatMap(before -> {
            List<DomainEvent> all = new ArrayList<>(before);
            all.addAll(told);
            return outbox.append(context, all);
        });
    }
}
