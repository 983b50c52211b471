package io.neiqin.platform.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.CalendarEvent.CalendarPublished;
import io.neiqin.events.admin.CalendarEvent.Day;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import io.neiqin.testkit.InfraResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class WorkingCalendarTest {

    private static final LocalDate WEDNESDAY = LocalDate.of(2026, 9, 30);
    private static final LocalDate SATURDAY = LocalDate.of(2026, 10, 10);

    /** The first days of October 2026 are off, and a Saturday is worked for it. */
    private static final Years OCTOBER = new Years(Map.of(
            LocalDate.of(2026, 10, 1),
            DayType.STATUTORY_HOLIDAY,
            LocalDate.of(2026, 10, 2),
            DayType.STATUTORY_HOLIDAY,
            LocalDate.of(2026, 10, 5),
            DayType.RESTDAY,
            LocalDate.of(2026, 10, 6),
            DayType.RESTDAY,
            LocalDate.of(2026, 10, 7),
            DayType.RESTDAY,
            SATURDAY,
            DayType.WORKDAY));

    @Inject
    WorkingCalendar calendar;

    @Test
    void followsTheWeekday_whereNothingIsPublished() {
        Years none = new Years(Map.of());
        assertThat(none.typeOf(WEDNESDAY)).isEqualTo(DayType.WORKDAY);
        assertThat(none.typeOf(SATURDAY)).isEqualTo(DayType.RESTDAY);
        assertThat(none.typeOf(SATURDAY.plusDays(1))).isEqualTo(DayType.RESTDAY);
        assertThat(none.isProvisional(WEDNESDAY)).isTrue();
    }

    @Test
    @DisplayName("a shifted Saturday is worked and a holiday is not")
    void followsTheState_whereACalendarIsPublished() {
        assertThat(OCTOBER.typeOf(SATURDAY)).isEqualTo(DayType.WORKDAY);
        assertThat(OCTOBER.typeOf(LocalDate.of(2026, 10, 1))).isEqualTo(DayType.STATUTORY_HOLIDAY);
        assertThat(OCTOBER.typeOf(LocalDate.of(2026, 10, 12))).isEqualTo(DayType.WORKDAY);
        assertThat(OCTOBER.isProvisional(SATURDAY)).isFalse();
        assertThat(OCTOBER.isProvisional(LocalDate.of(2027, 1, 1))).isTrue();
    }

    @Test
    void countsWorkingDaysOnly() {
        assertThat(OCTOBER.plusWorkingDays(WEDNESDAY, 0)).isEqualTo(WEDNESDAY);
        assertThat(OCTOBER.plusWorkingDays(WEDNESDAY, 1)).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(OCTOBER.plusWorkingDays(WEDNESDAY, 3)).isEqualTo(SATURDAY);
        assertThat(OCTOBER.plusWorkingDays(WEDNESDAY, 4)).isEqualTo(LocalDate.of(2026, 10, 12));
        assertThat(OCTOBER.plusWorkingDays(LocalDate.of(2026, 10, 4), 1)).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(OCTOBER.plusWorkingDays(LocalDate.of(2026, 12, 31), 1)).isEqualTo(LocalDate.of(2027, 1, 1));
        assertThat(OCTOBER.plusWorkingDays(LocalDate.of(2028, 2, 28), 1)).isEqualTo(LocalDate.of(2028, 2, 29));
    }

    @Test
    void followsTheNewestVersion_thatAdminPublished() {
        var feeder = NoteApi.ready().feeder;
        UUID id = UUID.randomUUID();
        LocalDate shifted = LocalDate.of(2031, 1, 4);
        LocalDate holiday = LocalDate.of(2031, 1, 1);
        feeder.publish(new CalendarPublished(
                id,
                2031,
                1,
                "first",
                List.of(new Day(holiday, "STATUTORY_HOLIDAY", "元旦"), new Day(shifted, "WORKDAY", null))));
        await().atMost(Duration.ofSeconds(20)).until(() -> published().typeOf(shifted) == DayType.WORKDAY);
        assertThat(published().isProvisional(shifted)).isFalse();
        feeder.publish(
                new CalendarPublished(id, 2031, 2, "second", List.of(new Day(holiday, "STATUTORY_HOLIDAY", "元旦"))));
        await().atMost(Duration.ofSeconds(20)).until(() -> published().typeOf(shifted) == DayType.RESTDAY);
        assertThat(published().typeOf(holiday)).isEqualTo(DayType.STATUTORY_HOLIDAY);
    }

    private Years published() {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> calendar.years(2030, 2031)));
        } catch (Throwable unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
