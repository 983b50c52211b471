package io.neiqin.customer.plan;

import io.neiqin.platform.problem.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A calendar month, quarter or year.
 *
 * @param from its first day
 * @param to its last day
 */
@Embeddable
public record Period(
        @Enumerated(EnumType.STRING) @Column(name = "period")
        Length length,

        @Column(name = "first_day") LocalDate from,

        @Column(name = "last_day") LocalDate to) {

    /** How long it is. */
    public enum Length {
        MONTH(1),
        QUARTER(3),
        YEAR(12);

        private final int months;

        Length(int months) {
            this.months = months;
        }

        /** A quarter begins in January, April, July or October, a year in January. */
        private boolean is(LocalDate from, LocalDate to) {
            return from.getDayOfMonth() == 1
                    && (from.getMonthValue() - 1) % months == 0
                    && to.equals(from.plusMonths(months).minusDays(1));
        }
    }

    /** Refuses with 422 what is none of them. */
    static Period of(LocalDate from, LocalDate to) {
        return Arrays.stream(Length.values())
                .filter(length -> length.is(from, to))
                .findFirst()
                .map(length -> new Period(length, from, to))
                .orElseThrow(() -> Problem.rule("period-invalid").at("/to", "period-invalid"));
    }
}
