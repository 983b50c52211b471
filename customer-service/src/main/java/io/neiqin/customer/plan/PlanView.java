package io.neiqin.customer.plan;

import io.neiqin.platform.http.View;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A plan as it is shown.
 *
 * @param decidedBy the last superior who has approved it or sent it back
 * @param returnReason why he wants it otherwise; null where he does not
 * @param report as its owner has closed it; before, {@code /plans/{id}/report} says how far it is
 */
public record PlanView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull Plan.Kind kind,
        @NotNull PlanStatus status,
        @NotNull String ownerNo,
        UUID departmentId,
        @NotNull Period.Length period,
        @NotNull LocalDate from,
        @NotNull LocalDate to,
        String region,
        String segment,
        @NotNull PlanRequest.Goals goals,
        List<Targets.Target> targets,
        String measures,
        String issues,
        Instant submittedAt,
        String decidedBy,
        Instant decidedAt,
        String returnReason,
        PlanReport report,
        Instant closedAt,
        @NotNull LocalDate businessDate,
        @NotNull Instant createdAt,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    /** A plan in a list, without what it says in words. */
    public record Summary(
            @NotNull UUID id,
            int version,
            @NotNull String number,
            @NotNull Plan.Kind kind,
            @NotNull PlanStatus status,
            @NotNull String ownerNo,
            @NotNull Period.Length period,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            String region,
            String segment,
            @NotNull PlanRequest.Goals goals,
            int targets) {

        static Summary of(Plan plan) {
            PlanView whole = plan.view(null);
            return new Summary(
                    whole.id(),
                    whole.version(),
                    whole.number(),
                    whole.kind(),
                    whole.status(),
                    whole.ownerNo(),
                    whole.period(),
                    whole.from(),
                    whole.to(),
                    whole.region(),
                    whole.segment(),
                    whole.goals(),
                    whole.targets().size());
        }
    }
}
