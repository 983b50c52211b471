package io.neiqin.reporting.kpi;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How long a row's period is. Weeks are ISO weeks, named by the ISO week-year. */
public enum Grain {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    /** The whole period asked for as one row. */
    TOTAL;

    private static final DateTimeFormatter MONTH_NAME = DateTimeFormatter.ofPattern("uuuu-MM");

    private final String key = name().toLowerCase(Locale.ROOT);

    public String key() {
        return key;
    }

    public static Optional<Grain> find(String key) {
        return Arrays.stream(values()).filter(g -> g.key.equals(key)).findFirst();
    }

    /** The name of the period that begins on this day. */
    public String name(LocalDate firstDay) {
        return switch (this) {
            case DAY -> firstDay.toString();
            case WEEK ->
                String.format(
                        "%04d-W%02d",
                        firstDay.get(IsoFields.WEEK_BASED_YEAR), firstDay.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> MONTH_NAME.format(firstDay);
            case QUARTER -> firstDay.getYear() + "-Q" + firstDay.get(IsoFields.QUARTER_OF_YEAR);
            case YEAR -> String.valueOf(firstDay.getYear());
            case TOTAL -> key;
        };
    }

    /**
     * The last day of the period that begins on this day.
     *
     * @param end the last day of the whole
     */
    LocalDate last(LocalDate firstDay, LocalDate end) {
        return switch (this) {
            case DAY -> firstDay;
            case WEEK -> firstDay.plusDays(6);
            case MONTH -> firstDay.plusMonths(1).minusDays(1);
            case QUARTER -> firstDay.plusMonths(3).minusDays(1);
            case YEAR -> firstDay.plusYears(1).minusDays(1);
            case TOTAL -> end;
        };
    }
}
