package io.neiqin.customer.paper;

import io.neiqin.platform.http.View;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/**
 * Where the paper file of a customer stands, as it is shown. What of it is here as files is listed by
 * {@code /attachments?type=customer&record={customerId}}.
 */
public record PaperFileView(
        UUID id,
        int version,
        @NotNull UUID customerId,
        @NotNull String customerNumber,
        @NotNull String location,
        String remark,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt)
        implements View {

    static PaperFileView of(PaperFile file) {
        return new PaperFileView(
                file.id(),
                file.version(),
                file.customerId(),
                file.customerNumber(),
                file.location(),
                file.remark(),
                file.createdBy(),
                file.createdAt(),
                file.changedBy(),
                file.changedAt());
    }
}
