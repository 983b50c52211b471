package io.neiqin.customer.activity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An activity about one customer or one lead: either planned, with {@code appointment}, or logged as done, with
 * {@code report}.
 *
 * @param employeeNo who does it; the caller when left out. A clerk names another, whose call or visit it is
 */
public record ActivityRequest(
        @NotNull Activity.Kind kind,
        UUID customerId,
        UUID leadId,
        @Size(max = 40) String employeeNo,
        @Valid Appointment appointment,
        @Valid Done report) {

    /**
     * When and where.
     *
     * @param day where no more is known; else left out
     * @param from with {@code to}
     * @param attendees who comes, in words
     * @param force takes it beside something else that the same person has at that time
     */
    public record Appointment(
            LocalDate day,
            Instant from,
            Instant to,
            @Size(max = 500) String purpose,
            @Size(max = 300) String place,
            @Size(max = 500) String attendees,
            Boolean force) {

        /** Times at microseconds, as the database keeps them. */
        public Appointment {
            from = from == null ? null : from.truncatedTo(ChronoUnit.MICROS);
            to = to == null ? null : to.truncatedTo(ChronoUnit.MICROS);
            purpose = clean(purpose);
            place = clean(place);
            attendees = clean(attendees);
        }

        boolean isForced() {
            return Boolean.TRUE.equals(force);
        }
    }

    /**
     * What came of it.
     *
     * @param objection an opinion or objection of the customer
     * @param nextStep plans a follow-up of the same person
     */
    public record Done(
            @NotNull Report.Outcome outcome,
            @Min(0) @Max(1440) Integer minutes,
            @Size(max = 4000) String content,
            @Size(max = 2000) String objection,
            @Size(max = 2000) String need,
            @Valid NextStep nextStep) {

        public Done {
            content = clean(content);
            objection = clean(objection);
            need = clean(need);
        }

        Report asReport() {
            return new Report(
                    outcome,
                    minutes,
                    content,
                    objection,
                    need,
                    nextStep == null ? null : nextStep.date(),
                    nextStep == null ? null : nextStep.what());
        }
    }

    /** What is to be done next, and when. */
    public record NextStep(
            @NotNull LocalDate date,
            @NotBlank @Size(max = 500) String what) {}

    /** What should have been logged, complete; the next step stays. */
    public record Correction(
            @NotNull Report.Outcome outcome,
            @Min(0) @Max(1440) Integer minutes,
            @Size(max = 4000) String content,
            @Size(max = 2000) String objection,
            @Size(max = 2000) String need) {

        public Correction {
            content = clean(content);
            objection = clean(objection);
            need = clean(need);
        }
    }

    /** Why it did not take place, or will not. */
    public record Absence(@NotBlank @Size(max = 500) String reason) {}

    private static String clean(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
