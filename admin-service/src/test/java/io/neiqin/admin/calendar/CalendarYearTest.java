package io.neiqin.admin.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalendarYearTest {

    @Test
    void followsTheWeekdayRule_withoutAnything() {
        CalendarYear year = new CalendarYear(2028, List.of());
        assertThat(year.days()).hasSize(366);
        assertThat(year.exceptions()).isEmpty();
        assertThat(year.count(DayType.WORKDAY)).isEqualTo(260);
        assertThat(year.days().get(365).date()).isEqualTo("2028-12-31");
    }

    @Test
    void listsOnlyWhatDiffers_asException() {
        CalendarDay worked = new CalendarDay(LocalDate.of(2028, 1, 1), DayType.WORKDAY, "x");
        CalendarDay ordinary = new CalendarDay(LocalDate.of(2028, 1, 2), DayType.RESTDAY, "y");
        CalendarDay holiday = new CalendarDay(LocalDate.of(2028, 1, 9), DayType.STATUTORY_HOLIDAY, "z");
        CalendarYear year = new CalendarYear(2028, List.of(holiday, ordinary, worked));
        assertThat(year.exceptions()).containsExactly(worked, holiday);
        assertThat(year.days()).contains(ordinary);
    }
}
