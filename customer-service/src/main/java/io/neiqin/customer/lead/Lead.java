package io.neiqin.customer.lead;

import io.neiqin.customer.customer.CustomerRequest;
import io.neiqin.customer.lead.LeadStatus.Action;
import io.neiqin.events.customers.LeadEvent.Facts;
import io.neiqin.events.customers.LeadEvent.LeadAssigned;
import io.neiqin.events.customers.LeadEvent.LeadCaptured;
import io.neiqin.events.customers.LeadEvent.LeadConverted;
import io.neiqin.events.customers.LeadEvent.LeadDisqualified;
import io.neiqin.events.customers.LeadEvent.LeadReopened;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.Organisation;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A lead (线索): a company that may become a customer, from the first word of it until it is one or is given up. */
@Entity
public class Lead implements Recorded {

    private static final String[] FOR_ANYBODY = {
        Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_SUPERVISOR, Roles.SALES_MANAGER
    };

    /** Who calls and writes to those who may become customers. */
    private static final String[] SERVING = {
        Roles.CLERK,
        Roles.CLERK_LEAD,
        Roles.SERVICE,
        Roles.TELESALES,
        Roles.SALES_SUPERVISOR,
        Roles.SALES_MANAGER,
        Roles.SALES_DIRECTOR
    };

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;

    @Enumerated(EnumType.STRING)
    private LeadStatus status;

    @Embedded
    private LeadParticulars particulars;

    /** Null for nobody. */
    @Embedded
    private LeadContact contact;

    @Embedded
    private LeadOrigin origin;

    /** Null while nobody works on it. */
    private String ownerNo;

    private UUID departmentId;

    /** What it has become; null for nothing yet. */
    private UUID customerId;

    /** Why it was given up; null where it is not. */
    private String reason;

    private String changedBy;
    private Instant changedAt;

    protected Lead() {}

    /** @param owner null for nobody yet */
    Lead(String number, LeadRequest request, Organisation.Person owner, CommandContext context) {
        this.id = Uuid7.next();
        this.number = number;
        this.status = LeadStatus.NEW;
        this.origin = LeadOrigin.of(request.externalRef(), context);
        this.ownerNo = owner == null ? null : owner.employeeNo();
        this.departmentId = owner == null ? context.actor().departmentId() : owner.departmentId();
        take(request, context);
    }

    LeadCaptured captured() {
        return new LeadCaptured(id, facts());
    }

    /** Takes over everything but owner, department and external reference. */
    void change(LeadRequest request, CommandContext context) {
        moveTo(status, Action.EDIT, context);
        take(request, context);
    }

    /** Gives it to somebody and his department. */
    LeadAssigned assign(Organisation.Person owner, CommandContext context) {
        require(Action.ASSIGN, context.actor());
        if (owner.employeeNo().equals(ownerNo) && Objects.equals(departmentId, owner.departmentId())) {
            throw Problem.conflict("lead-already-owned", ownerNo)
                    .with("allowedActions", allowedActions(context.actor()));
        }
        moveTo(status, Action.ASSIGN, context);
        String former = ownerNo;
        ownerNo = owner.employeeNo();
        departmentId = owner.departmentId();
        return new LeadAssigned(id, facts(), former);
    }

    void start(CommandContext context) {
        require(Action.START, context.actor());
        if (ownerNo == null) {
            throw Problem.conflict("lead-unassigned").with("allowedActions", allowedActions(context.actor()));
        }
        moveTo(LeadStatus.WORKING, Action.START, context);
    }

    /** @param newCustomer false where the file had it already */
    LeadConverted convert(UUID customer, boolean newCustomer, CommandContext context) {
        moveTo(LeadStatus.CONVERTED, Action.CONVERT, context);
        customerId = customer;
        return new LeadConverted(id, facts(), customer, newCustomer);
    }

    LeadDisqualified disqualify(String why, CommandContext context) {
        moveTo(LeadStatus.DISQUALIFIED, Action.DISQUALIFY, context);
        reason = why;
        return new LeadDisqualified(id, facts());
    }

    /** Tried once more, from the beginning. */
    LeadReopened reopen(CommandContext context) {
        moveTo(LeadStatus.NEW, Action.REOPEN, context);
        reason = null;
        return new LeadReopened(id, facts());
    }

