package io.neiqin.customer.plan;

import io.neiqin.customer.plan.PlanStatus.Action;
import io.neiqin.events.customers.PlanEvent;
import io.neiqin.events.customers.PlanEvent.PlanApproved;
import io.neiqin.events.customers.PlanEvent.PlanClosed;
import io.neiqin.events.customers.PlanEvent.PlanReturned;
import io.neiqin.events.customers.PlanEvent.PlanSubmitted;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * What a salesperson is going to do in a month, quarter or year: in his region or segment (区域计划), or for the development
 * of customers (开发计划), with the report of what has come of it. Its goals hold once a superior has approved them; that is
 * one word of one person, so it is a command of its own and no course of an approval.
 */
@Entity
@Table(name = "sales_plan")
public class Plan implements Recorded {

    /** What the mechanisms of platform call it. */
    static final String TYPE = "plan";

    /** What it is for. */
    public enum Kind {
        REGION,
        DEVELOPMENT
    }

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private PlanStatus status;

    private String ownerNo;
    private UUID departmentId;

    @Embedded
    private Period period;

    private String region;
    private String segment;

    @JdbcTypeCode(SqlTypes.JSON)
    private PlanRequest.Goals goals;

    @JdbcTypeCode(SqlTypes.JSON)
    private Targets targets;

    private String measures;
    private String issues;

    private Instant submittedAt;

    /** The last superior who has said something to it. */
    private String decidedBy;

    private Instant decidedAt;

    /** Why he wants it otherwise; null where he does not. */
    private String returnReason;

    /** Null until it is closed. */
    @JdbcTypeCode(SqlTypes.JSON)
    private PlanReport report;

    private Instant closedAt;

    private LocalDate businessDate;
    private Instant createdAt;
    private Instant changedAt;

    protected Plan() {}

    Plan(String number, PlanRequest request, Targets targets, CommandContext context) {
        this.id = Uuid7.next();
        this.number = number;
        this.status = PlanStatus.DRAFT;
        this.ownerNo = context.actor().employeeNo();
        this.departmentId = context.actor().departmentId();
        this.businessDate = context.businessDate();
        this.createdAt = context.at();
        take(request, targets, context);
    }

    /** Replaces what was written, as long as it is a draft. */
    void edit(PlanRequest request, Targets changed, CommandContext context) {
        move(Action.EDIT, status, context);
        take(request, changed, context);
    }

    PlanSubmitted submit(CommandContext context) {
        if (status.allows(Action.SUBMIT) && targets.all().isEmpty() && goals.equals(PlanRequest.Goals.NONE)) {
            throw Problem.rule("plan-empty");
        }
        move(Action.SUBMIT, PlanStatus.SUBMITTED, context);
        submittedAt = context.at();
        return new PlanSubmitted(id, asEvent());
    }

    PlanApproved approve(CommandContext context) {
        move(Action.APPROVE, PlanStatus.APPROVED, context);
        decided(null, context);
        return new PlanApproved(id, asEvent(), decidedBy);
    }

    PlanReturned sendBack(String reason, CommandContext context) {
        move(Action.RETURN, PlanStatus.DRAFT, context);
        decided(reason, context);
        return new PlanReturned(id, asEvent(), decidedBy);
    }

    /** Its report is as true as it is now; not before it has begun. */
    PlanClosed close(PlanReport written, CommandContext context) {
        if (status.allows(Action.CLOSE) && context.businessDate().isBefore(period.from())) {
            throw Problem.rule("plan-not-begun", period.from());
        }
        move(Action.CLOSE, PlanStatus.CLOSED, context);
        report = written;
        closedAt = context.at();
        return new PlanClosed(id, asEvent(), report.figures().asEvent());
    }

    /**
     * What this actor may do with it as it stands.
     *
     * @param leads whether he is above its owner
     */
    List<String> allowedActions(Actor actor, boolean leads) {
        return status.actions().stream()
                .filter(action -> actor.hasAny(action.roles().toArray(String[]::new))
                        && (action.isOfOwner() ? isOf(actor) : leads))
                .map(Action::command)
                .toList();
    }

    boolean isOf(Actor actor) {
        return ownerNo.equals(actor.employeeNo());
    }

    private void take(PlanRequest request, Targets named, CommandContext context) {
        kind = request.kind();
        period = Period.of(request.from(), request.to());
        region = request.region();
        segment = request.segment();
        goals = request.goals() == null ? PlanRequest.Goals.NONE : request.goals();
        targets = named;
        measures = request.measures();
        issues = request.issues();
        changedAt = context.at();
    }

    private void decided(String reason, CommandContext context) {
        decidedBy = context.actor().employeeNo();
        decidedAt = context.at();
        returnReason = reason;
    }

    private void move(Action action, PlanStatus to, CommandContext context) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(
                    action.command(),
                    status,
                    status.actions().stream().map(Action::command).toList());
        }
        status = to;
        changedAt = context.at();
    }

    private PlanEvent.Plan asEvent() {
        return new PlanEvent.Plan(
                number,
                kind.name(),
                ownerNo,
                departmentId,
                period.length().name(),
                period.from(),
                period.to(),
                region,
                segment,
                targets.count(Targets.Kind.KEY),
                targets.count(Targets.Kind.POTENTIAL),
                goals.asEvent());
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public int version() {
        return version;
    }

    PlanStatus status() {
        return status;
    }

    String ownerNo() {
        return ownerNo;
    }

    Period period() {
        return period;
    }

    Targets targets() {
        return targets;
    }

    PlanReport report() {
        return report;
    }

    /** As it is shown; {@code allowedActions} are null where it is kept. */
    PlanView view(List<String> allowedActions) {
        return new PlanView(
                id,
                version,
                number,
                kind,
                status,
                ownerNo,
                departmentId,
                period.length(),
                period.from(),
                period.to(),
                region,
                segment,
                goals,
                targets.all(),
                measures,
                issues,
                submittedAt,
                decidedBy,
                decidedAt,
                returnReason,
                report,
                closedAt,
                businessDate,
                createdAt,
                changedAt,
                allowedActions);
    }

    @Override
    public String historyType() {
        return TYPE;
    }

    @Override
    public PlanView recorded() {
        return view(null);
    }
}
