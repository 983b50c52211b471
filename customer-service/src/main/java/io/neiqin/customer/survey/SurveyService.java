package io.neiqin.customer.survey;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.survey.SurveyStatus.Action;
import io.neiqin.customer.ticket.TicketService;
import io.neiqin.events.DomainEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadline.Subject;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** Use cases of surveys: load, ask whether this actor may, let the survey do it, tell what happened. */
@ApplicationScoped
public class SurveyService {

    /** A survey with the customer as it is now. */
    record Seen(Survey survey, CustomerRef customer) {}

    private final Surveys surveys;
    private final CustomerService customers;
    private final Organisation organisation;
    private final People people;
    private final Numbers numbers;
    private final Deadlines deadlines;
    private final TicketService tickets;
    private final SurveySettings settings;
    private final Outbox outbox;

    public SurveyService(
            Surveys surveys,
            CustomerService customers,
            Organisation organisation,
            People people,
            Numbers numbers,
            Deadlines deadlines,
            TicketService tickets,
            SurveySettings settings,
            Outbox outbox) {
        this.surveys = surveys;
        this.customers = customers;
        this.organisation = organisation;
        this.people = people;
        this.numbers = numbers;
        this.deadlines = deadlines;
        this.tickets = tickets;
        this.settings = settings;
        this.outbox = outbox;
    }

    Uni<Seen> seen(UUID id, Actor actor) {
        return surveys.get(id, actor).flatMap(this::withCustomer);
    }

    /** By hand: for today where no day is named, and for whom it suits where nobody is. */
    Uni<Seen> plan(SurveyResource.Planning wanted, CommandContext context) {
        LocalDate day = wanted.plannedFor() == null ? context.businessDate() : wanted.plannedFor();
        return customers
                .inSight(wanted.customerId(), context.actor())
                .invoke(customer ->
                        new Asking(wanted.kind(), null, customer.ownerNo()).requirePlanningBy(context.actor()))
                .invoke(() -> requireAhead(day, context))
                .flatMap(customer -> assignee(wanted.assigneeNo(), wanted.kind(), customer)
                        .flatMap(no -> plan(
                                wanted.kind(), customer, Occasion.byHand(wanted.note(), context), day, no, context)));
    }

    /** The next return visit to a customer, by whoever looks after it; null where one is planned already. */
    Uni<Seen> planVisit(UUID customerId, CommandContext context) {
        return plan(customerId, Survey.Kind.RETURN_VISIT, Occasion.cadence(context), context);
    }

    /** Whether a customer is satisfied with a delivery; null where it is to be asked already, or nobody could ask. */
    Uni<Seen> planAfter(Surveys.Delivered delivery, CommandContext context) {
        return plan(
                delivery.customerId(),
                Survey.Kind.SATISFACTION,
                Occasion.delivery(delivery.orderId(), delivery.number(), context),
                context);
    }

    private Uni<Seen> plan(UUID customerId, Survey.Kind kind, Occasion occasion, CommandContext context) {
        return surveys.isPlanned(customerId, kind)
                .flatMap(planned -> planned
                        ? Uni.createFrom().<Seen>nullItem()
                        : customers
                                .known(customerId)
                                .flatMap(customer -> suitable(kind, customer)
                                        .flatMap(no -> no.isEmpty()
                                                ? Uni.createFrom().<Seen>nullItem()
                                                : plan(
                                                        kind,
                                                        customer,
                                                        occasion,
                                                        context.businessDate(),
                                                        no.get(),
                                                        context))));
    }

    private Uni<Seen> plan(
            Survey.Kind kind,
            CustomerRef customer,
            Occasion occasion,
            LocalDate day,
            String assigneeNo,
            CommandContext context) {
        return person(assigneeNo, context)
                .flatMap(assignee -> numbers.next("survey", context.businessDate())
                        .map(number -> new Survey(number, kind, customer, occasion, day, context))
                        .call(survey -> {
                            DomainEvent planned = survey.planned(assignee, customer);
                            return surveys.persist(survey).chain(() -> outbox.append(context, List.of(planned)));
                        }))
                .call(survey -> startClock(survey, context))
                .map(survey -> new Seen(survey, customer));
    }

    /** On the day for which it is planned; does nothing before, or where it is done. */
    Uni<Void> startClock(UUID id, CommandContext context) {
        return surveys.findById(id).onItem().ifNotNull().transformToUni(survey -> startClock(survey, context));
    }

    private Uni<Void> startClock(Survey survey, CommandContext context) {
        return survey.isDue(context.businessDate()) && !survey.occasion().isHistory()
                ? deadlines.start(
                        new Subject(
                                Survey.TYPE, survey.id(), survey.number(), survey.assigneeNo(), survey.departmentId()),
                        Survey.DEADLINE,
                        context)
                : Uni.createFrom().voidItem();
    }

    Uni<Seen> attempt(UUID id, Attempts.Attempt tried, CommandContext context) {
        return change(
                id,
                Action.ATTEMPT,
                context,
                (survey, customer) -> survey.attempt(tried, settings.attempts(), customer, context)
                        .<List<DomainEvent>>map(List::of)
                        .orElse(List.of()));
    }

