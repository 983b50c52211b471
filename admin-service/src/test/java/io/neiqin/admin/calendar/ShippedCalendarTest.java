package io.neiqin.admin.calendar;

import static io.neiqin.admin.AdminApi.CALENDARS;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.admin.AdminApi;
import io.neiqin.platform.organisation.WorkingCalendar;
import io.neiqin.platform.organisation.WorkingCalendar.DayType;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The calendar that comes with the software, and what consumers make of it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ShippedCalendarTest {

    /** As the State Council's notice lists them: first and last day of each break. */
    private static final List<List<String>> BREAKS = List.of(
            List.of("2026-01-01", "2026-01-03"),
            List.of("2026-02-15", "2026-02-23"),
            List.of("2026-04-04", "2026-04-06"),
            List.of("2026-05-01", "2026-05-05"),
            List.of("2026-06-19", "2026-06-21"),
            List.of("2026-09-25", "2026-09-27"),
            List.of("2026-10-01", "2026-10-07"));

    private static final List<String> WORKED_WEEKENDS =
            List.of("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10");

    private static final List<String> STATUTORY = List.of(
            "2026-01-01",
            "2026-02-16",
            "2026-02-17",
            "2026-02-18",
            "2026-02-19",
            "2026-04-05",
            "2026-05-01",
            "2026-05-02",
            "2026-06-19",
            "2026-09-25",
            "2026-10-01",
            "2026-10-02",
            "2026-10-03");

    @Inject
    WorkingCalendar calendar;

    @Inject
    CalendarService service;

    @Inject
    ShippedCalendars shipped;

    private AdminApi admin;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("2026 has 13 statutory holidays and 248 working days, from the notice that is named")
    void publishes2026_atTheFirstStart() {
        Response year = admin.admin().get(CALENDARS + "/2026");
        assertThat(year.<Boolean>path("calendarProvisional")).isFalse();
        assertThat(year.<Integer>path("calendarVersion")).isEqualTo(1);
        assertThat(year.<Integer>path("workdays")).isEqualTo(248);
        assertThat(year.<Integer>path("statutoryHolidays")).isEqualTo(13);
        assertThat(year.<String>path("source")).contains("国务院办公厅", "2025-11-04");
        assertThat(year.<List<String>>path("days.findAll { it.type == 'WORKDAY' }.date"))
                .isEqualTo(WORKED_WEEKENDS);
        assertThat(year.<List<String>>path("days.findAll { it.type == 'STATUTORY_HOLIDAY' }.date"))
                .isEqualTo(STATUTORY);
        // 19 weekdays off, of which 10 are statutory; the other 3 statutory days fall on a weekend.
        assertThat(year.<List<String>>path("days.findAll { it.type == 'RESTDAY' }.date"))
                .hasSize(9);
    }

    private WorkingCalendar.Years years2026To2027() {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> calendar.years(2026, 2027)));
        } catch (Throwable unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    @Tag("ADM-ORG-1")
    @DisplayName("consumers count 2026 as the State does, and take 2027 for provisional")
    void reachesConsumers_throughKafka() {
        WorkingCalendar.Years years = await().atMost(PATIENCE)
                .until(this::years2026To2027, known -> !known.isProvisional(LocalDate.of(2026, 6, 1)));
        for (List<String> off : BREAKS) {
            LocalDate.parse(off.get(0))
                    .datesUntil(LocalDate.parse(off.get(1)).plusDays(1))
                    .forEach(day -> assertThat(years.typeOf(day))
                            .as(day.toString())
                            .isEqualTo(
                                    STATUTORY.contains(day.toString()) ? DayType.STATUTORY_HOLIDAY : DayType.RESTDAY));
        }
        for (String worked : WORKED_WEEKENDS) {
            assertThat(years.typeOf(LocalDate.parse(worked))).as(worked).isEqualTo(DayType.WORKDAY);
        }
        assertThat(LocalDate.of(2026, 1, 1)
                        .datesUntil(LocalDate.of(2027, 1, 1))
                        .filter(day -> years.typeOf(day) == DayType.WORKDAY)
                        .count())
                .isEqualTo(248);
        // From the last working day before Spring Festival, which is a Saturday, to the first one after it.
        assertThat(years.plusWorkingDays(LocalDate.of(2026, 2, 13), 1)).isEqualTo("2026-02-14");
        assertThat(years.plusWorkingDays(LocalDate.of(2026, 2, 14), 1)).isEqualTo("2026-02-24");
        assertThat(years.isProvisional(LocalDate.of(2027, 1, 1))).isTrue();
        assertThat(years.typeOf(LocalDate.of(2027, 1, 1))).isEqualTo(DayType.WORKDAY);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("instances that start together publish a shipped calendar once")
    void publishesOnce_whenInstancesStartTogether() throws Exception {
        CalendarRequest of2026 = shipped.read(2026);
        CalendarRequest another = new CalendarRequest(
                2051,
                "Notice",
                of2026.days().stream()
                        .map(day -> new CalendarDay(day.date().withYear(2051), day.type(), day.name()))
                        .toList());
        List<CompletableFuture<Void>> starts = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(() -> start(another)))
                .toList();
        starts.forEach(CompletableFuture::join);
        Response versions = admin.admin().get(CALENDARS + "/2051/versions");
        assertThat(versions.<List<?>>path("items")).hasSize(1);
        assertThat(versions.<String>path("items[0].publishedBy")).isEqualTo("neiqin-admin");

        start(of2026);
        assertThat(admin.admin().get(CALENDARS + "/2026/versions").<List<?>>path("items"))
                .hasSize(1);
        String id = admin.admin().get(CALENDARS + "/2051").path("id");
        try (EventProbe probe = EventProbe.on("neiqin.admin")) {
            probe.await(EventProbe.about(id), PATIENCE);
            assertThat(probe.all().stream().filter(EventProbe.about(id))).hasSize(1);
        }
    }

    private void start(CalendarRequest calendar) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> service.publishIfNone(calendar));
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
