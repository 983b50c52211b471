package io.neiqin.platform.deadline;

import static io.neiqin.platform.deadline.Measure.ELAPSED_HOURS;
import static io.neiqin.platform.deadline.Measure.WORKING_DAYS;
import static io.neiqin.platform.deadline.Measure.WORKING_HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.platform.deadline.WorkingTime.Opening;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingTimeTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<Opening> NINE_TO_SIX = List.of(
            new Opening(LocalTime.of(9, 0), LocalTime.of(12, 0)),
            new Opening(LocalTime.of(13, 0), LocalTime.of(18, 0)));
    private static final List<Span> NEVER = List.of();

    /** As the State Council has announced it on 2025-11-04: days off, and weekends that are worked for them. */
    private static final WorkingTime TIME_2026 = new WorkingTime(
            calendar(
                    List.of(
                            "2026-01-01/2026-01-03",
                            "2026-02-15/2026-02-23",
                            "2026-04-04/2026-04-06",
                            "2026-05-01/2026-05-05",
                            "2026-06-19/2026-06-21",
                            "2026-09-25/2026-09-27",
                            "2026-10-01/2026-10-07"),
                    List.of("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")),
            NINE_TO_SIX,
            SHANGHAI);

    @ParameterizedTest
    @CsvSource({
        // Spring Festival: from the last working day to the first one after nine days off, over the Saturday before it.
        "WORKING_DAYS, 1, 2026-02-13T15:00, 2026-02-14T15:00",
        "WORKING_DAYS, 1, 2026-02-14T15:00, 2026-02-24T15:00",
        "WORKING_DAYS, 2, 2026-02-13T15:00, 2026-02-24T15:00",
        "WORKING_DAYS, 1, 2026-02-18T10:00, 2026-02-25T00:00",
        "WORKING_DAYS, 5, 2026-02-24T00:00, 2026-03-01T00:00",
        "WORKING_HOURS, 8, 2026-02-14T09:00, 2026-02-14T18:00",
        "WORKING_HOURS, 9, 2026-02-14T09:00, 2026-02-24T10:00",
        "WORKING_HOURS, 16, 2026-02-13T13:00, 2026-02-24T12:00",
        "ELAPSED_HOURS, 48, 2026-02-14T15:00, 2026-02-16T15:00",
        // Every weekend that is worked in 2026: the day before it, and over it.
        "WORKING_DAYS, 1, 2025-12-31T10:00, 2026-01-04T10:00",
        "WORKING_DAYS, 2, 2025-12-31T10:00, 2026-01-05T10:00",
        "WORKING_DAYS, 1, 2026-02-27T10:00, 2026-02-28T10:00",
        "WORKING_DAYS, 2, 2026-02-27T10:00, 2026-03-02T10:00",
        "WORKING_DAYS, 1, 2026-05-08T10:00, 2026-05-09T10:00",
        "WORKING_DAYS, 2, 2026-05-08T10:00, 2026-05-11T10:00",
        "WORKING_DAYS, 1, 2026-09-18T10:00, 2026-09-20T10:00",
        "WORKING_DAYS, 2, 2026-09-18T10:00, 2026-09-21T10:00",
        "WORKING_DAYS, 1, 2026-10-09T10:00, 2026-10-10T10:00",
        "WORKING_DAYS, 2, 2026-10-09T10:00, 2026-10-12T10:00",
        "WORKING_HOURS, 4, 2026-10-10T16:00, 2026-10-12T11:00",
        // National Day, an ordinary weekend, the noon, before opening, after closing.
        "WORKING_DAYS, 1, 2026-09-30T10:00, 2026-10-08T10:00",
        "WORKING_DAYS, 1, 2026-11-27T10:00, 2026-11-30T10:00",
        "WORKING_HOURS, 1, 2026-11-26T11:30, 2026-11-26T13:30",
        "WORKING_HOURS, 1, 2026-11-26T12:20, 2026-11-26T14:00",
        "WORKING_HOURS, 1, 2026-11-26T07:00, 2026-11-26T10:00",
        "WORKING_HOURS, 1, 2026-11-27T19:00, 2026-11-30T10:00",
        // No calendar is published for 2027 yet: the weekday rule.
        "WORKING_DAYS, 1, 2026-12-31T10:00, 2027-01-01T10:00",
    })
    void due_isWhenSoMuchHasCounted(Measure measure, int allowed, LocalDateTime from, LocalDateTime due) {
        Duration time = measure == WORKING_DAYS ? Duration.ofDays(allowed) : Duration.ofHours(allowed);
        assertThat(local(TIME_2026.due(measure, instant(from), NEVER, time))).isEqualTo(due);
        assertThat(TIME_2026.counted(measure, new Span(instant(from), instant(due)), NEVER))
                .isEqualTo(time);
    }

    @Test
    void pauses_doNotCount_andMoveTheEnd() {
        Instant from = instant("2026-11-26T10:00");
        List<Span> paused = List.of(
                new Span(instant("2026-11-26T11:00"), instant("2026-11-26T14:00")),
                // By night and at the weekend: costs nothing.
                new Span(instant("2026-11-27T20:00"), instant("2026-11-29T23:00")));
        assertThat(local(TIME_2026.due(WORKING_HOURS, from, paused, Duration.ofHours(14))))
                .isEqualTo(LocalDateTime.parse("2026-11-30T10:00"));
        assertThat(local(TIME_2026.due(ELAPSED_HOURS, from, paused, Duration.ofHours(4))))
                .isEqualTo(LocalDateTime.parse("2026-11-26T17:00"));
        assertThat(TIME_2026.counted(ELAPSED_HOURS, new Span(from, instant("2026-11-26T13:00")), paused))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aChangedCalendar_changesWhatCounted() {
        Instant from = instant("2026-11-26T10:00");
        WorkingTime friday =
                new WorkingTime(calendar(List.of("2026-11-27/2026-11-27"), List.of()), NINE_TO_SIX, SHANGHAI);
        assertThat(local(TIME_2026.due(WORKING_DAYS, from, NEVER, Duration.ofDays(1))))
                .isEqualTo(LocalDateTime.parse("2026-11-27T10:00"));
        assertThat(local(friday.due(WORKING_DAYS, from, NEVER, Duration.ofDays(1))))
                .isEqualTo(LocalDateTime.parse("2026-11-30T10:00"));
    }

    @Test
    @DisplayName("a day of 23 hours, where clocks go forward, has 23 hours that count")
    void followsTheZone() {
        WorkingTime berlin = new WorkingTime(new Years(Map.of()), NINE_TO_SIX, ZoneId.of("Europe/Berlin"));
        Instant saturday =
                LocalDateTime.parse("2026-03-28T12:00").atZone(berlin.zone()).toInstant();
        assertThat(berlin.due(ELAPSED_HOURS, saturday, NEVER, Duration.ofHours(24))
                        .atZone(berlin.zone())
                        .toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("2026-03-29T13:00"));
        assertThat(berlin.due(WORKING_HOURS, saturday, NEVER, Duration.ofHours(1))
                        .atZone(berlin.zone())
                        .toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("2026-03-30T10:00"));
    }

    @Test
    void aCalendarWithoutWorkingDays_isRefused_notWaitedFor() {
        Map<LocalDate, DayType> days = new HashMap<>();
        LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2130, 1, 1)).forEach(day -> days.put(day, DayType.RESTDAY));
        WorkingTime never = new WorkingTime(new Years(days), NINE_TO_SIX, SHANGHAI);
        assertThatThrownBy(() -> never.due(WORKING_DAYS, instant("2026-01-01T00:00"), NEVER, Duration.ofDays(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("model")
    @DisplayName("equals a count minute by minute, whatever is open and paused")
    void counted_equalsTheModel(long seed) {
        Random random = new Random(seed);
        Instant begin = instant("2026-02-10T00:00");
        for (int round = 0; round < 25; round++) {
            Instant from = begin.plus(random.nextInt(60 * 24 * 20), ChronoUnit.MINUTES);
            Span open = new Span(from, from.plus(random.nextInt(60 * 24 * 12), ChronoUnit.MINUTES));
            List<Span> paused = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                Instant pause = begin.plus(random.nextInt(60 * 24 * 32), ChronoUnit.MINUTES);
                paused.add(new Span(pause, pause.plus(random.nextInt(60 * 24 * 3), ChronoUnit.MINUTES)));
            }
            for (Measure measure : Measure.values()) {
                long minutes = minutes(measure, open, paused);
                assertThat(TIME_2026.counted(measure, open, paused))
                        .as("%s of %s without %s", measure, open, paused)
                        .isEqualTo(Duration.ofMinutes(minutes));
                if (minutes > 0) {
                    Instant due = TIME_2026.due(measure, from, paused, Duration.ofMinutes(minutes));
                    assertThat(due).isBeforeOrEqualTo(open.to());
                    assertThat(minutes(measure, new Span(from, due), paused)).isEqualTo(minutes);
                    assertThat(minutes(measure, new Span(from, due.minus(1, ChronoUnit.MINUTES)), paused))
                            .isEqualTo(minutes - 1);
                }
            }
        }
    }

    /** Asks of every single minute whether it counts. */
    private static long minutes(Measure measure, Span open, List<Span> paused) {
        long count = 0;
        for (Instant minute = open.from(); minute.isBefore(open.to()); minute = minute.plus(1, ChronoUnit.MINUTES)) {
            Instant now = minute;
            boolean rests = paused.stream().anyMatch(span -> !now.isBefore(span.from()) && now.isBefore(span.to()));
            if (!rests && counts(measure, local(now))) {
                count++;
            }
        }
        return count;
    }

    private static boolean counts(Measure measure, LocalDateTime at) {
        if (measure == ELAPSED_HOURS) {
            return true;
        }
        boolean workday = TIME_2026.calendar().typeOf(at.toLocalDate()) == DayType.WORKDAY;
        int hour = at.getHour();
        return workday && (measure == WORKING_DAYS || (hour >= 9 && hour < 12) || (hour >= 13 && hour < 18));
    }

    private static Years calendar(List<String> off, List<String> worked) {
        Map<LocalDate, DayType> days = new HashMap<>();
        for (String range : off) {
            LocalDate first = LocalDate.parse(range.substring(0, 10));
            LocalDate last = LocalDate.parse(range.substring(11));
            first.datesUntil(last.plusDays(1)).forEach(day -> days.put(day, DayType.RESTDAY));
        }
        worked.forEach(day -> days.put(LocalDate.parse(day), DayType.WORKDAY));
        return new Years(days);
    }

    private static Instant instant(String local) {
        return instant(LocalDateTime.parse(local));
    }

    private static Instant instant(LocalDateTime local) {
        return local.atZone(SHANGHAI).toInstant();
    }

    private static LocalDateTime local(Instant instant) {
        return instant.atZone(SHANGHAI).toLocalDateTime();
    }
}
