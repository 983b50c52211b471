package io.neiqin.customer.activity;

import io.neiqin.customer.activity.ActivityStatus.Action;
import io.neiqin.events.customers.ActivityEvent.ActivityCancelled;
import io.neiqin.events.customers.ActivityEvent.ActivityCorrected;
import io.neiqin.events.customers.ActivityEvent.ActivityLogged;
import io.neiqin.events.customers.ActivityEvent.ActivityMissed;
import io.neiqin.events.customers.ActivityEvent.ActivityPlanned;
import io.neiqin.events.customers.ActivityEvent.Facts;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Something done about a customer or a lead (跟进记录), or planned to be: a call, a visit, an appointment. */
@Entity
public class Activity implements Recorded {

    /** What is done. */
    public enum Kind {
        CALL,
        /** One of us goes there (拜访). */
        VISIT,
        /** The next step of something (跟进). */
        FOLLOW_UP,
        /** After a delivery or a complaint (回访). */
        RETURN_VISIT,
        MEETING,
        /** They come here (接待, CUS-18). */
        RECEPTION
    }

    /**
     * Who entered it, and when.
     *
     * @param businessDate of that
     * @param importBatch null for live entries
     */
    @Embeddable
    record Origin(LocalDate businessDate, String importBatch, String createdBy, Instant createdAt) {}

    /** What the mechanisms of platform call it. */
    static final String TYPE = "activity";

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private ActivityStatus status;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private UUID customerId;
    private UUID leadId;
    private String aboutNumber;
    private String aboutName;

    /** Who does it. */
    private String employeeNo;

    private UUID departmentId;

    /** On which it is planned; once done, the business date that it counts for. */
    private LocalDate day;

    @Embedded
    private Plan plan;

    /** The one whose next step it is; null for none. */
    private UUID followUpOf;

    /** Null until it is done. */
    @Embedded
    private Report report;

    /** Whether it is a call to a new customer; null for what is no call, and until it is done. */
    private Boolean newCustomer;

    /** Why it was missed or cancelled. */
    private String reason;

    /** Who has told what came of it: he who did it, or a clerk for him. */
    private String loggedBy;

    private Instant loggedAt;

    @Embedded
    private Origin origin;

    private String changedBy;
    private Instant changedAt;

    protected Activity() {}

    /**
     * To be done; what is done already and on record only now has no plan, and {@link #log} follows.
     *
     * @param day on which it is to be
     */
    Activity(
            String number,
            Kind kind,
            About about,
            Organisation.Person person,
            LocalDate day,
            Plan plan,
            CommandContext context) {
        this.id = Uuid7.next();
        this.number = number;
        this.status = ActivityStatus.PLANNED;
        this.kind = kind;
        this.customerId = about.customerId();
        this.leadId = about.leadId();
        this.aboutNumber = about.number();
        this.aboutName = about.name();
        this.employeeNo = person.employeeNo();
        this.departmentId = person.departmentId();
        this.day = day;
        this.plan = plan;
        this.origin = new Origin(
                context.businessDate(),
                context.importBatch().orElse(null),
                context.actor().employeeNo(),
                context.at());
        touch(context);
    }

    /** The next step of this one: a follow-up by the same person. */
    Activity nextStep(String itsNumber, CommandContext context) {
        Activity next = new Activity(
                itsNumber,
                Kind.FOLLOW_UP,
                new About(customerId, leadId, aboutNumber, aboutName, false),
                new Organisation.Person(employeeNo, null, departmentId, null, true),
                report.nextStepDate(),
                new Plan(report.nextStepWhat(), null, null, null, null, false),
                context);
        next.followUpOf = id;
        return next;
    }

    ActivityPlanned asPlanned() {
        return new ActivityPlanned(id, facts(), day, plan.beginsAt());
    }

    ActivityPlanned reschedule(LocalDate newDay, Plan newPlan, CommandContext context) {
        moveTo(ActivityStatus.PLANNED, Action.RESCHEDULE, context);
        day = newDay;
        plan = newPlan;
        return asPlanned();
    }

    /**
     * It is done, and counts for the business date from now on.
     *
     * @param isNew whether it is a call to a new customer; null for what is no call
     */
    ActivityLogged log(Report told, Boolean isNew, CommandContext context) {
        moveTo(ActivityStatus.DONE, Action.COMPLETE, context);
        report = told;
        newCustomer = isNew;
        day = context.businessDate();
        loggedBy = context.actor().employeeNo();
        loggedAt = context.at();
        return new ActivityLogged(id, facts(), told.outcome().name(), told.minutes(), day, newCustomer);
    }

    /** What was logged is never changed but so; whose it is and the day that it counts for, not even so. */
    ActivityCorrected correct(ActivityRequest.Correction right, CommandContext context) {
        moveTo(ActivityStatus.DONE, Action.CORRECT, context);
        report = report.corrected(right);
        return new ActivityCorrected(id, facts(), report.outcome().name(), report.minutes(), day, newCustomer);
    }

    ActivityMissed miss(String why, CommandContext context) {
        moveTo(ActivityStatus.MISSED, Action.MISS, context);
        reason = why;
        return new ActivityMissed(id, facts());
    }

    ActivityCancelled cancel(String why, CommandContext context) {
        moveTo(ActivityStatus.CANCELLED, Action.CANCEL, context);
        reason = why;
        return new ActivityCancelled(id, facts());
    }

    /** Only he who does it, or a clerk in his name, can tell what came of it; who leads him may plan for him. */
    void requireHand(Action action, Actor actor) {
        if (!action.isInHandOf(employeeNo, actor)) {
            throw Problem.forbidden("not-your-activity");
        }
    }

    /** What this actor may do with it now. */
    List<String> allowedActions(Actor actor) {
        return Arrays.stream(Action.values())
                .filter(action -> status.allows(action) && action.isOpenTo(actor))
                .filter(action -> action.isInHandOf(employeeNo, actor))
                .map(Action::command)
                .toList();
    }

    /** Refuses with 409 what the state does not allow. */
    void require(Action action, Actor actor) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(action.command(), status, allowedActions(actor));
        }
    }

    private void moveTo(ActivityStatus next, Action action, CommandContext context) {
        require(action, context.actor());
        status = next;
        touch(context);
    }

    private void touch(CommandContext context) {
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    private Facts facts() {
        return new Facts(kind.name(), customerId, leadId, employeeNo, departmentId);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    String number() {
        return number;
    }

    ActivityStatus status() {
        return status;
    }

    Kind kind() {
        return kind;
    }

    UUID customerId() {
        return customerId;
    }

    UUID leadId() {
        return leadId;
    }

    String aboutNumber() {
        return aboutNumber;
    }

    String aboutName() {
        return aboutName;
    }

    String employeeNo() {
        return employeeNo;
    }

    UUID departmentId() {
        return departmentId;
    }

    LocalDate day() {
        return day;
    }

    Plan plan() {
        return plan;
    }

    UUID followUpOf() {
        return followUpOf;
    }

    Report report() {
        return report;
    }

    Boolean newCustomer() {
        return newCustomer;
    }

    String reason() {
        return reason;
    }

    String loggedBy() {
        return loggedBy;
    }

    Instant loggedAt() {
        return loggedAt;
    }

    Origin origin() {
        return origin;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    @Override
    public String historyType() {
        return TYPE;
    }

    @Override
    public ActivityView recorded() {
        return ActivityView.of(this, null);
    }
}
