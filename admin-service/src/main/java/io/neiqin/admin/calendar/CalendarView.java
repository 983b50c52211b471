package io.neiqin.admin.calendar;

import io.neiqin.platform.http.View;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A year's calendar as it is in force.
 *
 * @param id null, as {@code source} and the like, while the year has none
 * @param calendarVersion 0 while the year has none
 * @param calendarProvisional whether only the weekday rule answers, because nothing has been published yet
 * @param days those that differ from the weekday rule
 */
public record CalendarView(
        UUID id,
        int version,
        int year,
        int calendarVersion,
        String source,
        String publishedBy,
        Instant publishedAt,
        boolean calendarProvisional,
        long workdays,
        long statutoryHolidays,
        List<CalendarDay> days,
        List<String> allowedActions)
        implements View {

    static CalendarView of(WorkCalendar calendar, Actor caller) {
        CalendarVersion current = calendar.current();
        CalendarYear days = new CalendarYear(calendar.forYear(), current.days());
        return new CalendarView(
                calendar.id(),
                calendar.version(),
                days.year(),
                current.number(),
                current.source(),
                current.publishedBy(),
                current.publishedAt(),
                false,
                days.count(DayType.WORKDAY),
                days.count(DayType.STATUTORY_HOLIDAY),
                days.exceptions(),
                actions(caller));
    }

    static CalendarView provisional(int year, Actor caller) {
        CalendarYear days = new CalendarYear(year, List.of());
        return new CalendarView(
                null, 0, year, 0, null, null, null, true, days.count(DayType.WORKDAY), 0, List.of(), actions(caller));
    }

    private static List<String> actions(Actor caller) {
        return caller.has(Roles.SYSTEM_ADMIN) ? List.of("publish") : List.of();
    }

    /** What is stored of the version in force, for the history: its days by their dates, so that a shifted one shows. */
    public record Recorded(int year, int calendarVersion, String source, Map<LocalDate, CalendarDay> days) {

        static Recorded of(WorkCalendar calendar) {
            CalendarVersion current = calendar.current();
            Map<LocalDate, CalendarDay> days = new TreeMap<>();
            current.days().forEach(day -> days.put(day.date(), day));
            return new Recorded(calendar.forYear(), current.number(), current.source(), days);
        }
    }

    /** A version with its days as they were published. */
    public record Published(
            int calendarVersion, String source, String publishedBy, Instant publishedAt, List<CalendarDay> days) {

        static Published of(CalendarVersion version) {
            return new Published(
                    version.number(), version.source(), version.publishedBy(), version.publishedAt(), version.days());
        }
    }

    /** Some days of a year, ordinary ones included. */
    public record Days(int year, boolean calendarProvisional, List<CalendarDay> items) {}
}
