package io.neiqin.customer.qualification;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A paper of a customer as somebody enters it.
 *
 * @param documentNo what the paper calls itself
 * @param validUntil the last day, included; none for one without an end
 * @param attachmentId the paper, attached to the customer under this kind
 * @param replaces an accepted one of the same customer whose place this takes when it is accepted; none for another beside
 */
public record QualificationRequest(
        @NotNull UUID customerId,
        @NotNull QualificationKind kind,
        @NotBlank @Size(max = 100) String documentNo,
        LocalDate validUntil,
        @NotNull UUID attachmentId,
        UUID replaces) {}