    /** What the customer file gets of it; the clerk may have completed it. */
    CustomerRequest asCustomer(LeadResource.Conversion completed) {
        return new CustomerRequest(
                particulars.name(),
                completed.uscc(),
                particulars.country(),
                completed.taxId(),
                particulars.region(),
                completed.city(),
                completed.address(),
                completed.postalCode(),
                particulars.industry(),
                completed.businessScope(),
                completed.tier(),
                completed.ownerNo() == null ? ownerNo : completed.ownerNo(),
                LeadContact.asCustomers(contact),
                particulars.need(),
                null);
    }

    /** Whether this actor may do it at all; a salesperson and a telemarketer, only what is theirs. */
    void requireWorkBy(Actor actor) {
        if (!isWorkedBy(actor)) {
            throw Problem.forbidden("not-your-lead");
        }
    }

    /** Who captures for others as well as for himself. */
    static boolean isCapturedForAnybodyBy(Actor actor) {
        return actor.hasAny(FOR_ANYBODY) || actor.hasAny(Roles.SERVICE, Roles.MARKETING);
    }

    /** Its phone and address are for its owner, and for those who lead and serve sales. */
    void requireUnmaskingBy(Actor actor) {
        if (!isUnmaskedFor(actor)) {
            throw Problem.forbidden("unmask-forbidden");
        }
    }

    private boolean isUnmaskedFor(Actor actor) {
        return actor.hasAny(SERVING) || isOwnedBy(actor);
    }

    private boolean isWorkedBy(Actor actor) {
        return actor.hasAny(FOR_ANYBODY) || isOwnedBy(actor);
    }

    private boolean isOwnedBy(Actor actor) {
        return actor.hasAny(Roles.SALESPERSON, Roles.TELESALES)
                && actor.employeeNo().equals(ownerNo);
    }

    /** What this actor may do with it now. */
    List<String> allowedActions(Actor actor) {
        List<String> actions = new ArrayList<>(Arrays.stream(Action.values())
                .filter(action -> status.allows(action) && action.isOpenTo(actor) && isWorkedBy(actor))
                .filter(action -> action != Action.START || ownerNo != null)
                .map(Action::command)
                .toList());
        if (contact != null && isUnmaskedFor(actor)) {
            actions.add("unmask");
        }
        return actions;
    }

    /** Refuses with 409 what the state does not allow. */
    void require(Action action, Actor actor) {
        if (!status.allows(action)) {
            throw Problem.illegalTransition(action.command(), status, allowedActions(actor));
        }
    }

    private void moveTo(LeadStatus next, Action action, CommandContext context) {
        require(action, context.actor());
        status = next;
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    private void take(LeadRequest request, CommandContext context) {
        Problem wrong = Problem.rule("lead-invalid");
        particulars = LeadParticulars.entered(request, wrong);
        LeadContact entered = LeadContact.entered(request, contact, wrong);
        if (request.ownerNo() != null && !request.ownerNo().equals(ownerNo)) {
            wrong.at("/ownerNo", "owner-by-assign");
        }
        if (request.externalRef() != null && !request.externalRef().equals(origin.externalRef())) {
            wrong.at("/externalRef", "external-ref-fixed");
        }
        wrong.throwIfAny();
        contact = entered;
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    private Facts facts() {
        return new Facts(
                number,
                particulars.source(),
                particulars.country(),
                particulars.region(),
                particulars.industry(),
                ownerNo,
                departmentId,
                origin.externalSystem(),
                origin.externalId());
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

    LeadStatus status() {
        return status;
    }

    LeadParticulars particulars() {
        return particulars;
    }

    LeadContact contact() {
        return contact;
    }

    LeadOrigin origin() {
        return origin;
    }

    String ownerNo() {
        return ownerNo;
    }

    UUID departmentId() {
        return departmentId;
    }

    UUID customerId() {
        return customerId;
    }

    String reason() {
        return reason;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    @Override
    public String historyType() {
        return "lead";
    }

    @Override
    public LeadView recorded() {
        return LeadView.recorded(this);
    }
}
