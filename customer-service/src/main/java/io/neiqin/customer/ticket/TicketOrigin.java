package io.neiqin.customer.ticket;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Who took a ticket down, when, and in which system it began.
 *
 * @param openedDepartmentId of whoever took it down; null for one without
 * @param importBatch null for live entries
 * @param externalSystem null when no other system knows it
 */
@Embeddable
public record TicketOrigin(
        String openedBy,
        UUID openedDepartmentId,
        Instant openedAt,
        LocalDate businessDate,
        String importBatch,
        String externalSystem,
        String externalId) {

    static TicketOrigin of(ExternalRef ref, CommandContext context) {
        return new TicketOrigin(
                context.actor().employeeNo(),
                context.actor().departmentId(),
                context.at(),
                context.businessDate(),
                context.importBatch().orElse(null),
                ref == null ? null : ref.system(),
                ref == null ? null : ref.id());
    }

    ExternalRef externalRef() {
        return externalSystem == null ? null : new ExternalRef(externalSystem, externalId);
    }
}
