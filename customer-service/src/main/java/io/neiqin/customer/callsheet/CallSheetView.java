package io.neiqin.customer.callsheet;

import io.neiqin.customer.activity.Call;
import io.neiqin.customer.callday.CallDay;
import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A telemarketer's calls of a day (每日电话表), against what is expected.
 *
 * @param quota nothing on a day off, and for whoever is no telemarketer
 * @param calls all of them, the first ones first; none in a list over several days
 * @param submission null while it is not submitted
 */
public record CallSheetView(
        @NotNull LocalDate date,
        @NotNull String employeeNo,
        UUID departmentId,
        boolean workingDay,
        @NotNull Tally quota,
        @NotNull Tally done,
        @NotNull Tally missing,
        List<Call> calls,
        Submission submission,
        @NotNull List<String> allowedActions) {

    /**
     * That it was reported, and what there was then.
     *
     * @param acknowledgedBy null until his superior has seen it
     */
    public record Submission(
            @NotNull UUID id,
            int version,
            @NotNull Tally done,
            @NotNull Tally missing,
            String remarks,
            @NotNull Instant submittedAt,
            String acknowledgedBy,
            Instant acknowledgedAt,
            String comment) {

        private static Submission of(CallDay reported) {
            CallDay.Values values = reported.values();
            CallDay.Counted counted = values.counted();
            return new Submission(
                    reported.id(),
                    reported.version(),
                    new Tally(counted.calls(), counted.newCalls()),
                    new Tally(counted.missingCalls(), counted.missingNewCalls()),
                    values.remarks(),
                    values.submittedAt(),
                    values.acknowledgedBy(),
                    values.acknowledgedAt(),
                    values.comment());
        }
    }

    /** A sheet that is submitted, as its commands answer it. */
    public record Submitted(UUID id, int version, @NotNull CallSheetView sheet) implements View {

        static Submitted of(CallSheetView sheet) {
            return new Submitted(sheet.submission().id(), sheet.submission().version(), sheet);
        }
    }

    /** A day of somebody, whether reported or not. */
    record Day(LocalDate date, String employeeNo, UUID departmentId, boolean workingDay, Tally quota) {}

    /** @param reported null for no */
    static CallSheetView of(Day day, Tally done, List<Call> calls, CallDay reported, Actor actor) {
        return new CallSheetView(
                day.date(),
                day.employeeNo(),
                day.departmentId(),
                day.workingDay(),
                day.quota(),
                done,
                day.quota().without(done),
                calls,
                reported == null ? null : Submission.of(reported),
                reported == null ? open(day, actor) : reported.allowedActions(actor));
    }

    private static List<String> open(Day day, Actor actor) {
        boolean his = day.employeeNo().equals(actor.employeeNo());
        return his && actor.has(Roles.TELESALES) ? List.of("submit") : List.of();
    }
}
