package io.neiqin.customer.survey;

import io.neiqin.customer.customer.CustomerRef;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A survey as it is shown.
 *
 * @param customerOwnerNo who looks after the customer today
 * @param score what the answer comes to: overall or, without that, the worst dimension
 * @param ticketId the complaint that a low score has opened; null for none
 */
public record SurveyView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull Survey.Kind kind,
        @NotNull SurveyStatus status,
        @NotNull UUID customerId,
        @NotNull String customerName,
        String customerOwnerNo,
        @NotNull Occasion.Cause cause,
        UUID orderId,
        String orderNumber,
        String note,
        @NotNull String assigneeNo,
        UUID departmentId,
        @NotNull LocalDate plannedFor,
        List<Attempts.Attempt> attempts,
        Answer answer,
        Integer score,
        String doneBy,
        Instant doneAt,
        UUID ticketId,
        String cancelReason,
        @NotNull LocalDate businessDate,
        String importBatch,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    static SurveyView of(Survey survey, CustomerRef customer, Actor actor) {
        return survey.view(customer.ownerNo(), survey.allowedActions(actor, customer));
    }

    /** A survey in a list, without what was said. */
    public record Summary(
            @NotNull UUID id,
            int version,
            @NotNull String number,
            @NotNull Survey.Kind kind,
            @NotNull SurveyStatus status,
            @NotNull UUID customerId,
            @NotNull String customerName,
            @NotNull Occasion.Cause cause,
            UUID orderId,
            @NotNull String assigneeNo,
            @NotNull LocalDate plannedFor,
            int attempts,
            Integer score,
            Instant doneAt,
            UUID ticketId) {

        static Summary of(Survey survey) {
            SurveyView whole = survey.view(null, null);
            return new Summary(
                    whole.id(),
                    whole.version(),
                    whole.number(),
                    whole.kind(),
                    whole.status(),
                    whole.customerId(),
                    whole.customerName(),
                    whole.cause(),
                    whole.orderId(),
                    whole.assigneeNo(),
                    whole.plannedFor(),
                    whole.attempts().size(),
                    whole.score(),
                    whole.doneAt(),
                    whole.ticketId());
        }
    }
}
