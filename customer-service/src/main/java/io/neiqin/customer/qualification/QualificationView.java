package io.neiqin.customer.qualification;

import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A qualification as it is shown.
 *
 * @param expired whether it was accepted, and its last day is over
 * @param attachmentId its content is at {@code /attachments/{id}/content}
 */
public record QualificationView(
        UUID id,
        int version,
        @NotNull UUID customerId,
        @NotNull String customerNumber,
        String customerName,
        @NotNull QualificationKind kind,
        @NotNull String documentNo,
        LocalDate validUntil,
        Boolean expired,
        @NotNull UUID attachmentId,
        UUID replaces,
        @NotNull QualificationStatus status,
        String reviewedBy,
        Instant reviewedAt,
        String reviewWords,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    static QualificationView of(Qualification qualification, Actor actor, LocalDate today) {
        return of(
                qualification,
                qualification.customerName(),
                qualification.isExpiredOn(today),
                qualification.actionsFor(actor));
    }

    /** All that is stored: for the history. */
    static QualificationView recorded(Qualification qualification) {
        return of(qualification, null, null, null);
    }

    private static QualificationView of(
            Qualification qualification, String customerName, Boolean expired, List<String> actions) {
        Qualification.Review review = qualification.review();
        return new QualificationView(
                qualification.id(),
                qualification.version(),
                qualification.customerId(),
                qualification.customerNumber(),
                customerName,
                qualification.kind(),
                qualification.documentNo(),
                qualification.validUntil(),
                expired,
                qualification.attachmentId(),
                qualification.replaces(),
                qualification.status(),
                review == null ? null : review.reviewedBy(),
                review == null ? null : review.reviewedAt(),
                review == null ? null : review.reviewWords(),
                qualification.createdBy(),
                qualification.createdAt(),
                qualification.changedBy(),
                qualification.changedAt(),
                actions);
    }
}
