package io.neiqin.orders.order;

import io.neiqin.platform.command.CommandContext;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Who brought an order how far; null where it has not come yet.
 *
 * @param editedBy who typed the content as it stands
 * @param confirmedOn the business date from which the order counts
 */
@Embeddable
public record Milestones(
        String editedBy,
        String enteredBy,
        String verifiedBy,
        @Enumerated(EnumType.STRING) Verification verification,
        String confirmedBy,
        LocalDate confirmedOn,
        String cancelReason,
        Instant changedAt) {

    static Milestones edited(CommandContext context) {
        return new Milestones(context.actor().employeeNo(), null, null, null, null, null, null, context.at());
    }

    Milestones touched(CommandContext context) {
        return new Milestones(
                editedBy, enteredBy, verifiedBy, verification, confirmedBy, confirmedOn, cancelReason, context.at());
    }

    Milestones entered(CommandContext context) {
        return new Milestones(editedBy, context.actor().employeeNo(), null, null, null, null, null, context.at());
    }

    Milestones verified(Verification method, CommandContext context) {
        String verifier = context.actor().employeeNo();
        return new Milestones(editedBy, enteredBy, verifier, method, null, null, null, context.at());
    }

    Milestones confirmed(CommandContext context) {
        String actor = context.actor().employeeNo();
        return new Milestones(
                editedBy, enteredBy, verifiedBy, verification, actor, context.businessDate(), null, context.at());
    }

    Milestones cancelled(String reason, CommandContext context) {
        return new Milestones(
                editedBy, enteredBy, verifiedBy, verification, confirmedBy, confirmedOn, reason, context.at());
    }

    /** Whether this person typed the order or declared it complete, and so cannot be the one who checks it. */
    boolean isEnterer(String employeeNo) {
        return employeeNo.equals(editedBy) || employeeNo.equals(enteredBy);
    }
}
