package io.neiqin.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessClockTest {

    @ParameterizedTest
    @CsvSource({
        // instant of a clock that is right, ten minutes late, ten minutes early; the company's day
        "2026-11-30T15:59:59Z, 2026-11-30",
        "2026-11-30T16:00:00Z, 2026-12-01",
        "2026-11-30T15:50:00Z, 2026-11-30",
        "2026-11-30T16:10:00Z, 2026-12-01",
        "2027-12-31T15:59:59.999999999Z, 2027-12-31",
        "2027-12-31T16:00:00Z, 2028-01-01",
        "2028-02-28T16:00:00Z, 2028-02-29",
        "2028-02-29T15:59:59Z, 2028-02-29",
        "2028-02-29T16:00:00Z, 2028-03-01",
        "2027-02-28T16:00:00Z, 2027-03-01",
    })
    @DisplayName("F18 a day begins at midnight of the company's zone, whatever the zone of the machine")
    void today_isTheCompanysDay(Instant instant, LocalDate day) {
        for (String machine : new String[] {"UTC", "America/Los_Angeles", "Pacific/Kiritimati"}) {
            Clock clock = Clock.fixed(instant, ZoneId.of(machine));
            assertThat(new BusinessClock(clock, ZoneId.of("Asia/Shanghai")).today())
                    .isEqualTo(day);
        }
    }
}
