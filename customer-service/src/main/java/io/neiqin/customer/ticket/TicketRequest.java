package io.neiqin.customer.ticket;

import io.neiqin.customer.window.TicketType;
import io.neiqin.platform.http.ExternalRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * A ticket as it is taken down. Blanks around a value are dropped, a blank value is none.
 *
 * @param priority NORMAL when left out
 * @param customerId needed for what only a customer can want
 * @param contactName who asks; needed for an enquiry without a customer
 * @param product as whoever asks calls it
 */
public record TicketRequest(
        @NotNull TicketType type,
        Matter.Priority priority,
        @NotNull Matter.Channel channel,
        @NotBlank @Size(max = 200) String subject,
        @NotBlank @Size(max = 4000) String description,
        UUID customerId,
        @Size(max = 100) String contactName,
        @Size(max = 60) String orderNumber,
        @Size(max = 200) String product,
        @Valid ExternalRef externalRef) {

    /** The system of a reference that only a survey of this house gives: one of them opens one ticket. */
    public static final String OF_SURVEY = "survey";

    public TicketRequest {
        priority = priority == null ? Matter.Priority.NORMAL : priority;
        subject = clean(subject);
        description = clean(description);
        contactName = clean(contactName);
        orderNumber = clean(orderNumber);
        product = clean(product);
    }

    private static String clean(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
