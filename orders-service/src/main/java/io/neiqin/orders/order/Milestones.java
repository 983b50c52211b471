package io.neiqin.orders.order;

import io.neiqin.platform.command.CommandContext;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.LocalDate;

/**
 * When an order came how far, once it was entered; null where it has not come yet.
 *
 * @param confirmedOn the business date from which the order counts
 */
@Embeddable
public record Milestones(String confirmedBy, LocalDate confirmedOn, String cancelReason, Instant changedAt) {

    static Milestones begun(CommandContext context) {
        return new Milestones(null, null, null, context.at());
    }

    Milestones touched(CommandContext context) {
        return new Milestones(confirmedBy, confirmedOn, cancelReason, context.at());
    }

    Milestones confirmed(CommandContext context) {
        return new Milestones(context.actor().employeeNo(), context.businessDate(), null, context.at());
    }

    Milestones cancelled(String reason, CommandContext context) {
        return new Milestones(confirmedBy, confirmedOn, reason, context.at());
    }
}
