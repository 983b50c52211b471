package io.neiqin.customer.qualification;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.customer.qualification.QualificationStatus.Action;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadline;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.verification.Enterers;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Formula;

/**
 * A paper by which a customer shows that it is what it says, and may do what it does (客户资质, CUS-22). One person enters it,
 * another looks at the paper (DAT-2); it ends on its last day, unless another has taken its place.
 */
@Entity
public class Qualification implements Recorded {

    /** What the mechanisms of platform call it. */
    static final String TYPE = "qualification";

    /** Until its last day is over, see {@code neiqin.deadline.kind}. */
    static final String DEADLINE = "qualification-expiry";

    private static final String[] REVIEWERS = {
        Roles.CLERK, Roles.CLERK_LEAD, Roles.LEGAL, Roles.FINANCE, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER
    };

    /** What the second person has said to it. */
    @Embeddable
    public record Review(String reviewedBy, Instant reviewedAt, String reviewWords) {}

    @Id
    private UUID id;

    @Version
    private int version;

    private UUID customerId;
    private String customerNumber;

    /** As it is called today. */
    @Formula("(select c.name from customer c where c.id = customer_id)")
    private String customerName;

    @Enumerated(EnumType.STRING)
    private QualificationKind kind;

    private String documentNo;

    /** The last day, included; null for one without an end. */
    private LocalDate validUntil;

    private UUID attachmentId;

    /** The one whose place this takes when it is accepted; null for none. */
    private UUID replaces;

    @Enumerated(EnumType.STRING)
    private QualificationStatus status;

    /** Null while nobody has looked at it. */
    @Embedded
    private Review review;

    private String createdBy;
    private Instant createdAt;
    private String changedBy;
    private Instant changedAt;

    protected Qualification() {}

    Qualification(CustomerRef customer, QualificationRequest request, CommandContext context) {
        if (request.validUntil() != null && request.validUntil().isBefore(context.businessDate())) {
            throw Problem.rule("qualification-invalid").at("/validUntil", "validity-over");
        }
        this.id = Uuid7.next();
        this.customerId = customer.id();
        this.customerNumber = customer.number();
        this.customerName = customer.name();
        this.kind = request.kind();
        this.documentNo = request.documentNo();
        this.validUntil = request.validUntil();
        this.attachmentId = request.attachmentId();
        this.replaces = request.replaces();
        this.status = QualificationStatus.ENTERED;
        this.createdBy = context.actor().employeeNo();
        this.createdAt = context.at();
        touch(context);
    }

    /** @param words null where there is nothing to be said */
    void accept(String words, CommandContext context) {
        review(QualificationStatus.ACCEPTED, Action.ACCEPT, words, context);
    }

    void refuse(String words, CommandContext context) {
        review(QualificationStatus.REFUSED, Action.REFUSE, words, context);
    }

    private void review(QualificationStatus next, Action action, String words, CommandContext context) {
        require(action, context.actor());
        enterers().refuse(context.actor().employeeNo());
        status = next;
        review = new Review(context.actor().employeeNo(), context.at(), words);
        touch(context);
    }

    /** Another was accepted in its place. */
    void supersede(CommandContext context) {
        require(Action.SUPERSEDE, context.actor());
        status = QualificationStatus.SUPERSEDED;
        touch(context);
    }

    boolean isAccepted() {
        return status == QualificationStatus.ACCEPTED;
    }

    /** Whether it was accepted, and its last day is over. */
    boolean isExpiredOn(LocalDate day) {
        return isAccepted() && validUntil != null && day.isAfter(validUntil);
    }

    private void require(Action action, Actor actor) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(action.command(), status, actionsFor(actor));
        }
    }

    /** What this person may do; in {@code allowedActions}. */
    List<String> actionsFor(Actor actor) {
        boolean reviews = actor.hasAny(REVIEWERS) && !enterers().include(actor.employeeNo());
        return reviews ? status.reviews() : List.of();
    }

    private Enterers enterers() {
        return new Enterers(Set.of(createdBy));
    }

    /** Who has to see to another one before it ends. */
    Deadline.Subject toRenew(CustomerRef customer) {
        return new Deadline.Subject(TYPE, id, customerNumber, customer.ownerNo(), customer.departmentId());
    }

    private void touch(CommandContext context) {
        changedBy = context.actor().employeeNo();
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

    UUID customerId() {
        return customerId;
    }

    String customerNumber() {
        return customerNumber;
    }

    String customerName() {
        return customerName;
    }

    QualificationKind kind() {
        return kind;
    }

    String documentNo() {
        return documentNo;
    }

    LocalDate validUntil() {
        return validUntil;
    }

    UUID attachmentId() {
        return attachmentId;
    }

    UUID replaces() {
        return replaces;
    }

    QualificationStatus status() {
        return status;
    }

    Review review() {
        return review;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
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
    public QualificationView recorded() {
        return QualificationView.recorded(this);
    }
}
