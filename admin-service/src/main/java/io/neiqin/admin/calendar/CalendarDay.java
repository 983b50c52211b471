package io.neiqin.admin.calendar;

import io.neiqin.events.admin.CalendarEvent.Day;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * What a day is. A STATUTORY_HOLIDAY is one of the paid days that the law lists; any other free day of a long break is
 * a RESTDAY, also where the State moved it there (calendarShift), and a weekend worked instead is a WORKDAY.
 *
 * @param name of the holiday it belongs to, null for an ordinary day
 */
public record CalendarDay(
        @NotNull LocalDate date,
        @NotNull DayType type,
        @Size(max = 50) String name) {

    Day asEvent() {
        return new Day(date, type.name(), name);
    }
}
