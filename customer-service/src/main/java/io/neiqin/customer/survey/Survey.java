package io.neiqin.customer.survey;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.survey.SurveyStatus.Action;
import io.neiqin.events.customers.SurveyEvent;
import io.neiqin.events.customers.SurveyEvent.SurveyCancelled;
import io.neiqin.events.customers.SurveyEvent.SurveyPlanned;
import io.neiqin.events.customers.SurveyEvent.SurveyUnreached;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A planned contact with a customer: whether it is satisfied (满意度调查), or a return visit (回访) to hear what it needs.
 */
@Entity
public class Survey implements Recorded {

    /** What the mechanisms of platform call it. */
    static final String TYPE = "survey";

    /** By when it is done, see {@code neiqin.deadline.kind}. */
    static final String DEADLINE = "return-visit";

    /** What it is for. */
    public enum Kind {
        SATISFACTION,
        RETURN_VISIT
    }

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private SurveyStatus status;

    private UUID customerId;
    private String customerName;

    @Embedded
    private Occasion occasion;

    private String assigneeNo;
    private UUID departmentId;
    private LocalDate plannedFor;

    @JdbcTypeCode(SqlTypes.JSON)
    private Attempts attempts = Attempts.NONE;

    /** Null until the customer has said something. */
    @JdbcTypeCode(SqlTypes.JSON)
    private Answer answer;

    /** What it comes to, to look for; see {@link Answer#worth}. */
    private Integer score;

    private String doneBy;
    private Instant doneAt;

    /** The ticket that a low score has opened; null for none. */
    private UUID ticketId;

    private String cancelReason;

    private Instant changedAt;

    protected Survey() {}

    Survey(String number, Kind kind, CustomerRef customer, Occasion occasion, LocalDate day, CommandContext context) {
        this.id = Uuid7.next();
        this.number = number;
        this.kind = kind;
        this.status = SurveyStatus.PLANNED;
        this.customerId = customer.id();
        this.customerName = customer.name();
        this.occasion = occasion;
        this.plannedFor = day;
        this.changedAt = context.at();
    }

    SurveyPlanned planned(Organisation.Person assignee, CustomerRef customer) {
        giveTo(assignee, customer);
        return new News(this, customer).planned();
    }

    /** Whether its day has come, and the deadline with it. */
    boolean isDue(LocalDate today) {
        return status == SurveyStatus.PLANNED && !plannedFor.isAfter(today);
    }

    /**
     * Tried in vain.
     *
     * @param enough so many make it unreached
     */
    Optional<SurveyUnreached> attempt(
            Attempts.Attempt tried, int enough, CustomerRef customer, CommandContext context) {
        require(Action.ATTEMPT);
        attempts = attempts.with(tried.channel(), tried.outcome(), tried.note(), context);
        changedAt = context.at();
        if (attempts.count() < enough) {
            return Optional.empty();
        }
        close(SurveyStatus.UNREACHED, context);
        return Optional.of(new News(this, customer).unreached());
    }

    SurveyEvent answer(Answer said, CustomerRef customer, CommandContext context) {
        require(Action.ANSWER);
        if (kind == Kind.SATISFACTION && said.overall() == null) {
            throw Problem.rule("score-missing").at("/overall", "score-missing");
        }
        answer = said;
        score = said.worth();
        close(SurveyStatus.DONE, context);
        return new News(this, customer).answered();
    }

    void reassign(Organisation.Person assignee, CustomerRef customer, CommandContext context) {
        require(Action.REASSIGN);
        if (assignee.employeeNo().equals(assigneeNo)) {
            throw Problem.conflict("already-assignee", assigneeNo)
                    .with("allowedActions", allowedActions(context.actor(), customer));
        }
        giveTo(assignee, customer);
        changedAt = context.at();
    }

    SurveyCancelled cancel(String reason, CustomerRef customer, CommandContext context) {
        require(Action.CANCEL);
        cancelReason = reason;
        close(SurveyStatus.CANCELLED, context);
        return new News(this, customer).cancelled();
    }

    /** The complaint that has come of it. */
    void complainedBy(UUID ticket) {
        ticketId = ticket;
    }

    /** Who may do what with it. */
    Asking askedOf(CustomerRef customer) {
        return new Asking(kind, assigneeNo, customer.ownerNo());
    }

    /** What this actor may do with it as it stands. */
    List<String> allowedActions(Actor actor, CustomerRef customer) {
        Asking asking = askedOf(customer);
        return status.actions().stream()
                .filter(action -> asking.allows(actor, action))
                .map(Action::command)
                .toList();
    }

    private void giveTo(Organisation.Person assignee, CustomerRef customer) {
        if (new Asking(kind, null, customer.ownerNo()).isOfOneself(assignee.employeeNo())) {
            throw Problem.rule("assignee-is-owner", assignee.employeeNo())
                    .at("/assigneeNo", "assignee-is-owner", assignee.employeeNo());
        }
        assigneeNo = assignee.employeeNo();
        departmentId = assignee.departmentId();
    }

    void require(Action action) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(action.command(), status, List.of());
        }
    }

    private void close(SurveyStatus end, CommandContext context) {
        status = end;
        doneBy = context.actor().employeeNo();
        doneAt = context.at();
        changedAt = context.at();
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

    Kind kind() {
        return kind;
    }

    SurveyStatus status() {
        return status;
    }

    UUID customerId() {
        return customerId;
    }

    Occasion occasion() {
        return occasion;
    }

    String assigneeNo() {
        return assigneeNo;
    }

    LocalDate plannedFor() {
        return plannedFor;
    }

    String doneBy() {
        return doneBy;
    }

    UUID departmentId() {
        return departmentId;
    }

    Attempts attempts() {
        return attempts;
    }

    Answer answer() {
        return answer;
    }

    Integer score() {
        return score;
    }

    /** As it is shown; what is not known of the customer and of the reader is null where it is kept. */
    SurveyView view(String customerOwnerNo, List<String> allowedActions) {
        return new SurveyView(
                id,
                version,
                number,
                kind,
                status,
                customerId,
                customerName,
                customerOwnerNo,
                occasion.cause(),
                occasion.orderId(),
                occasion.orderNumber(),
                occasion.note(),
                assigneeNo,
                departmentId,
                plannedFor,
                attempts.all(),
                answer,
                score,
                doneBy,
                doneAt,
                ticketId,
                cancelReason,
                occasion.businessDate(),
                occasion.importBatch(),
                occasion.createdBy(),
                occasion.createdAt(),
                changedAt,
                allowedActions);
    }

    @Override
    public String historyType() {
        return TYPE;
    }

    @Override
    public SurveyView recorded() {
        return view(null, null);
    }
}
