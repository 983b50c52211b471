package io.neiqin.platform.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a deadline gives, and what it does by itself. It keeps the terms with which it began.
 *
 * @param allowed how much may count until it is missed; of working days 24 hours each
 * @param warnBefore how much of that is left when its owner is warned; zero for no warning
 * @param escalateAfter how much has counted since it was missed when it goes to the next superior, in ascending order
 */
public record DeadlineTerms(Measure measure, Duration allowed, Duration warnBefore, List<Duration> escalateAfter) {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** What it does when so much has counted. */
    record Step(What what, int level, Duration after) {}

    enum What {
        WARN,
        BREACH,
        ESCALATE
    }

    static DeadlineTerms of(DeadlineSettings.Kind set) {
        return new DeadlineTerms(
                set.measure(),
                set.allowed(),
                set.warnBefore(),
                set.escalateAfter().orElse(List.of()));
    }

    public DeadlineTerms {
        if (allowed.isNegative() || allowed.isZero() || warnBefore.isNegative() || warnBefore.compareTo(allowed) >= 0) {
            throw new IllegalArgumentException(
                    "a deadline of " + allowed + " cannot warn " + warnBefore + " before its end");
        }
        if (escalateAfter.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a deadline does not climb before its end: " + escalateAfter);
        }
        escalateAfter = escalateAfter.stream().sorted().toList();
    }

    /**
     * The same for what lies ahead: the warning comes before it begins, at once where that is over, and the time allowed
     * runs from its end; every hour of it counts.
     */
    DeadlineTerms around(Span ahead, Instant startedAt) {
        Duration all = Duration.between(startedAt, ahead.to()).plus(allowed);
        Duration warned = Duration.between(startedAt, ahead.from()).minus(warnBefore);
        Duration left = all.minus(warned.compareTo(AT_ONCE) < 0 ? AT_ONCE : warned);
        return new DeadlineTerms(Measure.ELAPSED_HOURS, all, warnBefore.isZero() ? Duration.ZERO : left, escalateAfter);
    }

    /** In their order. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (!warnBefore.isZero()) {
            steps.add(new Step(What.WARN, 0, allowed.minus(warnBefore)));
        }
        steps.add(new Step(What.BREACH, 0, allowed));
        for (Duration after : escalateAfter) {
            steps.add(new Step(What.ESCALATE, steps.size() - (warnBefore.isZero() ? 0 : 1), allowed.plus(after)));
        }
        return steps;
    }
}
