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
 * @param confirmedOn the business date from which the order counts
 */
@Embeddable
public record Milestones(
        String enteredBy,
        String verifiedBy,
        @Enumerated(EnumType.STRING) Verification verification,
        String confirmedBy,
        LocalDate confirmedOn,
        String cancelReason,
        Instant changedAt) {

    static Milestones none(CommandContext context) {
        return new Milestones(null, null, null, null, null, null, context.at());
    }

    Milestones touched(CommandContext context) {
        return new Milestones(
                enteredBy, verifiedBy, verification, confirmedBy, confirmedOn, cancelReason, context.at());
    }

    Milestones entered(CommandContext context) {
        return new Milestones(context.actor().employeeNo(), null, null, null, null, null, context.at());
    }

    Milestones verified(Verification method, CommandContext context) {
        return new Milestones(enteredBy, context.actor().employeeNo(), method, null, null, null, context.at());
    }

    Milestones confirmed(CommandContext context) {
        String actor = context.actor().employeeNo();
        return new Milestones(
                enteredBy, verifiedBy, verification, actor, context.businessDate(), null, context.at());
    }

    Milestones cancelled(String reason, CommandContext context) {
        return new Milestones(enteredBy, verifiedBy, verification, confirmedBy, confirmedOn, reason, context.at());
    }
}
