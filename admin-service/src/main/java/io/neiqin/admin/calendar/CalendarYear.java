package io.neiqin.admin.calendar;

import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A year day by day: the published days, and the weekday rule for the others.
 *
 * @param published empty for a year without a calendar
 */
record CalendarYear(int year, List<CalendarDay> published) {

    /** Every day of the year, in order. */
    List<CalendarDay> days() {
        Map<LocalDate, CalendarDay> byDate =
                published.stream().collect(Collectors.toMap(CalendarDay::date, Function.identity()));
        LocalDate first = LocalDate.of(year, 1, 1);
        return first.datesUntil(first.plusDays(Year.of(year).length()))
                .map(date -> byDate.getOrDefault(date, new CalendarDay(date, Years.byWeekday(date), null)))
                .toList();
    }

    /** The days on which the weekday rule would be wrong. */
    List<CalendarDay> exceptions() {
        return days().stream()
                .filter(day -> day.type() != Years.byWeekday(day.date()))
                .toList();
    }

    long count(DayType type) {
        return days().stream().filter(day -> day.type() == type).count();
    }
}
