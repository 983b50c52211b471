package io.neiqin.customer.anomaly;

import io.neiqin.customer.anomaly.AnomalyStatus.Action;
import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.events.customers.AnomalyEvent.CustomerAnomalyHandled;
import io.neiqin.events.customers.AnomalyEvent.CustomerAnomalyReported;
import io.neiqin.events.customers.AnomalyEvent.CustomerAnomalySeen;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
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
import java.util.UUID;

/** A report that a customer's business situation has changed (客户异动), which a superior has to see in time. */
@Entity
public class Anomaly implements Recorded {

    /** What the mechanisms of platform call it. */
    static final String TYPE = "anomaly";

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private AnomalyStatus status;

    private UUID customerId;
    private String customerName;

    @Embedded
    private Finding finding;

    private LocalDate businessDate;
    private String importBatch;
    private String reportedBy;
    private Instant reportedAt;

    /** Who has to look at it: the superior of whoever looks after the customer. */
    private String supervisorNo;

    private String seenBy;
    private Instant seenAt;

    /** What was done about it, or why nothing has to be. */
    private String measures;

    private String handledBy;
    private Instant handledAt;

    protected Anomaly() {}

    Anomaly(String number, CustomerRef customer, Finding finding, String supervisorNo, CommandContext context) {
        this.id = Uuid7.next();
        this.number = number;
        this.status = AnomalyStatus.REPORTED;
        this.customerId = customer.id();
        this.customerName = customer.name();
        this.finding = finding;
        this.supervisorNo = supervisorNo;
        this.businessDate = context.businessDate();
        this.importBatch = context.importBatch().orElse(null);
        this.reportedBy = context.actor().employeeNo();
        this.reportedAt = context.at();
    }

    CustomerAnomalyReported reported(CustomerRef customer) {
        return new CustomerAnomalyReported(
                id,
                number,
                customerId,
                customer.number(),
                customer.name(),
                finding.kind().name(),
                finding.severity().name(),
                finding.since(),
                customer.region(),
                customer.tier() == null ? null : customer.tier().name(),
                customer.ownerNo(),
                customer.departmentId(),
                reportedBy,
                supervisorNo);
    }

    CustomerAnomalySeen see(CommandContext context) {
        move(Action.SEE, AnomalyStatus.SEEN);
        seenBy = context.actor().employeeNo();
        seenAt = context.at();
        return new CustomerAnomalySeen(
                id, number, customerId, finding.severity().name(), seenBy);
    }

    /** Something was done about it. */
    CustomerAnomalyHandled act(String done, CommandContext context) {
        move(Action.ACT, AnomalyStatus.ACTED);
        return handled(done, context);
    }

    /** Nothing has to be done, and why. */
    CustomerAnomalyHandled note(String why, CommandContext context) {
        move(Action.NOTE, AnomalyStatus.NOTED);
        return handled(why, context);
    }

    private CustomerAnomalyHandled handled(String words, CommandContext context) {
        measures = words;
        handledBy = context.actor().employeeNo();
        handledAt = context.at();
        return new CustomerAnomalyHandled(
                id, number, customerId, finding.severity().name(), status.name(), handledBy);
    }

    /** Refuses with 409 what the status does not allow. */
    private void move(Action action, AnomalyStatus to) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(
                    action.command(),
                    status,
                    status.actions().stream().map(Action::command).toList());
        }
        status = to;
    }

    /**
     * What somebody may do with it as it stands.
     *
     * @param leads whether he is above whoever looks after the customer
     * @param owns whether he looks after it
     */
    List<String> allowedActions(boolean leads, boolean owns) {
        return status.actions().stream()
                .filter(action -> leads || owns && action == Action.ACT)
                .map(Action::command)
                .toList();
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

    AnomalyStatus status() {
        return status;
    }

    UUID customerId() {
        return customerId;
    }

    String customerName() {
        return customerName;
    }

    Finding finding() {
        return finding;
    }

    LocalDate businessDate() {
        return businessDate;
    }

    String importBatch() {
        return importBatch;
    }

    String reportedBy() {
        return reportedBy;
    }

    Instant reportedAt() {
        return reportedAt;
    }

    String supervisorNo() {
        return supervisorNo;
    }

    String seenBy() {
        return seenBy;
    }

    Instant seenAt() {
        return seenAt;
    }

    String measures() {
        return measures;
    }

    String handledBy() {
        return handledBy;
    }

    Instant handledAt() {
        return handledAt;
    }

    @Override
    public String historyType() {
        return TYPE;
    }

    @Override
    public AnomalyView recorded() {
        return AnomalyView.of(this, null);
    }
}
