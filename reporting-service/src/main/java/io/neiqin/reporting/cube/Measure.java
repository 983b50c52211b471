package io.neiqin.reporting.cube;

import java.math.BigDecimal;

/**
 * One thing that is added up. A KPI shows one, or the ratio of two.
 *
 * @param code stable: it stands in the rows of facts and cells
 * @param onOwnDay whether a contribution names the day it counts on (a committed date). Otherwise a difference counts
 *     on the business date of the event that made it, so that a past day is never restated
 */
public record Measure(String code, Counting counting, boolean onOwnDay) {

    /** What the values mean, and whether they may be added across lines and persons. */
    public enum Counting {
        /** Amounts at scale 2, added per currency. */
        MONEY,
        /** Quantities in the base unit, at most six decimals, added. */
        QUANTITY,
        /** Orders that have at least one contribution: a shared order or one of two lines is still one. */
        ORDERS,
        /** Lines that have at least one contribution: a shared line is still one. */
        LINES
    }

    /** Whether sums of parts are right sums. Distinct counts are not: two parts may be the same order. */
    public boolean isAdditive() {
        return counting == Counting.MONEY || counting == Counting.QUANTITY;
    }

    /** Whether the other is counted and dated in the same way, so that one statement can read both. */
    public boolean isAlike(Measure other) {
        return counting == other.counting && onOwnDay == other.onOwnDay;
    }

    /** As people read it: two decimals of money, no trailing zeros elsewhere. */
    public String show(BigDecimal value) {
        if (counting == Counting.MONEY) {
            return value.setScale(2).toPlainString();
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
