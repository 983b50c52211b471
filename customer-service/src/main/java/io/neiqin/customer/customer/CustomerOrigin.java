package io.neiqin.customer.customer;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Who entered a customer, when, and from where it was taken over.
 *
 * @param importBatch null for live entries
 * @param externalSystem null when no other system knows the customer
 */
@Embeddable
public record CustomerOrigin(
        LocalDate businessDate,
        String importBatch,
        String externalSystem,
        String externalId,
        String createdBy,
        Instant createdAt) {

    static CustomerOrigin of(ExternalRef ref, CommandContext context) {
        return new CustomerOrigin(
                context.businessDate(),
                context.importBatch().orElse(null),
                ref == null ? null : ref.system(),
                ref == null ? null : ref.id(),
                context.actor().employeeNo(),
                context.at());
    }

    /**
     * The day on which it came into this system, whatever day it counts for: the company's own one, or at most the one
     * before.
     */
    LocalDate enteredOn() {
        return importBatch == null ? businessDate : LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
    }

    ExternalRef externalRef() {
        return externalSystem == null ? null : new ExternalRef(externalSystem, externalId);
    }
}
