package io.neiqin.reporting.cube;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What one line of an order, as it stands, adds to a measure for one person. A counting measure is contributed to with
 * 1 or not at all.
 */
public record Contribution(Key key, BigDecimal value) {

    /**
     * Where a contribution belongs.
     *
     * @param day the day it counts on, for a measure that is {@link Measure#onOwnDay()}, else null
     * @param currency ISO 4217 for money, else {@link Dimensions#NONE}
     */
    public record Key(Measure measure, UUID lineId, LocalDate day, String currency, Dimensions dimensions) {

        LocalDate dayOr(LocalDate eventDay) {
            return day == null ? eventDay : day;
        }
    }

    /** A contribution of one, to a counting measure. */
    public static Contribution one(Measure measure, UUID lineId, LocalDate day, Dimensions dimensions) {
        return new Contribution(new Key(measure, lineId, day, Dimensions.NONE, dimensions), BigDecimal.ONE);
    }

    /** A contribution that counts on the day of the event which brings it. */
    public static Contribution of(
            Measure measure, UUID lineId, String currency, Dimensions dimensions, BigDecimal value) {
        return new Contribution(new Key(measure, lineId, null, currency, dimensions), value);
    }
}
