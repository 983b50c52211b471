package io.neiqin.customer.ticket;

import io.neiqin.customer.window.TicketType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * What a ticket is about.
 *
 * @param contactName of whoever asks; null for none
 * @param orderNumber null for none
 * @param product as whoever asks calls it; null for none
 */
@Embeddable
public record Matter(
        @Enumerated(EnumType.STRING) TicketType type,
        @Enumerated(EnumType.STRING) Priority priority,
        @Enumerated(EnumType.STRING) Channel channel,
        String subject,
        String description,
        String contactName,
        String orderNumber,
        String product) {

    /** How fast it has to go (TKT-10). */
    public enum Priority {
        NORMAL("ticket-leg"),
        /** Something has gone wrong that cannot wait (突发问题). */
        URGENT("ticket-leg-urgent");

        private final String deadline;

        Priority(String deadline) {
            this.deadline = deadline;
        }

        /** The kind of the deadline of a leg, see {@code neiqin.deadline.kind}. */
        String deadline() {
            return deadline;
        }
    }

    /** By which it came. */
    public enum Channel {
        PHONE,
        WECHAT,
        EMAIL,
        WEB,
        VISIT,
        /** A trading platform (电商平台). */
        PLATFORM,
        /** From within the house. */
        INTERNAL
    }

    static Matter of(TicketRequest request) {
        return new Matter(
                request.type(),
                request.priority(),
                request.channel(),
                request.subject(),
                request.description(),
                request.contactName(),
                request.orderNumber(),
                request.product());
    }

    Matter with(Priority other) {
        return new Matter(type, other, channel, subject, description, contactName, orderNumber, product);
    }
}
