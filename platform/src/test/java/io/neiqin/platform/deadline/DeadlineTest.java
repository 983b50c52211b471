package io.neiqin.platform.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.events.platform.DeadlineEvent;
import io.neiqin.events.platform.DeadlineEvent.DeadlineBreached;
import io.neiqin.events.platform.DeadlineEvent.DeadlineEscalated;
import io.neiqin.events.platform.DeadlineEvent.DeadlineMoved;
import io.neiqin.events.platform.DeadlineEvent.DeadlineWarned;
import io.neiqin.platform.deadline.Deadline.State;
import io.neiqin.platform.deadline.Deadline.Subject;
import io.neiqin.platform.deadline.WorkingTime.Opening;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<String> SUPERIORS = List.of("HEAD", "BOSS");
    private static final DeadlineTerms TWO_DAYS = new DeadlineTerms(
            Measure.WORKING_DAYS,
            Duration.ofDays(2),
            Duration.ofHours(12),
            List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(2)));

    /** A Thursday. */
    private static final Instant START = at("2026-11-26T10:00");

    private static final Reckoning WEEKDAYS = reckoning(Map.of(), 1);

    @Test
    void takesItsSteps_eachWhenItsTimeHasCome() {
        Deadline deadline = deadline();
        assertThat(deadline.dueAt()).isEqualTo(at("2026-11-30T10:00"));
        assertThat(deadline.advance(at("2026-11-27T21:59"), SUPERIORS, WEEKDAYS))
                .isEmpty();
        assertThat(deadline.advance(at("2026-11-27T22:00"), SUPERIORS, WEEKDAYS))
                .singleElement()
                .isInstanceOf(DeadlineWarned.class);
        assertThat(deadline.state()).isEqualTo(State.RUNNING);
        assertThat(deadline.advance(at("2026-11-30T09:59"), SUPERIORS, WEEKDAYS))
                .isEmpty();
        assertThat(deadline.advance(at("2026-11-30T10:00"), SUPERIORS, WEEKDAYS))
                .hasExactlyElementsOfTypes(DeadlineBreached.class, DeadlineEscalated.class);
        assertThat(deadline.state()).isEqualTo(State.BREACHED);
        assertThat(escalated(deadline.advance(at("2026-12-01T10:00"), SUPERIORS, WEEKDAYS)))
                .isEqualTo("2 BOSS");
    }

    @Test
    void climbs_toTheLastSuperiorThereIs_alsoWhenNobodyLookedForLong() {
        List<DeadlineEvent> told = deadline().advance(at("2026-12-31T00:00"), SUPERIORS, WEEKDAYS);
        assertThat(told).hasSize(5);
        assertThat(told.subList(2, 5).stream().map(event -> escalated(List.of(event))))
                .containsExactly("1 HEAD", "2 BOSS", "3 BOSS");
        assertThat(deadline()
                        .advance(at("2026-12-31T00:00"), List.of(), WEEKDAYS)
                        .subList(2, 5))
                .allMatch(event -> ((DeadlineEscalated) event).toNo() == null);
    }

    @Test
    void ofWhatLiesAhead_warnsBeforeItBegins_andRunsFromItsEnd() {
        DeadlineTerms kind =
                new DeadlineTerms(Measure.WORKING_DAYS, Duration.ofDays(1), Duration.ofMinutes(30), List.of());
        Span ahead = new Span(at("2026-11-28T09:00"), at("2026-11-28T11:00"));
        Deadline deadline = ahead(kind.around(ahead, START));
        assertThat(deadline.dueAt()).isEqualTo(at("2026-11-29T11:00"));
        assertThat(deadline.advance(at("2026-11-28T08:29"), SUPERIORS, WEEKDAYS))
                .isEmpty();
        assertThat(deadline.advance(at("2026-11-28T08:30"), SUPERIORS, WEEKDAYS))
                .hasExactlyElementsOfTypes(DeadlineWarned.class);
        Span soon = new Span(START.plusSeconds(60), START.plusSeconds(120));
        assertThat(ahead(kind.around(soon, START)).advance(START.plusMillis(1), SUPERIORS, WEEKDAYS))
                .as("too near to be warned in time: at once")
                .hasExactlyElementsOfTypes(DeadlineWarned.class);
    }

    private static Deadline ahead(DeadlineTerms terms) {
        Subject subject = new Subject("activity", UUID.randomUUID(), "A-1", "E001", null);
        return new Deadline(UUID.randomUUID(), subject, "appointment-reminder", terms, START, WEEKDAYS);
    }

    @Test
    void doesNothing_whilePaused_orOnceStopped() {
        Deadline deadline = deadline();
        deadline.pause(at("2026-11-26T12:00"));
        deadline.pause(at("2026-11-26T13:00"));
        assertThat(deadline.state()).isEqualTo(State.PAUSED);
        assertThat(deadline.dueAt()).isNull();
        assertThat(deadline.advance(at("2026-12-31T00:00"), SUPERIORS, WEEKDAYS))
                .isEmpty();
        deadline.resume(at("2026-12-01T12:00"), WEEKDAYS);
        deadline.resume(at("2026-12-01T13:00"), WEEKDAYS);
        assertThat(deadline.state()).isEqualTo(State.RUNNING);
        assertThat(deadline.dueAt()).isEqualTo(at("2026-12-03T10:00"));
        deadline.pause(at("2026-12-02T00:00"));
        deadline.resume(at("2026-12-01T23:59"), WEEKDAYS);
        assertThat(deadline.dueAt()).as("clocks differ").isEqualTo(at("2026-12-03T10:00"));
        deadline.stop(at("2026-12-02T00:00"));
        deadline.stop(at("2026-12-02T01:00"));
        assertThat(deadline.stoppedAt()).isEqualTo(at("2026-12-02T00:00"));
        assertThat(deadline.advance(at("2026-12-31T00:00"), SUPERIORS, WEEKDAYS))
                .isEmpty();
        deadline.pause(at("2026-12-02T02:00"));
        assertThat(deadline.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void follows_aChangedCalendar_andTellsWhatMoved() {
        Deadline deadline = deadline();
        Reckoning friday = reckoning(Map.of(LocalDate.of(2026, 11, 27), DayType.RESTDAY), 2);
        DeadlineMoved moved = deadline.follow(friday).orElseThrow();
        assertThat(moved.wasDueAt()).isEqualTo(at("2026-11-30T10:00"));
        assertThat(moved.dueAt()).isEqualTo(deadline.dueAt()).isEqualTo(at("2026-12-01T10:00"));
        assertThat(deadline.calendarChanges()).isEqualTo(2);
        assertThat(deadline.advance(at("2026-11-30T22:00"), SUPERIORS, friday))
                .hasExactlyElementsOfTypes(DeadlineWarned.class);
        Reckoning later = reckoning(
                Map.of(LocalDate.of(2026, 11, 27), DayType.RESTDAY, LocalDate.of(2027, 1, 1), DayType.RESTDAY), 3);
        assertThat(deadline.follow(later)).isEmpty();
        assertThat(deadline.calendarChanges()).isEqualTo(3);
    }

    @Test
    void aMissedOne_staysMissed_thoughTheCalendarGivesMoreTime() {
        Deadline deadline = deadline();
        deadline.advance(at("2026-11-30T10:00"), SUPERIORS, WEEKDAYS);
        deadline.follow(reckoning(Map.of(LocalDate.of(2026, 11, 27), DayType.RESTDAY), 2));
        assertThat(deadline.state()).isEqualTo(State.BREACHED);
        assertThat(deadline.breachedAt()).isEqualTo(at("2026-11-30T10:00"));
    }

    @Test
    void termsThatWarnBeforeTheBeginning_areRefused() {
        assertThatThrownBy(() ->
                        new DeadlineTerms(Measure.ELAPSED_HOURS, Duration.ofHours(2), Duration.ofHours(2), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new DeadlineTerms(Measure.ELAPSED_HOURS, Duration.ofHours(2), Duration.ofHours(-1), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeadlineTerms(
                        Measure.ELAPSED_HOURS, Duration.ofHours(2), Duration.ZERO, List.of(Duration.ofHours(-1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void openingHours_areInOrderAndApart() {
        for (List<String> wrong : List.of(
                List.of("09:00-12:00", "11:00-18:00"),
                List.of("13:00-18:00", "09:00-12:00"),
                List.of("18:00-09:00"),
                List.of("9 to 5"))) {
            assertThatThrownBy(() -> Opening.ofDay(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Opening.ofDay(List.of("09:00-12:00", "12:00-18:00"))).hasSize(2);
    }

    private static String escalated(List<DeadlineEvent> told) {
        DeadlineEscalated only = (DeadlineEscalated) told.get(0);
        return only.level() + " " + only.toNo();
    }

    private static Deadline deadline() {
        Subject subject = new Subject("order", UUID.randomUUID(), "SO-1", "E001", null);
        return new Deadline(UUID.randomUUID(), subject, "order-clarification", TWO_DAYS, START, WEEKDAYS);
    }

    private static Reckoning reckoning(Map<LocalDate, DayType> days, long changes) {
        return new Reckoning(
                new WorkingTime(new Years(days), Opening.ofDay(List.of("09:00-18:00")), SHANGHAI), changes);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
