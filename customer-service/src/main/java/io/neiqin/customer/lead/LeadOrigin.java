package io.neiqin.customer.lead;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Who captured a lead, when, and which system knows it.
 *
 * @param importBatch null for live entries
 * @param externalSystem the channel's system; null when a person has typed it
 */
@Embeddable
public record LeadOrigin(
        LocalDate businessDate,
        String importBatch,
        String externalSystem,
        String externalId,
        String createdBy,
        Instant createdAt) {

    static LeadOrigin of(ExternalRef ref, CommandContext context) {
        return new LeadOrigin(
                context.businessDate(),
                context.importBatch().orElse(null),
                ref == null ? null : ref.system(),
                ref == null ? null : ref.id(),
                context.actor().employeeNo(),
                context.at());
    }

    ExternalRef externalRef() {
        return externalSystem == null ? null : new ExternalRef(externalSystem, externalId);
    }
}
