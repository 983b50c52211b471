package io.neiqin.customer.credit;

import io.neiqin.customer.credit.CreditStatus.Action;
import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.events.customers.CreditEvent;
import io.neiqin.events.customers.CreditEvent.Credit;
import io.neiqin.events.customers.CreditEvent.CreditApproved;
import io.neiqin.events.customers.CreditEvent.CreditChanged;
import io.neiqin.events.customers.CreditEvent.CreditExpired;
import io.neiqin.events.customers.CreditEvent.CreditFrozen;
import io.neiqin.events.customers.CreditEvent.CreditReturned;
import io.neiqin.events.customers.CreditEvent.CreditSuggested;
import io.neiqin.events.customers.CreditEvent.CreditThawed;
import io.neiqin.platform.approval.ApprovalStatus;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.id.Uuid7;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * The credit of a customer (客户资信档案): what is in force, and what somebody has suggested in its place. Sales suggest, finance
 * approves (SEC-3). There is one for each customer, for all that was ever agreed.
 */
@Entity
public class CreditProfile implements Recorded {

    /** What the mechanisms of platform call it. */
    static final String TYPE = "credit-profile";

    @Id
    private UUID id;

    @Version
    private int version;

    private UUID customerId;
    private String customerNumber;

    /** As it is called today. */
    @Formula("(select c.name from customer c where c.id = customer_id)")
    private String customerName;

    /** Who owns the customer today. */
    @Formula("(select c.owner_no from customer c where c.id = customer_id)")
    private String ownerNo;

    /** Approved last; null before any were. */
    @Embedded
    private CreditTerms terms;

    /** Who had suggested them. */
    private String suggestedBy;

    private Instant approvedAt;

    /** The last one. */
    @JdbcTypeCode(SqlTypes.JSON)
    private Suggestion suggestion;

    /** Whether it waits for those who approve it. */
    private boolean waiting;

    /** Null while it is not. */
    @Embedded
    private Freeze freeze;

    /** On which day it was told that they are over; null before. */
    private LocalDate expiredOn;

    private String createdBy;
    private Instant createdAt;
    private String changedBy;
    private Instant changedAt;

    protected CreditProfile() {}

    CreditProfile(CustomerRef customer, CommandContext context) {
        this.id = Uuid7.next();
        this.customerId = customer.id();
        this.customerNumber = customer.number();
        this.customerName = customer.name();
        this.ownerNo = customer.ownerNo();
        this.createdBy = context.actor().employeeNo();
        this.createdAt = context.at();
        touch(context);
    }

    /** CUS-23. What is in force stays so until others have approved this. */
    CreditSuggested suggest(CreditTerms suggested, String kind, UUID approvalId, CommandContext context) {
        require(Action.SUGGEST, context);
        String by = context.actor().employeeNo();
        suggestion = new Suggestion(suggested, by, context.at(), kind, approvalId, null);
        waiting = true;
        touch(context);
        return new CreditSuggested(id, customerId, credit(context.businessDate()), suggested.asEvent(), by, approvalId);
    }

    /** Whoever has suggested it, or a manager. */
    CreditReturned withdraw(CommandContext context) {
        require(Action.WITHDRAW, context);
        return returned(Suggestion.TAKEN_BACK, context);
    }

    /** What those who were asked have come to. */
    Optional<CreditEvent> decided(ApprovalStatus outcome, CommandContext context) {
        if (!isWaiting()) {
            return Optional.empty();
        }
        return Optional.of(outcome == ApprovalStatus.APPROVED ? approved(context) : returned(outcome.name(), context));
    }

    private CreditEvent approved(CommandContext context) {
        boolean changes = isInForceOn(context.businessDate());
        terms = suggestion.terms();
        suggestedBy = suggestion.by();
        approvedAt = context.at();
        expiredOn = null;
        end(ApprovalStatus.APPROVED.name());
        touch(context);
        Credit now = credit(context.businessDate());
        return changes
                ? new CreditChanged(id, customerId, now, suggestedBy)
                : new CreditApproved(id, customerId, now, suggestedBy);
    }

