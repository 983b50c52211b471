package io.neiqin.customer.accuracy;

import io.neiqin.customer.accuracy.VerificationStatus.Action;
import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.deadline.Deadline;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A salesperson is asked whether the file of his customer is still right (客户资料核实, CUS-5). He answers himself, or a clerk
 * writes down what he has said.
 */
@Entity
public class VerificationTask implements Recorded {

    /** What the mechanisms of platform call it. */
    static final String TYPE = "verification-task";

    /** Its deadline, see {@code neiqin.deadline.kind}. */
    static final String DEADLINE = "customer-accuracy";

    private static final String[] CLERKS = {Roles.CLERK, Roles.CLERK_LEAD};

    /**
     * What was said.
     *
     * @param answeredBy who has given the answer here
     * @param wordOf whose word it is: the salesperson's, also where a clerk has written it down
     */
    @Embeddable
    public record Answer(String answeredBy, String wordOf, String words, Instant answeredAt) {}

    /** Members of the customer that were outdated. */
    record Fields(List<String> all) {}

    @Id
    private UUID id;

    @Version
    private int version;

    private UUID customerId;
    private String customerNumber;

    /** As it is called today. */
    @Formula("(select c.name from customer c where c.id = customer_id)")
    private String customerName;

    /** Who owns the customer today: he is asked, also in the minutes before the task has followed. */
    @Formula("(select c.owner_no from customer c where c.id = customer_id)")
    private String askedNo;

    /** Who owned the customer when the task last followed him, and his department. */
    private String ownerNo;

    private UUID departmentId;

    @Enumerated(EnumType.STRING)
    private VerificationStatus status;

    private LocalDate openedOn;

    /** Null while it is open, or dropped. */
    @Embedded
    private Answer answer;

    /** Null but for what was corrected. */
    @JdbcTypeCode(SqlTypes.JSON)
    private Fields fields;

    private String createdBy;
    private Instant createdAt;
    private String changedBy;
    private Instant changedAt;

    protected VerificationTask() {}

    VerificationTask(CustomerRef customer, CommandContext context) {
        this.id = Uuid7.next();
        this.customerId = customer.id();
        this.customerNumber = customer.number();
        this.customerName = customer.name();
        this.status = VerificationStatus.OPEN;
        this.openedOn = context.businessDate();
        this.createdBy = context.actor().employeeNo();
        this.createdAt = context.at();
        ask(customer);
        touch(context);
    }

    /** All is right as it is. */
    void confirm(String words, CommandContext context) {
        answer(VerificationStatus.CONFIRMED, Action.CONFIRM, words, context);
    }

    /** @param outdated members of the customer; what they should be, its own change says */
    void correct(List<String> outdated, String words, CommandContext context) {
        require(Action.CORRECT, context.actor());
        Problem wrong = Problem.rule("verification-invalid");
        for (int i = 0; i < outdated.size(); i++) {
            if (CheckedField.of(outdated.get(i)).isEmpty()) {
                wrong.at("/fields/" + i, "unknown-field", outdated.get(i));
            }
        }
        wrong.throwIfAny();
        answer(VerificationStatus.CORRECTED, Action.CORRECT, words, context);
        fields = new Fields(List.copyOf(new LinkedHashSet<>(outdated)));
    }

    private void answer(VerificationStatus next, Action action, String words, CommandContext context) {
        require(action, context.actor());
        String by = context.actor().employeeNo();
        if (words == null && !by.equals(askedNo)) {
            throw Problem.rule("salesperson-words-required").at("/words", "salesperson-words-required");
        }
        status = next;
        answer = new Answer(by, askedNo, words, context.at());
        touch(context);
    }

    /** Nobody has to look any more. */
    void drop(CommandContext context) {
        require(Action.DROP, context.actor());
        status = VerificationStatus.DROPPED;
        touch(context);
    }

    /** Asks whoever owns the customer by now. */
    void follow(CustomerRef customer, CommandContext context) {
        ask(customer);
        touch(context);
    }

    private void ask(CustomerRef customer) {
        askedNo = customer.ownerNo();
        ownerNo = customer.ownerNo();
        departmentId = customer.departmentId();
    }

    /** It is asked of the customer's salesperson; a clerk may write down what he says. */
    void requireAnswerBy(Actor actor) {
        if (!isAnsweredBy(actor)) {
            throw Problem.forbidden("not-asked");
        }
    }

    private boolean isAnsweredBy(Actor actor) {
        return actor.hasAny(CLERKS) || actor.employeeNo().equals(askedNo);
    }

    private void require(Action action, Actor actor) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(action.command(), status, actionsFor(actor));
        }
    }

    /** What this person may do; in {@code allowedActions}. */
    List<String> actionsFor(Actor actor) {
        return isAnsweredBy(actor) ? status.answers() : List.of();
    }

    boolean isOpen() {
        return status == VerificationStatus.OPEN;
    }

    /** Who has to act by its deadline. */
    Deadline.Subject toDo() {
        return new Deadline.Subject(TYPE, id, customerNumber, ownerNo, departmentId);
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

    String ownerNo() {
        return ownerNo;
    }

    UUID departmentId() {
        return departmentId;
    }

    VerificationStatus status() {
        return status;
    }

    LocalDate openedOn() {
        return openedOn;
    }

    Answer answer() {
        return answer;
    }

    List<String> fields() {
        return fields == null ? List.of() : fields.all();
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
    public VerificationTaskView recorded() {
        return VerificationTaskView.recorded(this);
    }
}
