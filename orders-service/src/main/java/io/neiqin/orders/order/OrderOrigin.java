package io.neiqin.orders.order;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.http.ExternalRef;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Where an order comes from and who took it down (ORD-1).
 *
 * @param sourceDocumentRef the raw source: the mail's id, the fax's file, the note of the call
 * @param importBatch null for live orders
 */
@Embeddable
public record OrderOrigin(
        @Enumerated(EnumType.STRING) Channel channel,
        String sourceDocumentRef,
        String remark,
        LocalDate businessDate,
        String importBatch,
        String externalSystem,
        String externalId,
        String createdBy,
        Instant createdAt) {

    /** How the customer's order reached the house. */
    public enum Channel {
        PHONE,
        EMAIL,
        FAX,
        WECHAT,
        PORTAL,
        API,
        VISIT,
        IMPORT;

        /** Whether the source itself is data, so that a comparison can stand for the second person; machines only. */
        boolean isStructured() {
            return this == PORTAL || this == API || this == IMPORT;
        }
    }

    static OrderOrigin of(OrderRequest request, CommandContext context) {
        ExternalRef ref = request.externalRef();
        return new OrderOrigin(
                request.channel(),
                request.sourceDocumentRef(),
                request.remark(),
                context.businessDate(),
                context.importBatch().orElse(null),
                ref == null ? null : ref.system(),
                ref == null ? null : ref.id(),
                context.actor().employeeNo(),
                context.at());
    }

    /** The same order with another note of where it came from. */
    OrderOrigin noted(String newSourceDocumentRef, String newRemark) {
        return new OrderOrigin(
                channel,
                newSourceDocumentRef,
                newRemark,
                businessDate,
                importBatch,
                externalSystem,
                externalId,
                createdBy,
                createdAt);
    }

    ExternalRef externalRef() {
        return externalSystem == null ? null : new ExternalRef(externalSystem, externalId);
    }
}
