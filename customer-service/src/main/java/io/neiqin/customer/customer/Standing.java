package io.neiqin.customer.customer;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;

/**
 * Where a customer stands in its life, and what that comes from.
 *
 * @param statusSince the day on which it came into this state
 * @param firstOrderOn business date of the order that made it active for the first time; null for one that never was
 * @param lastOrderOn business date of its last confirmed order, also one of a time before this system
 * @param blockedFrom what it is again when it is not blocked any more; null unless it is blocked
 * @param orderedWhileBlocked whether an order was confirmed in spite of it: one that was on its way
 * @param lostCause why it is lost; null unless it is, or was when it was blocked
 * @param wonBackReason why it was not lost any more, in the words of who said so last; null once it is lost again
 */
@Embeddable
public record Standing(
        @Enumerated(EnumType.STRING) CustomerStatus status,
        LocalDate statusSince,
        LocalDate firstOrderOn,
        LocalDate lastOrderOn,
        @Enumerated(EnumType.STRING) CustomerStatus blockedFrom,
        String blockReason,
        boolean orderedWhileBlocked,
        @Enumerated(EnumType.STRING) LostCause lostCause,
        String lostRemark,
        String wonBackReason) {

    static Standing prospect(LocalDate since) {
        return new Standing(CustomerStatus.PROSPECT, since, null, null, null, null, false, null, null, null);
    }

    Standing blocked(String reason, LocalDate on) {
        return new Standing(
                CustomerStatus.BLOCKED,
                on,
                firstOrderOn,
                lastOrderOn,
                status,
                reason,
                false,
                lostCause,
                lostRemark,
                wonBackReason);
    }

    /** Where it was; whoever asked for orders meanwhile calls {@link #ordered} then. */
    Standing unblocked(LocalDate on) {
        return new Standing(
                blockedFrom, on, firstOrderOn, lastOrderOn, null, null, false, lostCause, lostRemark, wonBackReason);
    }

    /** It is none any more; what it was is kept by who has merged it. */
    Standing merged(LocalDate on) {
        return moved(CustomerStatus.MERGED, on);
    }

    /** The orders of another one are its own, too; that of an active one makes it active, unless it is blocked. */
    Standing absorbing(Standing other, LocalDate on) {
        boolean wakes = other.status == CustomerStatus.ACTIVE
                && status != CustomerStatus.ACTIVE
                && status != CustomerStatus.BLOCKED;
        Standing known = other.lastOrderOn == null ? this : remembering(other.lastOrderOn);
        LocalDate first =
                firstOrderOn == null || other.firstOrderOn != null && other.firstOrderOn.isBefore(firstOrderOn)
                        ? other.firstOrderOn
                        : firstOrderOn;
        return new Standing(
                wakes ? CustomerStatus.ACTIVE : status,
                wakes ? on : statusSince,
                first,
                known.lastOrderOn,
                blockedFrom,
                blockReason,
                orderedWhileBlocked,
                wakes ? null : lostCause,
                wakes ? null : lostRemark,
                wonBackReason);
    }

    Standing dormant(LocalDate on) {
        return moved(CustomerStatus.DORMANT, on);
    }

    /** @param remark in somebody's words; null where only time has passed */
    Standing lost(LostCause cause, String remark, LocalDate on) {
        return new Standing(CustomerStatus.LOST, on, firstOrderOn, lastOrderOn, null, null, false, cause, remark, null);
    }

    /** It talks to us again, and has to order yet. */
    Standing wonBack(String reason, LocalDate on) {
        return new Standing(
                CustomerStatus.PROSPECT, on, firstOrderOn, lastOrderOn, null, null, false, null, null, reason);
    }

    /** An order of that day is known; nothing else follows from it, as with orders of a time before this system. */
    Standing remembering(LocalDate order) {
        boolean later = lastOrderOn == null || order.isAfter(lastOrderOn);
        return new Standing(
                status,
                statusSince,
                firstOrderOn,
                later ? order : lastOrderOn,
                blockedFrom,
                blockReason,
                orderedWhileBlocked,
                lostCause,
                lostRemark,
                wonBackReason);
    }

    /**
     * An order was confirmed.
     *
     * @param order its business date
     * @param on the day on which that is learnt
     */
    Standing ordered(LocalDate order, LocalDate on) {
        Standing known = remembering(order);
        return switch (status) {
            case MERGED -> known;
            case BLOCKED ->
                new Standing(
                        status,
                        statusSince,
                        firstOrderOn,
                        known.lastOrderOn,
                        blockedFrom,
                        blockReason,
                        true,
                        lostCause,
                        lostRemark,
                        wonBackReason);
            default ->
                new Standing(
                        CustomerStatus.ACTIVE,
                        status == CustomerStatus.ACTIVE ? statusSince : on,
                        firstOrderOn == null ? order : firstOrderOn,
                        known.lastOrderOn,
                        null,
                        null,
                        false,
                        null,
                        null,
                        wonBackReason);
        };
    }

    private Standing moved(CustomerStatus next, LocalDate on) {
        return new Standing(next, on, firstOrderOn, lastOrderOn, null, null, false, null, null, wonBackReason);
    }
}
