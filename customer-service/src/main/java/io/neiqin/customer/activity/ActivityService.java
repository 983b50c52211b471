package io.neiqin.customer.activity;

import io.neiqin.customer.activity.ActivityStatus.Action;
import io.neiqin.customer.callday.CallDays;
import io.neiqin.customer.customer.CustomerService;
import io.neiqin.customer.lead.LeadService;
import io.neiqin.events.customers.ActivityEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadline;
import io.neiqin.platform.deadline.Deadlines;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.numbering.Numbers;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Use cases of activities: appointments are booked (CUS-36), what was done is logged (CUS-2, CUS-18, CUS-24). */
@ApplicationScoped
public class ActivityService {

    /** The deadline of an appointment: its person is reminded before it begins, see {@code neiqin.deadline.kind}. */
    static final String REMINDER = "appointment-reminder";

    private final Activities activities;
    private final Planning planning;
    private final CustomerService customers;
    private final LeadService leads;
    private final CallDays callDays;
    private final Organisation organisation;
    private final Numbers numbers;
    private final Deadlines deadlines;
    private final Outbox outbox;

    public ActivityService(
            Activities activities,
            Planning planning,
            CustomerService customers,
            LeadService leads,
            CallDays callDays,
            Organisation organisation,
            Numbers numbers,
            Deadlines deadlines,
            Outbox outbox) {
        this.activities = activities;
        this.planning = planning;
        this.customers = customers;
        this.leads = leads;
        this.callDays = callDays;
        this.organisation = organisation;
        this.numbers = numbers;
        this.deadlines = deadlines;
        this.outbox = outbox;
    }

    Uni<Activity> create(ActivityRequest request, CommandContext context) {
        boolean planned = request.appointment() != null;
        String whose =
                Objects.requireNonNullElse(request.employeeNo(), context.actor().employeeNo());
        Action deed = planned ? Action.RESCHEDULE : Action.COMPLETE;
        if (!deed.isInHandOf(whose, context.actor())) {
            throw Problem.forbidden("not-your-activity");
        }
        planning.requireWhole(request, context);
        return about(request, context.actor())
                .flatMap(about -> person(whose, context)
                        .flatMap(person -> numbers.next("activity", context.businessDate())
                                .flatMap(number -> planned
                                        ? plan(number, request, about, person, context)
                                        : log(number, request, about, person, context))));
    }

    private Uni<Activity> plan(
            String number, ActivityRequest request, About about, Organisation.Person person, CommandContext context) {
        ActivityRequest.Appointment wanted = request.appointment();
        return activities
                .lockFor(person.employeeNo())
                .chain(() -> planning.of(wanted, person.employeeNo(), Planning.NOTHING))
                .map(plan -> new Activity(number, request.kind(), about, person, planning.dayOf(wanted), plan, context))
                .flatMap(activities::persist)
                .call(activity -> remind(activity, context))
                .call(activity -> outbox.append(context, List.of(activity.asPlanned())));
    }

    private Uni<Activity> log(
            String number, ActivityRequest request, About about, Organisation.Person person, CommandContext context) {
        Activity activity =
                new Activity(number, request.kind(), about, person, context.businessDate(), Plan.NONE, context);
        // Logged before it is stored: what is stored at once has one version and one entry in its history.
        return done(activity, about, request.report(), context)
                .flatMap(told -> activities.persist(activity).call(() -> followed(activity, about, told, context)));
    }

    Uni<Activity> reschedule(UUID id, ActivityRequest.Appointment wanted, CommandContext context) {
        return load(id, Action.RESCHEDULE, context)
                .invoke(() -> planning.requirePossible(wanted, "", context))
                .call(activity -> activities.lockFor(activity.employeeNo()))
                .call(activity -> planning.of(wanted, activity.employeeNo(), activity.id())
                        .flatMap(plan -> outbox.append(
                                context, List.of(activity.reschedule(planning.dayOf(wanted), plan, context)))))
                .call(activity -> deadlines.stop(Activity.TYPE, id, REMINDER, context))
                .call(activity -> remind(activity, context));
    }

    Uni<Activity> complete(UUID id, ActivityRequest.Done report, CommandContext context) {
        return load(id, Action.COMPLETE, context)
                .invoke(() -> Planning.requireAhead(report, "", context))
                .call(activity -> known(activity)
                        .flatMap(about -> done(activity, about, report, context)
                                .flatMap(told -> followed(activity, about, told, context))))
                .call(() -> deadlines.stop(Activity.TYPE, id, REMINDER, context));
    }

    Uni<Activity> correct(UUID id, ActivityRequest.Correction right, CommandContext context) {
        return load(id, Action.CORRECT, context).call(activity -> {
            context.requireReason();
            return outbox.append(context, List.of(activity.correct(right, context)));
        });
    }