    private CreditReturned returned(String outcome, CommandContext context) {
        end(outcome);
        touch(context);
        return new CreditReturned(id, customerId, credit(context.businessDate()), outcome);
    }

    private void end(String outcome) {
        suggestion = suggestion.ended(outcome);
        waiting = false;
    }

    CreditFrozen freeze(String reason, CommandContext context) {
        require(Action.FREEZE, context);
        freeze = Freeze.of(reason, context);
        touch(context);
        return new CreditFrozen(
                id, customerId, credit(context.businessDate()), context.actor().employeeNo());
    }

    CreditThawed thaw(CommandContext context) {
        require(Action.THAW, context);
        freeze = null;
        touch(context);
        return new CreditThawed(
                id, customerId, credit(context.businessDate()), context.actor().employeeNo());
    }

    /** Tells once that its last day is over; nothing while it is not, or is told already. */
    Optional<CreditExpired> expire(LocalDate today, CommandContext context) {
        if (status(today) != CreditStatus.EXPIRED || expiredOn != null) {
            return Optional.empty();
        }
        expiredOn = today;
        touch(context);
        return Optional.of(new CreditExpired(id, customerId, credit(today)));
    }

    CreditStatus status(LocalDate day) {
        if (terms == null) {
            return isWaiting() ? CreditStatus.SUGGESTED : CreditStatus.RETURNED;
        }
        if (freeze != null) {
            return CreditStatus.FROZEN;
        }
        if (terms.isOverOn(day)) {
            return CreditStatus.EXPIRED;
        }
        return terms.hasBegunOn(day) ? CreditStatus.ACTIVE : CreditStatus.APPROVED;
    }

    /** Whether terms count on that day, frozen or not. */
    boolean isInForceOn(LocalDate day) {
        return terms != null && terms.hasBegunOn(day) && !terms.isOverOn(day);
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Refuses with 409 what the state does not allow. */
    void require(Action action, CommandContext context) {
        LocalDate day = context.businessDate();
        if (!status(day).allows(action, waiting)) {
            throw Problem.illegalTransition(action.command(), status(day), actionsFor(context.actor(), day));
        }
    }

    void requireSuggestionBy(Actor actor) {
        requireOthersCustomer(ownerNo, actor);
    }

    /** Sales do not vouch for their own customers (SEC-3). */
    static void requireOthersCustomer(String ownerNo, Actor actor) {
        if (ownerNo.equals(actor.employeeNo())) {
            throw Problem.forbidden("credit-own-customer");
        }
    }

    void requireWithdrawalBy(Actor actor) {
        if (!mayWithdraw(actor)) {
            throw Problem.forbidden("not-your-suggestion");
        }
    }

    /** What this person may do as it is; in {@code allowedActions}. */
    List<String> actionsFor(Actor actor, LocalDate day) {
        return status(day).actionsFor(actor, isWaiting()).stream()
                .filter(action -> action != Action.WITHDRAW || mayWithdraw(actor))
                .filter(action ->
                        action != Action.SUGGEST || !actor.employeeNo().equals(ownerNo))
                .map(Action::command)
                .toList();
    }

    private boolean mayWithdraw(Actor actor) {
        return actor.has(Roles.SALES_MANAGER) || suggestion.by().equals(actor.employeeNo());
    }

    private void touch(CommandContext context) {
        changedBy = context.actor().employeeNo();
        changedAt = context.at();
    }

    private Credit credit(LocalDate day) {
        return new Credit(status(day).name(), terms == null ? null : terms.asEvent());
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

    CreditTerms terms() {
        return terms;
    }

    String suggestedBy() {
        return suggestedBy;
    }

    Instant approvedAt() {
        return approvedAt;
    }

    Suggestion suggestion() {
        return suggestion;
    }

    Freeze freeze() {
        return freeze;
    }

    LocalDate expiredOn() {
        return expiredOn;
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
    public CreditView recorded() {
        return CreditView.recorded(this);
    }
}
