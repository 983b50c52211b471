package io.neiqin.events.admin;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What happens to the working calendar (工作日历) of a year. */
public sealed interface CalendarEvent extends DomainEvent {

    UUID calendarId();

    @Override
    default UUID aggregateId() {
        return calendarId();
    }

    /**
     * A version of a year's calendar is in force. Days not listed follow the weekday rule.
     *
     * @param source where the version comes from, as the State Council's notice
     */
    @EventType("neiqin.admin.calendar-published.v1")
    record CalendarPublished(UUID calendarId, int year, int calendarVersion, String source, List<Day> days)
            implements CalendarEvent {}

    /**
     * A day that differs from the weekday rule.
     *
     * @param type WORKDAY, RESTDAY or STATUTORY_HOLIDAY
     */
    record Day(LocalDate date, String type, String name) {}
}
