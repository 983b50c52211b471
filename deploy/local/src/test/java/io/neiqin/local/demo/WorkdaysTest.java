package io.neiqin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkdaysTest {
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate SATURDAY = FRIDAY.plusDays(1);
    private static final LocalDate MONDAY = FRIDAY.plusDays(3);

    @Test
    void plus_overAWeekend_skipsIt() {
        Workdays workdays = new Workdays(Map.of());

        assertThat(workdays.plus(FRIDAY, 1)).isEqualTo(MONDAY);
        assertThat(workdays.plus(MONDAY, -1)).isEqualTo(FRIDAY);
        assertThat(workdays.plus(SATURDAY, 0)).isEqualTo(SATURDAY);
    }

    @Test
    void plus_calendarSaysOtherwise_goesByTheCalendar() {
        Workdays workdays = new Workdays(Map.of(SATURDAY, true, MONDAY, false));

        assertThat(workdays.plus(FRIDAY, 1)).isEqualTo(SATURDAY);
        assertThat(workdays.plus(FRIDAY, 2)).isEqualTo(MONDAY.plusDays(1));
    }
}
