package io.neiqin.reporting.kpi;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days asked for, both ends included.
 *
 * @param natural the grain that the period is written in; of a range, the grain of its beginning
 */
public record Period(LocalDate from, LocalDate to, Grain natural) {

    private static final Pattern SINGLE =
            Pattern.compile("(\\d{4})(?:-(?:Q([1-4])|W(\\d{2})|(\\d{2})(?:-(\\d{2}))?))?");

    /**
     * Reads {@code 1996}, {@code 1996-Q3}, {@code 1996-07}, {@code 1996-W30}, {@code 1996-07-04}, or a range of two of
     * them as {@code 1996-07..1998-05}. Empty for anything else, and for a range that ends before it begins.
     */
    public static Optional<Period> parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return single(text);
        }
        Optional<Period> first = single(text.substring(0, dots));
        Optional<Period> last = single(text.substring(dots + 2));
        if (first.isEmpty() || last.isEmpty() || last.get().to.isBefore(first.get().from)) {
            return Optional.empty();
        }
        return Optional.of(new Period(first.get().from, last.get().to, first.get().natural));
    }

    /** The same period, ended on a day if it is longer. */
    public Period until(LocalDate day) {
        return to.isAfter(day) ? new Period(from, day, natural) : this;
    }

    /** What this period has of the one that begins on {@code first}, a day of the grain's calendar. */
    Period cut(LocalDate first, Grain grain) {
        LocalDate last = grain.last(first, to);
        return new Period(first.isBefore(from) ? from : first, last.isAfter(to) ? to : last, grain);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return from.equals(to) ? from.toString() : from + ".." + to;
    }

    private static Optional<Period> single(String text) {
        Matcher matcher = SINGLE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(matcher));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Period read(Matcher matcher) {
        int year = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) != null) {
            LocalDate from = LocalDate.of(year, 3 * Integer.parseInt(matcher.group(2)) - 2, 1);
            return new Period(from, from.plusMonths(3).minusDays(1), Grain.QUARTER);
        }
        if (matcher.group(3) != null) {
            return week(year, Integer.parseInt(matcher.group(3)));
        }
        if (matcher.group(4) == null) {
            return new Period(
                    Year.of(year).atDay(1), Year.of(year).atDay(1).plusYears(1).minusDays(1), Grain.YEAR);
        }
        YearMonth month = YearMonth.of(year, Integer.parseInt(matcher.group(4)));
        if (matcher.group(5) == null) {
            return new Period(month.atDay(1), month.atEndOfMonth(), Grain.MONTH);
        }
        LocalDate day = month.atDay(Integer.parseInt(matcher.group(5)));
        return new Period(day, day, Grain.DAY);
    }

    private static Period week(int weekYear, int week) {
        // 4 January is always in week 1
        LocalDate monday = LocalDate.of(weekYear, 1, 4).with(DayOfWeek.MONDAY).plus(week - 1L, ChronoUnit.WEEKS);
        if (week == 0 || monday.get(IsoFields.WEEK_BASED_YEAR) != weekYear) {
            throw new DateTimeException("no such week");
        }
        return new Period(monday, monday.plusDays(6), Grain.WEEK);
    }
}
