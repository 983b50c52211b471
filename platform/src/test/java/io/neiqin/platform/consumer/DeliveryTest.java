package io.neiqin.platform.consumer;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(InfraResource.class)
class DeliveryTest {

    private static final String DELIVERIES = "/api/platform/deliveries";

    @Inject
    DataSource database;

    private Products products;
    private NoteApi notes;
    private Api admin;

    @BeforeEach
    void ready() {
        products = new Products(database);
        notes = NoteApi.ready();
        admin = notes.api.as("root", Roles.SYSTEM_ADMIN);
    }

    @Test
    void countsAnEventOnce_inTheHourOfItsTime_howeverOftenItComes() {
        UUID id = UUID.randomUUID();
        Instant hour = Instant.parse("2021-03-04T05:00:00Z");
        Published first = products.tell(id, 1, "A", hour);
        Published second = products.tell(id, 2, "B", hour.plusSeconds(3599));
        products.feeder.repeat(first);
        Published third = products.tell(id, 3, "C", hour.plusSeconds(3600));
        products.feeder.repeat(second);
        products.tell(id, 4, "D", hour.minusMillis(1));
        products.awaitVersion(id, 4);

        Response answer = asked(hour, hour.plus(2, ChronoUnit.HOURS));
        List<Map<String, Object>> hours = answer.path("consumers.find{it.consumer=='products'}.hours");
        assertThat(hours)
                .containsExactly(
                        Map.of(
                                "hour", hour.toString(),
                                "events", 2,
                                "positions", sum(first, second),
                                "ids", ids(first, second)),
                        Map.of(
                                "hour",
                                "2021-03-04T06:00:00Z",
                                "events",
                                1,
                                "positions",
                                sum(third),
                                "ids",
                                ids(third)));
        assertThat(answer.<String>path("consumers.find{it.consumer=='products'}.producer"))
                .isEqualTo("orders");
        assertThat(answer.<List<?>>path("published")).isEmpty();
    }

    @Test
    void countsWhatWaits_whenItIsApplied() {
        UUID id = UUID.randomUUID();
        Instant hour = Instant.parse("2021-03-05T05:00:00Z");
        products.tell(id, 1, "A", hour);
        products.tell(id, 2, "POISON", hour);
        products.awaitParked(id, 1);
        assertThat(events(hour)).isEqualTo(1);
        assertThat(asked(hour, hour.plus(1, ChronoUnit.HOURS))
                        .<Integer>path("consumers.find{it.consumer=='products'}.parked"))
                .isPositive();
        products.treat(id, true);
        assertStatus(admin.post("/api/platform/parked-events/products/" + id + "/replay"), 200);
        assertThat(events(hour)).isEqualTo(2);
    }

    @Test
    void saysTheSame_ofWhatIsToldAndWhatIsTaken() {
        for (int i = 0; i < 5; i++) {
            notes.change(notes.note(), 7);
        }
        Instant to = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Response answer = asked(to.minus(3, ChronoUnit.HOURS), to);
            List<Map<String, Object>> published =
                    answer.path("published.collect{[it.hour, it.events, it.positions, it.ids]}");
            assertThat(published).isNotEmpty();
            assertThat(
                            answer.<List<Map<String, Object>>>path(
                                    "consumers.find{it.consumer=='notes'}.hours.collect{[it.hour, it.events, it.positions, it.ids]}"))
                    .isEqualTo(published);
            assertThat(answer.<Integer>path("published[0].last") - answer.<Integer>path("published[0].first") + 1)
                    .isEqualTo(answer.<Integer>path("published[0].events"));
        });
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("of hours whose events were counted before their ids were, the ids are not told")
    void doesNotTellIds_thatItDoesNotKnow() {
        UUID id = UUID.randomUUID();
        Instant hour = Instant.parse("2021-03-06T05:00:00Z");
        products.tell(id, 1, "A", hour);
        products.awaitVersion(id, 1);
        // As an instance of the version before counts.
        products.sql.run("update consumed_hour set identified = 0, ids = 0 where hour = '2021-03-06T05:00:00Z'");
        products.tell(id, 2, "B", hour);
        products.awaitVersion(id, 2);
        assertThat(events(hour)).isEqualTo(2);
        assertThat(asked(hour, hour.plus(1, ChronoUnit.HOURS))
                        .<String>path("consumers.find{it.consumer=='products'}.hours[0].ids"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?from=2026-11-21T08:00:00Z",
                "?from=2026-11-21T08:00:00Z&to=2026-11-21T08:00:00Z",
                "?from=2026-11-21T09:00:00Z&to=2026-11-21T08:00:00Z",
                "?from=2026-11-21T08:30:00Z&to=2026-11-21T10:00:00Z",
                "?from=2026-11-21T08:00:00Z&to=2026-11-21T10:00:00.001Z",
                "?from=2026-10-21T08:00:00Z&to=2026-11-21T09:00:00Z",
                "?from=yesterday&to=now",
                "?from=%2B300000-01-01T00:00:00Z&to=%2B300000-01-02T00:00:00Z"
            })
    void isRefused_aTimeThatIsNotWholeHours_orTooLong(String query) {
        assertProblem(admin.get(DELIVERIES + query), 400, "hours-invalid");
    }

    @Test
    void isRefused_whoMayNotKnow() {
        assertProblem(notes.api.as(NoteApi.CLERK).get(DELIVERIES), 403, "role-missing");
        assertProblem(notes.api.get(DELIVERIES), 401, "token-missing");
        String month = "?from=2026-10-21T08:00:00Z&to=2026-11-21T08:00:00Z";
        assertStatus(notes.api.as("neiqin-reporting", Roles.SYSTEM).get(DELIVERIES + month), 200);
    }

    private Response asked(Instant from, Instant to) {
        return assertStatus(admin.get(DELIVERIES + "?from=" + from + "&to=" + to), 200);
    }

    private int events(Instant hour) {
        return asked(hour, hour.plus(1, ChronoUnit.HOURS))
                .path("consumers.find{it.consumer=='products'}.hours[0].events");
    }

    private static String ids(Published... events) {
        return Long.toHexString(Stream.of(events)
                .map(event -> UUID.fromString(event.attributes().get("id")))
                .mapToLong(UUID::getLeastSignificantBits)
                .reduce(0, (one, other) -> one ^ other));
    }

    private static String sum(Published... events) {
        return Stream.of(events)
                .map(event -> new BigDecimal(event.attributes().get("position")))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toString();
    }
}
