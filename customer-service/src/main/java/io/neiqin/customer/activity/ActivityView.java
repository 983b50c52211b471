package io.neiqin.customer.activity;

import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An activity as it is shown.
 *
 * @param employeeNo who does it
 * @param day on which it is planned; once done, the business date that it counts for
 * @param appointment null for what was done without having been planned
 * @param newCustomer whether it was a call to a new customer; null for what is no call
 * @param followUpOf the activity whose next step it is
 * @param reason why it was missed or cancelled
 * @param loggedBy who has told what came of it: he who did it, or a clerk for him
 * @param warnings codes of what is odd and yet accepted: {@code appointment-overlap}
 */
public record ActivityView(
        UUID id,
        int version,
        @NotNull String number,
        @NotNull ActivityStatus status,
        @NotNull Activity.Kind kind,
        UUID customerId,
        UUID leadId,
        @NotNull String aboutNumber,
        @NotNull String aboutName,
        @NotNull String employeeNo,
        UUID departmentId,
        @NotNull LocalDate day,
        Appointment appointment,
        Done report,
        Boolean newCustomer,
        UUID followUpOf,
        String reason,
        String loggedBy,
        Instant loggedAt,
        @NotNull List<String> warnings,
        @NotNull LocalDate businessDate,
        String importBatch,
        @NotNull String createdBy,
        @NotNull Instant createdAt,
        @NotNull String changedBy,
        @NotNull Instant changedAt,
        List<String> allowedActions)
        implements View {

    /** @param actor null for the history */
    static ActivityView of(Activity activity, Actor actor) {
        Activity.Origin origin = activity.origin();
        return new ActivityView(
                activity.id(),
                activity.version(),
                activity.number(),
                activity.status(),
                activity.kind(),
                activity.customerId(),
                activity.leadId(),
                activity.aboutNumber(),
                activity.aboutName(),
                activity.employeeNo(),
                activity.departmentId(),
                activity.day(),
                Appointment.of(activity.plan()),
                Done.of(activity.report()),
                activity.newCustomer(),
                activity.followUpOf(),
                activity.reason(),
                activity.loggedBy(),
                activity.loggedAt(),
                activity.plan().overlapping() ? List.of("appointment-overlap") : List.of(),
                origin.businessDate(),
                origin.importBatch(),
                origin.createdBy(),
                origin.createdAt(),
                activity.changedBy(),
                activity.changedAt(),
                actor == null ? null : activity.allowedActions(actor));
    }

    /** @param from null where only the day is known */
    public record Appointment(String purpose, Instant from, Instant to, String place, String attendees) {

        private static Appointment of(Plan plan) {
            return plan.equals(Plan.NONE)
                    ? null
                    : new Appointment(plan.purpose(), plan.beginsAt(), plan.endsAt(), plan.place(), plan.attendees());
        }
    }

    /** What came of it. */
    public record Done(
            @NotNull Report.Outcome outcome,
            Integer minutes,
            String content,
            String objection,
            String need,
            LocalDate nextStepDate,
            String nextStepWhat) {

        private static Done of(Report report) {
            return report == null
                    ? null
                    : new Done(
                            report.outcome(),
                            report.minutes(),
                            report.content(),
                            report.objection(),
                            report.need(),
                            report.nextStepDate(),
                            report.nextStepWhat());
        }
    }
}
