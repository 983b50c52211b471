package io.neiqin.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    @DisplayName("a clock that is steered goes on from where it was taken, forward and back")
    void isSteered_byAFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("clock");
        Clock machine = Clock.fixed(Instant.parse("2026-11-30T16:00:00Z"), ZoneId.of("UTC"));
        BusinessClock clock = new BusinessClock(new SteeredClock(machine, file), ZoneId.of("Asia/Shanghai"));
        assertThat(clock.now()).isEqualTo("2026-11-30T16:00:00Z");
        for (String ahead : List.of("P31D", "PT-1S", "P1DT2H\n")) {
            Files.writeString(file, ahead);
            await().until(() -> clock.now().equals(machine.instant().plus(Duration.parse(ahead.strip()))));
        }
        Files.writeString(file, "tomorrow");
        Thread.sleep(200);
        assertThat(clock.now()).isEqualTo("2026-12-01T18:00:00Z");
        Files.delete(file);
        await().until(() -> clock.now().equals(machine.instant()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9223372036854775807S", "PT-31557014167219200S", "P36501D", "P-36501D", "P1Y"})
    @DisplayName("what no calendar reaches does not steer the clock")
    void isNotSteered_beyondAllCalendars(String ahead, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("clock"), ahead);
        Clock machine = Clock.fixed(Instant.parse("2026-11-30T16:00:00Z"), ZoneId.of("UTC"));
        assertThat(new SteeredClock(machine, file).instant()).isEqualTo(machine.instant());
    }

    @Test
    @DisplayName("nobody steers the clock of a business")
    void isNotSteered_inProduction() {
        Optional<Path> file = Optional.of(Path.of("clock"));
        assertThatThrownBy(() -> BusinessClock.requireUnsteered(List.of("prod"), file))
                .hasMessageContaining("neiqin.clock.file");
        BusinessClock.requireUnsteered(List.of("local"), file);
        BusinessClock.requireUnsteered(List.of("prod"), Optional.empty());
    }
}
