package io.neiqin.platform.organisation;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Which days are worked (工作日历): the published calendar where a year has one, else the weekday rule, and then the
 * answer is provisional. A working weekend and a day off moved by the State (calendarShift) are both in the data.
 */
@ApplicationScoped
public class WorkingCalendar {

    public enum DayType {
        WORKDAY,
        RESTDAY,
        STATUTORY_HOLIDAY
    }

    private static final String DAYS = "select date, type from org_calendar_day where year between :first and :last";

    private static final String CHANGES = "select changes from org_calendar_change";

    /**
     * The calendar of the days between two years, both included. Reads in the caller's session: a second connection per
     * command could starve the pool.
     */
    public Uni<Years> years(int first, int last) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(DAYS, Object[].class)
                        .setParameter("first", first)
                        .setParameter("last", last)
                        .getResultList())
                .map(rows -> {
                    Map<LocalDate, DayType> days = new HashMap<>();
                    rows.forEach(row -> days.put(day(row[0]), DayType.valueOf((String) row[1])));
                    return new Years(days);
                });
    }

    /** How often one has been published, corrected ones included; in the caller's session. */
    public Uni<Long> changes() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(CHANGES, Long.class).getSingleResult());
    }

    private static LocalDate day(Object date) {
        return date instanceof java.sql.Date sql ? sql.toLocalDate() : (LocalDate) date;
    }

    /** Published days of some years; pure arithmetic. */
    public record Years(Map<LocalDate, DayType> published) {

        public DayType typeOf(LocalDate day) {
            DayType type = published.get(day);
            return type != null ? type : byWeekday(day);
        }

        /** Whether the year of that day has no published calendar, so that the weekday rule answers. */
        public boolean isProvisional(LocalDate day) {
            return published.keySet().stream().noneMatch(date -> date.getYear() == day.getYear());
        }

        /** The n-th working day after a day; n = 0 gives the day itself. */
        public LocalDate plusWorkingDays(LocalDate day, int n) {
            LocalDate result = day;
            for (int left = n; left > 0; ) {
                result = result.plusDays(1);
                if (typeOf(result) == DayType.WORKDAY) {
                    left--;
                }
            }
            return result;
        }

        public static DayType byWeekday(LocalDate day) {
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            return weekend ? DayType.RESTDAY : DayType.WORKDAY;
        }
    }
}