    Uni<Activity> miss(UUID id, String reason, CommandContext context) {
        return load(id, Action.MISS, context)
                .call(activity -> outbox.append(context, List.of(activity.miss(reason, context))))
                .call(() -> deadlines.stop(Activity.TYPE, id, REMINDER, context));
    }

    Uni<Activity> cancel(UUID id, String reason, CommandContext context) {
        return load(id, Action.CANCEL, context)
                .call(activity -> outbox.append(context, List.of(activity.cancel(reason, context))))
                .call(() -> deadlines.stop(Activity.TYPE, id, REMINDER, context));
    }

    /** The last day on which anything was done about each of these customers; one that nobody has looked after is absent. */
    public Uni<Map<UUID, LocalDate>> lastDoneOn(Collection<UUID> customerIds) {
        return activities.lastDoneOn(customerIds);
    }

    /** The calls of these people between two days, both included; whether the caller sees them is for him to know. */
    public Uni<List<Call>> calls(Collection<String> employeeNos, LocalDate from, LocalDate to) {
        return activities
                .calls(employeeNos, from, to)
                .map(found -> found.stream().map(Call::of).toList());
    }

    /** Until the commit nobody logs anything for this person. */
    public Uni<Void> lockFor(String employeeNo) {
        return activities.lockFor(employeeNo);
    }

    /** It is done, in a day that is still open. */
    private Uni<ActivityEvent> done(
            Activity activity, About about, ActivityRequest.Done report, CommandContext context) {
        if (activity.kind() != Activity.Kind.CALL) {
            return Uni.createFrom().item(() -> activity.log(report.asReport(), null, context));
        }
        LocalDate today = context.businessDate();
        return activities
                .lockFor(activity.employeeNo())
                .chain(() -> callDays.requireOpen(activity.employeeNo(), today, context))
                .chain(() -> about.customerId() == null
                        ? Uni.createFrom().<LocalDate>nullItem()
                        : activities.firstReachedOn(about.customerId()))
                .map(first -> activity.log(report.asReport(), NewCustomerCall.isOne(about, first, today), context));
    }

    /** What follows from it: a note at the customer, where somebody was reached, and the next step. Imported history starts nothing. */
    private Uni<Void> followed(Activity activity, About about, ActivityEvent told, CommandContext context) {
        Uni<Void> noted = about.customerId() == null || !activity.report().isReached()
                ? Uni.createFrom().voidItem()
                : customers.followedUp(about.customerId(), activity.day(), context);
        if (!activity.report().hasNextStep() || context.importBatch().isPresent()) {
            return noted.chain(() -> outbox.append(context, List.of(told)));
        }
        return noted.chain(() -> numbers.next("activity", context.businessDate()))
                .map(number -> activity.nextStep(number, context))
                .flatMap(activities::persist)
                .flatMap(next -> outbox.append(context, List.of(next.asPlanned(), told)));
    }

    private Uni<Void> remind(Activity activity, CommandContext context) {
        return activity.plan().hasTime()
                ? deadlines.startAround(
                        new Deadline.Subject(
                                Activity.TYPE,
                                activity.id(),
                                activity.number(),
                                activity.employeeNo(),
                                activity.departmentId()),
                        REMINDER,
                        activity.plan().span(),
                        context)
                : Uni.createFrom().voidItem();
    }

    private Uni<About> about(ActivityRequest request, Actor actor) {
        return request.customerId() != null
                ? customers.inSight(request.customerId(), actor).map(About::of)
                : leads.inSight(request.leadId(), actor)
                        .invoke(lead -> {
                            if (lead.customerId() != null) {
                                throw Problem.conflict("lead-is-customer", lead.number())
                                        .with("customerId", lead.customerId());
                            }
                        })
                        .map(About::of);
    }

    /** As it is today: a lead may have become a customer since it was planned. */
    private Uni<About> known(Activity activity) {
        return activity.customerId() != null
                ? customers.known(activity.customerId()).map(About::of)
                : leads.known(activity.leadId())
                        .flatMap(lead -> lead.customerId() == null
                                ? Uni.createFrom().item(About.of(lead))
                                : customers.known(lead.customerId()).map(About::of));
    }

    private Uni<Organisation.Person> person(String employeeNo, CommandContext context) {
        return organisation
                .person(employeeNo, context.businessDate())
                .map(found -> found.filter(Organisation.Person::active)
                        .orElseThrow(
                                () -> Problem.rule("activity-invalid").at("/employeeNo", "nobody-here", employeeNo)));
    }

    private Uni<Activity> load(UUID id, Action action, CommandContext context) {
        return activities
                .get(id, context.actor())
                .map(context::watch)
                .invoke(activity -> activity.requireHand(action, context.actor()))
                .invoke(activity -> context.requireVersion(activity.version()))
                .invoke(activity -> activity.require(action, context.actor()));
    }
}
