package io.neiqin.customer.activity;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When an appointment can be: ahead, in one stretch, and not beside another one unless somebody insists. */
@ApplicationScoped
class Planning {

    /** The id of an activity that is not there yet. */
    static final UUID NOTHING = new UUID(0, 0);

    private static final Duration LONGEST = Duration.ofDays(14);

    private final Activities activities;
    private final ZoneId zone;

    Planning(Activities activities, @ConfigProperty(name = "neiqin.zone") ZoneId zone) {
        this.activities = activities;
        this.zone = zone;
    }

    /** Refuses with 422 what is about nobody or about two, and what is neither planned nor done, or both. */
    void requireWhole(ActivityRequest request, CommandContext context) {
        Problem wrong = Problem.rule("activity-invalid");
        if ((request.customerId() == null) == (request.leadId() == null)) {
            wrong.at("/customerId", "customer-or-lead");
        }
        if ((request.appointment() == null) == (request.report() == null)) {
            wrong.at("/appointment", "appointment-or-report");
        }
        wrong.throwIfAny();
        if (request.appointment() != null) {
            requirePossible(request.appointment(), "/appointment", context);
        } else {
            requireAhead(request.report(), "/report", context);
        }
    }

    /** @param place of the appointment in the request */
    void requirePossible(ActivityRequest.Appointment wanted, String place, CommandContext context) {
        Problem wrong = Problem.rule("activity-invalid");
        boolean timed = wanted.from() != null && wanted.to() != null;
        boolean half = !timed && (wanted.from() != null || wanted.to() != null);
        if (half || timed == (wanted.day() != null)) {
            wrong.at(place + "/day", "appointment-time");
        } else if (!timed && wanted.day().isBefore(context.businessDate())) {
            wrong.at(place + "/day", "appointment-past");
        } else if (timed && !wanted.from().isAfter(context.at())) {
            wrong.at(place + "/from", "appointment-past");
        } else if (timed
                && (!wanted.to().isAfter(wanted.from())
                        || Duration.between(wanted.from(), wanted.to()).compareTo(LONGEST) > 0)) {
            wrong.at(place + "/to", "appointment-length", LONGEST.toDays());
        }
        wrong.throwIfAny();
    }

    /** A next step lies ahead; of imported history it is past, and only noted. */
    static void requireAhead(ActivityRequest.Done report, String place, CommandContext context) {
        boolean past = report.nextStep() != null
                && context.importBatch().isEmpty()
                && report.nextStep().date().isBefore(context.businessDate());
        if (past) {
            throw Problem.rule("activity-invalid").at(place + "/nextStep/date", "appointment-past");
        }
    }

    LocalDate dayOf(ActivityRequest.Appointment wanted) {
        return wanted.from() == null ? wanted.day() : wanted.from().atZone(zone).toLocalDate();
    }

    /**
     * The plan, if there is room for it: refuses with 409 what overlaps, unless it is forced, and then says so.
     *
     * @param self the activity that it is for
     */
    Uni<Plan> of(ActivityRequest.Appointment wanted, String employeeNo, UUID self) {
        Plan plan = plan(wanted, false);
        if (!plan.hasTime()) {
            return Uni.createFrom().item(plan);
        }
        return activities.isTaken(employeeNo, plan, self).map(taken -> {
            if (taken && !wanted.isForced()) {
                throw Problem.conflict("appointment-overlap", employeeNo);
            }
            return plan(wanted, taken);
        });
    }

    private static Plan plan(ActivityRequest.Appointment wanted, boolean overlapping) {
        return new Plan(wanted.purpose(), wanted.from(), wanted.to(), wanted.place(), wanted.attendees(), overlapping);
    }
}
