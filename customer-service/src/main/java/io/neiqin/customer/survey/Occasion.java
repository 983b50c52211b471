package io.neiqin.customer.survey;

import io.neiqin.platform.command.CommandContext;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Why a customer is asked, and since when that is planned.
 *
 * @param orderId the accepted delivery it is about; null for none
 * @param orderNumber its number
 * @param note what to ask about, in the words of whoever has planned it; null for nothing in particular
 * @param importBatch null for live ones
 */
@Embeddable
public record Occasion(
        @Enumerated(EnumType.STRING) Cause cause,
        UUID orderId,
        String orderNumber,
        String note,
        LocalDate businessDate,
        String importBatch,
        String createdBy,
        Instant createdAt) {

    /** What has brought it about. */
    public enum Cause {
        /** Somebody wants it. */
        MANUAL,
        /** It is time again, by the customer's tier. */
        CADENCE,
        /** The customer has accepted a delivery. */
        DELIVERY
    }

    static Occasion byHand(String note, CommandContext context) {
        return of(Cause.MANUAL, null, null, note, context);
    }

    static Occasion cadence(CommandContext context) {
        return of(Cause.CADENCE, null, null, null, context);
    }

    static Occasion delivery(UUID orderId, String orderNumber, CommandContext context) {
        return of(Cause.DELIVERY, orderId, orderNumber, null, context);
    }

    private static Occasion of(Cause cause, UUID orderId, String orderNumber, String note, CommandContext context) {
        return new Occasion(
                cause,
                orderId,
                orderNumber,
                note,
                context.businessDate(),
                context.importBatch().orElse(null),
                context.actor().employeeNo(),
                context.at());
    }

    boolean isHistory() {
        return importBatch != null;
    }
}
