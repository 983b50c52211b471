package io.neiqin.customer.anomaly;

import io.neiqin.platform.http.View;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A report of an anomaly as it is shown.
 *
 * @param supervisorNo who has to look at it
 * @param measures what was done about it, or why nothing has to be
 */
public record AnomalyView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull AnomalyStatus status,
        @NotNull UUID customerId,
        @NotNull String customerName,
        @NotNull Finding.Kind kind,
        @NotNull Finding.Severity severity,
        @NotNull String what,
        LocalDate since,
        String source,
        @NotNull LocalDate businessDate,
        String importBatch,
        @NotNull String reportedBy,
        @NotNull Instant reportedAt,
        @NotNull String supervisorNo,
        String seenBy,
        Instant seenAt,
        String measures,
        String handledBy,
        Instant handledAt,
        List<String> allowedActions)
        implements View {

    static AnomalyView of(Anomaly anomaly, List<String> allowedActions) {
        Finding finding = anomaly.finding();
        return new AnomalyView(
                anomaly.id(),
                anomaly.version(),
                anomaly.number(),
                anomaly.status(),
                anomaly.customerId(),
                anomaly.customerName(),
                finding.kind(),
                finding.severity(),
                finding.what(),
                finding.since(),
                finding.source(),
                anomaly.businessDate(),
                anomaly.importBatch(),
                anomaly.reportedBy(),
                anomaly.reportedAt(),
                anomaly.supervisorNo(),
                anomaly.seenBy(),
                anomaly.seenAt(),
                anomaly.measures(),
                anomaly.handledBy(),
                anomaly.handledAt(),
                allowedActions);
    }

    /** One of a list. */
    public record Summary(
            @NotNull UUID id,
            int version,
            @NotNull String number,
            @NotNull AnomalyStatus status,
            @NotNull UUID customerId,
            @NotNull String customerName,
            @NotNull Finding.Kind kind,
            @NotNull Finding.Severity severity,
            @NotNull String what,
            LocalDate since,
            String source,
            @NotNull LocalDate businessDate,
            String importBatch,
            @NotNull String reportedBy,
            @NotNull Instant reportedAt,
            @NotNull String supervisorNo,
            String seenBy,
            Instant seenAt,
            String measures,
            String handledBy,
            Instant handledAt) {

        static Summary of(Anomaly anomaly) {
            Finding finding = anomaly.finding();
            return new Summary(
                    anomaly.id(),
                    anomaly.version(),
                    anomaly.number(),
                    anomaly.status(),
                    anomaly.customerId(),
                    anomaly.customerName(),
                    finding.kind(),
                    finding.severity(),
                    finding.what(),
                    finding.since(),
                    finding.source(),
                    anomaly.businessDate(),
                    anomaly.importBatch(),
                    anomaly.reportedBy(),
                    anomaly.reportedAt(),
                    anomaly.supervisorNo(),
                    anomaly.seenBy(),
                    anomaly.seenAt(),
                    anomaly.measures(),
                    anomaly.handledBy(),
                    anomaly.handledAt());
        }
    }
}
