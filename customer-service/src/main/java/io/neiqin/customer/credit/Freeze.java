package io.neiqin.customer.credit;

import io.neiqin.platform.command.CommandContext;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** Who has stopped the credit (冻结), when and why. */
@Embeddable
public record Freeze(String frozenBy, Instant frozenAt, String frozenReason) {

    static Freeze of(String reason, CommandContext context) {
        return new Freeze(context.actor().employeeNo(), context.at(), reason);
    }
}
