package io.neiqin.admin.calendar;

import static io.neiqin.admin.AdminApi.CALENDARS;
import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.NOBODY_SPECIAL;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.admin.AdminApi;
import io.neiqin.events.admin.CalendarEvent.CalendarPublished;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CalendarTest {

    private AdminApi admin;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @Tag("ADM-ORG-1")
    @Tag("DAT-4")
    @DisplayName("a correction is the next version; the first one stays to be read")
    void makesTheNextVersion_ofAYear() {
        Response first = publish(2041, "Notice", day("2041-01-01", "STATUTORY_HOLIDAY", "元旦"));
        assertThat(first.<Integer>path("calendarVersion")).isEqualTo(1);
        assertThat(first.header("ETag")).isEqualTo("\"0\"");
        Response second = publish(
                2041, "Correction", day("2041-01-05", "WORKDAY", null), day("2041-01-01", "STATUTORY_HOLIDAY", "元旦"));
        assertThat(second.<Integer>path("calendarVersion")).isEqualTo(2);
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(second.header("ETag")).isEqualTo("\"1\"");

        Response now = assertStatus(admin.api.as(NOBODY_SPECIAL).get(CALENDARS + "/2041"), 200);
        assertThat(now.<List<String>>path("days.date")).containsExactly("2041-01-01", "2041-01-05");
        assertThat(now.<String>path("source")).isEqualTo("Correction");
        assertThat(now.<Boolean>path("calendarProvisional")).isFalse();
        assertThat(admin.admin()
                        .get(second.header("Location").replaceFirst("^https?://[^/]+", ""))
                        .statusCode())
                .isEqualTo(200);
        Response versions = admin.admin().get(CALENDARS + "/2041/versions");
        assertThat(versions.<List<String>>path("items.source")).containsExactly("Notice", "Correction");
        assertThat(versions.<List<String>>path("items[0].days.date")).containsExactly("2041-01-01");
        assertThat(versions.<String>path("items[0].publishedBy")).isEqualTo(AdminApi.ADMIN);
    }

    @Test
    void isProvisional_whileNothingIsPublished() {
        Response open = assertStatus(admin.api.as(HR).get(CALENDARS + "/2027"), 200);
        assertThat(open.<Boolean>path("calendarProvisional")).isTrue();
        assertThat(open.<List<?>>path("days")).isEmpty();
        assertThat(open.<Integer>path("workdays")).isEqualTo(261);
        assertThat(open.<Integer>path("calendarVersion")).isZero();
        assertThat(open.header("ETag")).isNull();
        assertThat(admin.admin().get(CALENDARS + "/2027/versions").<List<?>>path("items"))
                .isEmpty();
        assertThat(admin.admin().get(CALENDARS + "/2027/days").<List<?>>path("items"))
                .hasSize(365);
    }

    @Test
    void showsEveryDay_betweenTwo() {
        Response spring = admin.admin().get(CALENDARS + "/2026/days?from=2026-02-13&to=2026-02-16");
        assertThat(spring.<List<String>>path("items.type"))
                .containsExactly("WORKDAY", "WORKDAY", "RESTDAY", "STATUTORY_HOLIDAY");
        assertThat(spring.<List<String>>path("items.name")).containsExactly(null, "春节补班", "春节假期", "除夕");
        assertThat(admin.admin()
                        .get(CALENDARS + "/2026/days?type=STATUTORY_HOLIDAY")
                        .<List<?>>path("items"))
                .hasSize(13);
        assertRefused(admin.admin().get(CALENDARS + "/2026/days?type=FEAST"), 400, "parameter-invalid");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertFieldCode(
                post(2042, "x", day("2042-01-01", "RESTDAY", "a"), day("2042-01-01", "WORKDAY", "b")),
                "duplicate-day",
                "/days/1/date");
        assertFieldCode(
                post(2042, "x", day("2042-05-01", "RESTDAY", null), day("2043-01-01", "RESTDAY", null)),
                "day-of-another-year",
                "/days/1/date");
        assertRefused(post(2042, "x", day("2042-02-29", "RESTDAY", null)), 400, "invalid-request");
        assertRefused(post(2042, "x", day("2042-02-28", "FEAST", null)), 400, "invalid-request");
        assertRefused(post(2042, " ", day("2042-02-28", "RESTDAY", null)), 400, "invalid-request");
        assertRefused(post(2042, "x"), 400, "invalid-request");
        assertRefused(post(1900, "x", day("1900-01-01", "RESTDAY", null)), 400, "invalid-request");
        assertThat(admin.admin().get(CALENDARS + "/2042").<Boolean>path("calendarProvisional"))
                .isTrue();
        assertRefused(admin.admin().get(CALENDARS + "/1900"), 400, "invalid-request");
        assertRefused(admin.admin().get(CALENDARS + "/" + UUID.randomUUID()), 404, "not-found");
    }

    @Test
    void refusesAStaleVersion_whenOneIsSent() {
        publish(2044, "x", day("2044-01-01", "STATUTORY_HOLIDAY", null));
        assertRefused(
                admin.admin().ifMatch(3).post(CALENDARS, body(2044, "y", day("2044-01-01", "RESTDAY", null))),
                412,
                "stale-version");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("only an administrator publishes a calendar")
    void refusesEverybodyElse() {
        for (String who : List.of(HR, NOBODY_SPECIAL)) {
            assertRefused(
                    admin.api.as(who).post(CALENDARS, body(2045, "x", day("2045-01-01", "RESTDAY", null))),
                    403,
                    "role-missing");
        }
        assertRefused(admin.api.anonymous().get(CALENDARS + "/2026"), 401, "token-missing");
    }

    @Test
    void publishesOnce_forTheSameKey() {
        var keyed = admin.admin().newKey();
        Map<String, Object> body = body(2046, "x", day("2046-01-01", "STATUTORY_HOLIDAY", null));
        assertStatus(keyed.post(CALENDARS, body), 201);
        Response again = assertStatus(keyed.post(CALENDARS, body), 201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.<Integer>path("calendarVersion")).isEqualTo(1);
        assertThat(admin.admin().get(CALENDARS + "/2046/versions").<List<?>>path("items"))
                .hasSize(1);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("every version is told on the topic, in order")
    void tellsEveryVersion_onTheTopic() {
        String id =
                publish(2047, "x", day("2047-01-01", "STATUTORY_HOLIDAY", "元旦")).path("id");
        publish(2047, "y", day("2047-01-05", "WORKDAY", null));
        try (EventProbe probe = EventProbe.on("neiqin.admin")) {
            var events = probe.await(2, EventProbe.about(id), PATIENCE);
            assertThat(events).extracting(e -> e.type()).containsOnly("neiqin.admin.calendar-published.v1");
            CalendarPublished first = events.get(0).as(CalendarPublished.class);
            assertThat(first.year()).isEqualTo(2047);
            assertThat(first.days()).extracting(d -> d.type()).containsExactly("STATUTORY_HOLIDAY");
            assertThat(events.get(1).as(CalendarPublished.class).calendarVersion())
                    .isEqualTo(2);
        }
    }

    private Response publish(int year, String source, Map<?, ?>... days) {
        return assertStatus(post(year, source, days), 201);
    }

    private Response post(int year, String source, Map<?, ?>... days) {
        return admin.admin().post(CALENDARS, body(year, source, days));
    }

    private static Map<String, Object> body(int year, String source, Map<?, ?>... days) {
        return Map.of("year", year, "source", source, "days", List.of(days));
    }

    private static Map<String, Object> day(String date, String type, String name) {
        return name == null ? Map.of("date", date, "type", type) : Map.of("date", date, "type", type, "name", name);
    }

    private static void assertFieldCode(Response refused, String code, String pointer) {
        assertRefused(refused, 422, "days-invalid");
        assertThat(refused.<List<String>>path("errors.code")).containsExactly(code);
        assertThat(refused.<List<String>>path("errors.pointer")).containsExactly(pointer);
    }
}
