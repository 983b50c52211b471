package io.neiqin.customer.ticket.course;

import io.neiqin.customer.ticket.course.Legs.Leg;
import io.neiqin.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What was found, said and thought at the end of a ticket (办结), step by step; what is not there yet is null. One that is
 * opened again begins a new one, and keeps those before.
 */
public record Closing(
        Resolution resolution,
        Reply reply,
        List<Attempt> attempts,
        Evaluation evaluation,
        Conclusion conclusion,
        Reopening reopening) {

    public static final Closing NONE = new Closing(null, null, List.of(), null, null, null);

    /** By which a customer is answered or tried. */
    public enum Way {
        PHONE,
        WECHAT,
        EMAIL,
        LETTER,
        VISIT,
        PLATFORM
    }

    /** Where a complaint came from (原因分类). */
    public enum CauseCategory {
        PRODUCT_QUALITY,
        DELIVERY,
        ORDER_ENTRY,
        PRICE_OR_INVOICE,
        SERVICE,
        COMMUNICATION,
        /** Nothing of ours. */
        CUSTOMER,
        OTHER
    }

    public record Resolution(Instant at, String by, String solution) {}

    public record Reply(Instant at, String by, Way channel, String words) {}

    /** Somebody tried to reach the customer, in vain. */
    public record Attempt(Instant at, String by, Way channel, String words) {}

    /**
     * Why it came to that, and whose step it was (权责界定); both null where nobody asked.
     *
     * @param responsibleLeg counted from 1
     */
    public record Conclusion(
            Instant at,
            String by,
            CauseCategory causeCategory,
            String cause,
            Integer responsibleLeg,
            String responsibleNo,
            UUID responsibleDepartmentId) {}

    /** @param cause UNSATISFIED or ASKED_FOR */
    public record Reopening(Instant at, String by, String cause, String words) {}

    public Closing resolved(String solution, Hand hand) {
        return new Closing(new Resolution(hand.at(), hand.no(), solution), null, List.of(), null, null, null);
    }

    public Closing replied(Way channel, String words, Hand hand) {
        Reply given = new Reply(hand.at(), hand.no(), channel, words);
        return new Closing(resolution, given, attempts, evaluation, conclusion, reopening);
    }

    /** One after the other, not all within the same minute. */
    public Closing attempted(Way channel, String words, Hand hand) {
        Instant earliest = attempts.isEmpty()
                ? hand.at()
                : attempts.get(attempts.size() - 1).at().plus(hand.terms().attemptsApart());
        if (hand.at().isBefore(earliest)) {
            throw Problem.conflict("ticket-attempt-too-early").with("earliest", earliest.toString());
        }
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(new Attempt(hand.at(), hand.no(), channel, words));
        return new Closing(resolution, reply, List.copyOf(more), evaluation, conclusion, reopening);
    }

    /** @param satisfaction null for one who could not be reached, after as many attempts as the house wants */
    public Closing evaluated(Integer satisfaction, String reason, Hand hand) {
        if (satisfaction == null && attempts.size() < hand.terms().attempts()) {
            throw Problem.rule("ticket-not-tried", attempts.size(), hand.terms().attempts());
        }
        Evaluation said = new Evaluation(hand.at(), hand.no(), satisfaction, satisfaction == null, reason);
        return new Closing(resolution, reply, attempts, said, conclusion, reopening);
    }

    /**
     * Why it came to that, and whose step it was.
     *
     * @param complete whether all of it is asked for, as of a complaint
     */
    public Closing concluded(
            CauseCategory category, String cause, Integer responsibleLeg, boolean complete, Legs legs, Hand hand) {
        Problem wrong = Problem.rule("ticket-closing-incomplete");
        if (complete) {
            missing("/causeCategory", category, wrong);
            missing("/cause", cause, wrong);
            missing("/responsibleLeg", responsibleLeg, wrong);
            missing("/evaluation", evaluation, wrong);
        }
        Leg leg = responsibleLeg == null ? null : legs.owned(responsibleLeg).orElse(null);
        if (responsibleLeg != null && leg == null) {
            wrong.at("/responsibleLeg", "ticket-unknown-leg", responsibleLeg);
        }
        wrong.throwIfAny();
        String whose = leg == null ? null : leg.ownerNo();
        UUID ofDepartment = leg == null ? null : leg.departmentId();
        Conclusion drawn = new Conclusion(hand.at(), hand.no(), category, cause, responsibleLeg, whose, ofDepartment);
        return new Closing(resolution, reply, attempts, evaluation, drawn, reopening);
    }

    private static void missing(String pointer, Object value, Problem wrong) {
        if (value == null) {
            wrong.at(pointer, "ticket-complaint-needs");
        }
    }

    public Closing reopened(String cause, String words, Hand hand) {
        Reopening why = new Reopening(hand.at(), hand.no(), cause, words);
        return new Closing(resolution, reply, attempts, evaluation, conclusion, why);
    }
}
