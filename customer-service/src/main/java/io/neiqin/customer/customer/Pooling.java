package io.neiqin.customer.customer;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Whether somebody owns a customer or it is in the pool (公海), and what he has done for it.
 *
 * @param ownedSince the day on which its owner, or last owner, got it
 * @param pooledOn the day on which it came into the pool; null while it is owned, as the reason is
 * @param poolRemark what was said to a release
 * @param lastFollowUpOn when somebody was last in touch with it, whoever owned it; null for never
 * @param followUpWarnedOn when its owner was warned that he was not; null for not, or not any more
 * @param dealWarnedOn when he was warned that it has not ordered
 */
@Embeddable
public record Pooling(
        @Enumerated(EnumType.STRING) PoolState poolState,
        LocalDate ownedSince,
        LocalDate pooledOn,
        @Enumerated(EnumType.STRING) Why poolReason,
        String poolRemark,
        LocalDate lastFollowUpOn,
        LocalDate followUpWarnedOn,
        LocalDate dealWarnedOn) {

    /** Whether it has an owner. */
    public enum PoolState {
        OWNED,
        IN_POOL
    }

    /** Why it came into the pool. */
    public enum Why {
        NO_FOLLOW_UP,
        NO_DEAL,
        RELEASED,
        OWNER_LEFT;

        /** What the owner is warned of before. */
        static final List<Why> WARNED = List.of(NO_FOLLOW_UP, NO_DEAL);
    }

    /** Its owner is told that he may lose it, from that day on. */
    record Warning(Why why, LocalDate movesOn) {}

    static Pooling ownedSince(LocalDate day) {
        return new Pooling(PoolState.OWNED, day, null, null, null, null, null, null);
    }

    boolean isInPool() {
        return poolState == PoolState.IN_POOL;
    }

    boolean isWarned() {
        return followUpWarnedOn != null || dealWarnedOn != null;
    }

    boolean allows(CustomerStatus.Action action) {
        return switch (action) {
            case CLAIM -> isInPool();
            case RELEASE -> !isInPool();
            default -> true;
        };
    }

    /** Somebody owns it from that day on, with a clock of his own. */
    Pooling owned(LocalDate from) {
        return new Pooling(PoolState.OWNED, from, null, null, null, lastFollowUpOn, null, null);
    }

    /** @param remark null where nobody said anything */
    Pooling pooled(Why why, String remark, LocalDate on) {
        return new Pooling(PoolState.IN_POOL, ownedSince, on, why, remark, lastFollowUpOn, null, null);
    }

    /** Somebody was in touch with it; what he was warned of before that day is done. */
    Pooling followedUp(LocalDate day) {
        return new Pooling(
                poolState,
                ownedSince,
                pooledOn,
                poolReason,
                poolRemark,
                lastFollowUpOn == null || day.isAfter(lastFollowUpOn) ? day : lastFollowUpOn,
                standing(followUpWarnedOn, day),
                dealWarnedOn);
    }

    /** It has ordered. */
    Pooling ordered(LocalDate day) {
        return new Pooling(
                poolState,
                ownedSince,
                pooledOn,
                poolReason,
                poolRemark,
                lastFollowUpOn,
                standing(followUpWarnedOn, day),
                standing(dealWarnedOn, day));
    }

    private static LocalDate standing(LocalDate warnedOn, LocalDate done) {
        return warnedOn == null || !done.isBefore(warnedOn) ? null : warnedOn;
    }

    /** Which of the terms have run out for an owner who was warned in time; null for none. */
    Why overdue(PoolTerms terms, LocalDate lastOrderOn, LocalDate today) {
        return Why.WARNED.stream()
                .filter(why -> warnedOn(why) != null
                        && !today.isBefore(due(why, terms, lastOrderOn))
                        && !today.isBefore(warnedOn(why).plusDays(terms.warnDays())))
                .findFirst()
                .orElse(null);
    }

    /** Of what he is to be warned now, and was not yet. */
    List<Warning> warnings(PoolTerms terms, LocalDate lastOrderOn, LocalDate today) {
        return Why.WARNED.stream()
                .filter(why -> warnedOn(why) == null && isNear(why, terms, lastOrderOn, today))
                .map(why -> {
                    LocalDate due = due(why, terms, lastOrderOn);
                    LocalDate earliest = today.plusDays(terms.warnDays());
                    return new Warning(why, due.isAfter(earliest) ? due : earliest);
                })
                .toList();
    }

    /** A warning stands as long as there is reason for it: terms may have been eased, or he has done something. */
    Pooling warned(PoolTerms terms, LocalDate lastOrderOn, LocalDate today) {
        return new Pooling(
                poolState,
                ownedSince,
                pooledOn,
                poolReason,
                poolRemark,
                lastFollowUpOn,
                warnedOn(Why.NO_FOLLOW_UP, terms, lastOrderOn, today),
                warnedOn(Why.NO_DEAL, terms, lastOrderOn, today));
    }

    private LocalDate warnedOn(Why why, PoolTerms terms, LocalDate lastOrderOn, LocalDate today) {
        if (!isNear(why, terms, lastOrderOn, today)) {
            return null;
        }
        return warnedOn(why) == null ? today : warnedOn(why);
    }

    private LocalDate warnedOn(Why why) {
        return why == Why.NO_FOLLOW_UP ? followUpWarnedOn : dealWarnedOn;
    }

    private boolean isNear(Why why, PoolTerms terms, LocalDate lastOrderOn, LocalDate today) {
        return !today.isBefore(due(why, terms, lastOrderOn).minusDays(terms.warnDays()));
    }

    /** An order is the best follow-up there is. */
    private LocalDate due(Why why, PoolTerms terms, LocalDate lastOrderOn) {
        LocalDate touched = why == Why.NO_FOLLOW_UP ? lastFollowUpOn : null;
        return Stream.of(ownedSince, lastOrderOn, touched)
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo)
                .orElseThrow()
                .plusDays(terms.daysOf(why));
    }
}