    /** A low score is a complaint (TKT-1): somebody has to find out why, and is given time for it. */
    Uni<Seen> answer(UUID id, Answer said, CommandContext context) {
        return change(id, Action.ANSWER, context, (survey, customer) -> List.of(survey.answer(said, customer, context)))
                .call(seen -> said.isAtMost(settings.lowScore())
                                && context.importBatch().isEmpty()
                        ? tickets.openAbout(seen.customer(), Complaint.of(seen.survey()), context)
                                .invoke(seen.survey()::complainedBy)
                        : Uni.createFrom().nullItem());
    }

    Uni<Seen> cancel(UUID id, String reason, CommandContext context) {
        return change(
                id, Action.CANCEL, context, (survey, customer) -> List.of(survey.cancel(reason, customer, context)));
    }

    Uni<Seen> reassign(UUID id, String assigneeNo, CommandContext context) {
        return load(id, Action.REASSIGN, context).call(seen -> giveTo(seen, assigneeNo, context));
    }

    /** What somebody has left behind goes to whom it suits; stays where that is nobody. */
    Uni<Seen> giveOn(UUID id, CommandContext context) {
        return surveys.toChange(id, context.actor())
                .map(context::watch)
                .flatMap(this::withCustomer)
                .call(seen -> suitable(seen.survey().kind(), seen.customer())
                        .flatMap(no -> no.filter(
                                        next -> !next.equals(seen.survey().assigneeNo()))
                                .map(next -> giveTo(seen, next, context))
                                .orElse(Uni.createFrom().voidItem())));
    }

    private Uni<Void> giveTo(Seen seen, String assigneeNo, CommandContext context) {
        return person(assigneeNo, context).flatMap(assignee -> {
            String former = seen.survey().assigneeNo();
            seen.survey().reassign(assignee, seen.customer(), context);
            return deadlines.giveTo(Survey.TYPE, seen.survey().id(), Survey.DEADLINE, former, assigneeNo);
        });
    }

    private Uni<Seen> change(
            UUID id, Action action, CommandContext context, BiFunction<Survey, CustomerRef, List<DomainEvent>> verb) {
        return load(id, action, context)
                .call(seen -> outbox.append(context, verb.apply(seen.survey(), seen.customer())))
                .call(seen -> seen.survey().status() == SurveyStatus.PLANNED
                        ? Uni.createFrom().voidItem()
                        : deadlines.stop(Survey.TYPE, id, Survey.DEADLINE, context));
    }

    private Uni<Seen> load(UUID id, Action action, CommandContext context) {
        return surveys.toChange(id, context.actor())
                .map(context::watch)
                .flatMap(this::withCustomer)
                .invoke(seen -> seen.survey().askedOf(seen.customer()).requireHandsOf(context.actor(), action))
                .invoke(seen -> context.requireVersion(seen.survey().version()))
                .invoke(seen -> seen.survey().require(action));
    }

    private Uni<Seen> withCustomer(Survey survey) {
        return customers.known(survey.customerId()).map(customer -> new Seen(survey, customer));
    }

    private Uni<String> assignee(String named, Survey.Kind kind, CustomerRef customer) {
        return named != null
                ? Uni.createFrom().item(named)
                : suitable(kind, customer)
                        .map(found -> found.orElseThrow(
                                () -> Problem.rule("assignee-missing").at("/assigneeNo", "assignee-missing")));
    }

    /**
     * Who does it where nobody is named: a return visit whoever looks after the customer; else whoever of the service has
     * least to ask. Empty where there is nobody.
     */
    private Uni<Optional<String>> suitable(Survey.Kind kind, CustomerRef customer) {
        if (kind == Survey.Kind.RETURN_VISIT && customer.ownerNo() != null) {
            return Uni.createFrom().item(Optional.of(customer.ownerNo()));
        }
        return people.holders(Roles.SERVICE)
                .flatMap(service -> service.isEmpty()
                        ? people.holders(Roles.CLERK_LEAD)
                        : Uni.createFrom().item(service))
                .flatMap(surveys::load)
                .map(load -> leastLoaded(load, customer.ownerNo()));
    }

    /**
     * Of several the first one by number.
     *
     * @param load how many each of them has to ask
     * @param never who must not
     */
    static Optional<String> leastLoaded(Map<String, Long> load, String never) {
        return load.entrySet().stream()
                .filter(each -> !each.getKey().equals(never))
                .min(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey);
    }

    private Uni<Organisation.Person> person(String employeeNo, CommandContext context) {
        return organisation.person(employeeNo, context.businessDate()).map(found -> {
            if (found.isEmpty() || !found.get().active()) {
                throw Problem.rule("assignee-unknown", employeeNo).at("/assigneeNo", "assignee-unknown", employeeNo);
            }
            return found.get();
        });
    }

    private static void requireAhead(LocalDate day, CommandContext context) {
        if (day.isBefore(context.businessDate())) {
            throw Problem.rule("planned-in-the-past", day).at("/plannedFor", "planned-in-the-past", day);
        }
    }
}
