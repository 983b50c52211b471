package io.neiqin.orders.order;

import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.platform.approval.ApprovalStatus;
import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.UUID;

/**
 * Whether somebody has to approve an order before it is confirmed (审批), and whether he has.
 *
 * @param approvalId of the approval that was asked for last; null for none
 */
@Embeddable
public record Clearance(@Enumerated(EnumType.STRING) Consent consent, UUID approvalId) {

    /** How far it is. */
    public enum Consent {
        NOT_NEEDED,
        NEEDED,
        ASKED,
        GIVEN
    }

    static final Clearance NOT_NEEDED = new Clearance(Consent.NOT_NEEDED, null);

    /** What was asked already stays asked. */
    Clearance needed(boolean beyondLimit) {
        return isOpen() ? to(beyondLimit ? Consent.NEEDED : Consent.NOT_NEEDED) : this;
    }

    static Clearance asked(UUID approvalId) {
        return new Clearance(Consent.ASKED, approvalId);
    }

    /** What those who were asked have come to. */
    Clearance decided(ApprovalStatus outcome) {
        return to(outcome == ApprovalStatus.APPROVED ? Consent.GIVEN : Consent.NEEDED);
    }

    /** What was asked or given counts no more. */
    Clearance voided() {
        return isOpen() ? this : to(Consent.NEEDED);
    }

    private Clearance to(Consent next) {
        return new Clearance(next, approvalId);
    }

    private boolean isOpen() {
        return consent == Consent.NOT_NEEDED || consent == Consent.NEEDED;
    }

    boolean isAsked() {
        return consent == Consent.ASKED;
    }

    boolean isGiven() {
        return consent == Consent.GIVEN;
    }

    boolean allows(Action action) {
        return switch (action) {
            case SUBMIT -> consent == Consent.NEEDED;
            case CONFIRM -> consent == Consent.NOT_NEEDED || consent == Consent.GIVEN;
            default -> true;
        };
    }

    /** Why an action that the state allows is not possible. */
    Problem refusal() {
        return switch (consent) {
            case NOT_NEEDED -> Problem.conflict("order-needs-no-approval");
            case NEEDED -> Problem.conflict("order-needs-approval");
            case ASKED, GIVEN -> Problem.conflict("order-awaits-approval");
        };
    }
}
