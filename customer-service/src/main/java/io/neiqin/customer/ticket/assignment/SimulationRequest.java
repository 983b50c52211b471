package io.neiqin.customer.ticket.assignment;

import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.assignment.proposal.AssignmentTerms.Factors;
import io.neiqin.platform.assignment.proposal.Strategy;
import io.neiqin.platform.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Which days' tickets are given out anew, and by which rules.
 *
 * @param from first day on which they were opened, of the company's zone
 * @param to last day
 * @param policy by which they would have been given out
 * @param compareWith another one; null for the rules that are set
 */
public record SimulationRequest(
        @NotNull LocalDate from,
        @NotNull LocalDate to,
        @NotNull @Valid Rules policy,
        @Valid Rules compareWith) {

    private static final int MOST_DAYS = 366;

    /**
     * Rules for all types of tickets; what is null is as it is set for each type.
     *
     * @param cap percent above the average of open work beyond which nobody is offered more
     */
    public record Rules(
            Strategy strategy,
            @Min(0) @Max(1000) Integer load,
            @Min(0) @Max(1000) Integer skill,
            @Min(0) @Max(1000) Integer history,
            @Min(0) @Max(1000) Integer time,
            @Min(0) @Max(10_000) Integer cap) {

        static final Rules AS_SET = new Rules(null, null, null, null, null, null);

        AssignmentTerms over(AssignmentTerms set) {
            Factors was = set.factors();
            Factors factors = new Factors(
                    or(load, was.load()),
                    or(skill, was.skill()),
                    or(history, was.history()),
                    was.own(),
                    or(time, was.time()));
            return set.by(strategy == null ? set.strategy() : strategy, factors, or(cap, set.cap()));
        }

        private static int or(Integer asked, int set) {
            return asked == null ? set : asked;
        }
    }

    Rules other() {
        return compareWith == null ? Rules.AS_SET : compareWith;
    }

    /** Refuses with 422. */
    void requireSensible() {
        Problem wrong = Problem.rule("simulation-invalid");
        if (to.isBefore(from)) {
            wrong.at("/to", "simulation-period-reversed");
        } else if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            wrong.at("/to", "simulation-period-too-long", MOST_DAYS);
        }
        if (policy.strategy() == Strategy.MANUAL) {
            wrong.at("/policy/strategy", "simulation-strategy-by-hand");
        }
        if (other().strategy() == Strategy.MANUAL) {
            wrong.at("/compareWith/strategy", "simulation-strategy-by-hand");
        }
        wrong.throwIfAny();
    }
}
