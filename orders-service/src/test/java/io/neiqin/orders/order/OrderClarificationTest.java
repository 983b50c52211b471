package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.CalendarEvent.CalendarPublished;
import io.neiqin.events.admin.CalendarEvent.Day;
import io.neiqin.events.orders.OrderEvent.OrderClarificationAnswered;
import io.neiqin.events.orders.OrderEvent.OrderClarificationRequested;
import io.neiqin.events.platform.DeadlineEvent.DeadlineBreached;
import io.neiqin.events.platform.DeadlineEvent.DeadlineEscalated;
import io.neiqin.events.platform.DeadlineEvent.DeadlineMoved;
import io.neiqin.orders.OrderApi;
import io.neiqin.platform.deadline.Measure;
import io.neiqin.platform.deadline.WorkingTime;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is unclear is asked and answered in time, or it is known who lets it lie. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderClarificationTest {

    private static final String DEADLINES = "/api/orders/deadlines";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Map<String, Object> QUESTIONS = Map.of("questions", List.of("哪种规格？", "which colour?"));
    private static final Map<String, Object> ANSWER = Map.of("answer", "M8, blue");

    @Inject
    DataSource database;

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("what was asked and answered stands in the order, with who and when, and is told")
    void isKept_andTold() {
        String id = orders.received();
        Response asked = assertStatus(orders.command(CLERK, id, "request-clarification", QUESTIONS), 200);
        assertThat(asked.<String>path("status")).isEqualTo("CLARIFYING");
        assertThat(asked.<List<String>>path("allowedActions")).containsExactly("answer-clarification");
        assertProblem(orders.command(CLERK, id, "enter", null), 409, "illegal-transition");

        Response answered = assertStatus(orders.command(CLERK, id, "answer-clarification", ANSWER), 200);
        assertThat(answered.<String>path("status")).isEqualTo("RECEIVED");
        Map<String, Object> kept = answered.path("clarifications[0]");
        assertThat(kept)
                .containsEntry("questions", List.of("哪种规格？", "which colour?"))
                .containsEntry("askedBy", CLERK)
                .containsEntry("answer", "M8, blue")
                .containsEntry("answeredBy", CLERK);
        assertThat(Instant.parse((String) kept.get("answeredAt"))).isAfter(Instant.parse((String) kept.get("askedAt")));

        assertStatus(orders.command(CLERK, id, "request-clarification", QUESTIONS), 200);
        assertThat(orders.get(id).<List<Object>>path("clarifications")).hasSize(2);
        assertThat(orders.get(id).<Object>path("clarifications[1].answer")).isNull();
        List<Received> told =
                told(event -> event.key().equals(id) && event.type().contains("clarification"), 3);
        assertThat(told.get(0).as(OrderClarificationRequested.class).questions())
                .containsExactly("哪种规格？", "which colour?");
        assertThat(told.get(1).as(OrderClarificationAnswered.class).answeredBy())
                .isEqualTo(CLERK);
        assertThat(told.get(1).text()).doesNotContain("blue");
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("the customer has two working days, and the deadline ends with his answer or with the order")
    void hasADeadline_thatEnds() {
        String answered = asked();
        Map<String, Object> deadline = deadline(answered);
        Instant started = Instant.parse((String) deadline.get("startedAt"));
        WorkingTime weekdays = new WorkingTime(new Years(Map.of()), List.of(), SHANGHAI);
        assertThat(deadline)
                .containsEntry("kind", "order-clarification")
                .containsEntry("state", "RUNNING")
                .containsEntry("subjectType", "order")
                .containsEntry("subjectNumber", orders.get(answered).path("number"))
                .containsEntry("ownerNo", CLERK)
                .containsEntry(
                        "dueAt",
                        weekdays.due(Measure.WORKING_DAYS, started, List.of(), Duration.ofDays(2))
                                .toString());
        assertStatus(orders.command(CLERK, answered, "answer-clarification", ANSWER), 200);
        assertThat(deadline(answered)).containsEntry("state", "STOPPED").containsEntry("breachedAt", null);

        String cancelled = asked();
        assertStatus(orders.command(MANAGER, cancelled, "cancel", Map.of("reason", "no answer")), 200);
        assertThat(deadline(cancelled)).containsEntry("state", "STOPPED");
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("a missed deadline is told, and climbs to the superiors of whoever asked that are still here")
    void climbs_whenMissed() throws SQLException {
        String clerk = "E011";
        String lead = "E012";
        orders.organisation.left("E013", "NORTH", LocalDate.of(2020, 1, 31), Organisation.role("CLERK_LEAD", "SELF"));
        orders.organisation.employee(lead, "SOUTH", "E013", Organisation.role("CLERK_LEAD", "SELF"));
        orders.organisation.employee(clerk, "NORTH", lead, Organisation.role("CLERK", "ALL"));
        await().atMost(SOON)
                .until(() -> Stream.of(clerk, lead)
                        .allMatch(who -> orders.api.as(who).get(ORDERS).statusCode() == 200));
        String id = orders.received();
        assertStatus(orders.command(clerk, id, "request-clarification", QUESTIONS), 200);
        String deadline = (String) deadline(id).get("id");

        letPass(deadline, 30);

        List<Received> told = told(event -> event.key().equals(deadline), 4);
        assertThat(told.stream().map(Received::type))
                .containsExactly(
                        "neiqin.orders.deadline-warned.v1",
                        "neiqin.orders.deadline-breached.v1",
                        "neiqin.orders.deadline-escalated.v1",
                        "neiqin.orders.deadline-escalated.v1");
        assertThat(told.stream().map(Received::aggregateVersion)).containsExactly(1L, 2L, 3L, 4L);
        DeadlineBreached breached = told.get(1).as(DeadlineBreached.class);
        assertThat(breached.ownerNo()).isEqualTo(clerk);
        assertThat(breached.subject().id()).isEqualTo(UUID.fromString(id));
        assertThat(Stream.of(2, 3).map(i -> told.get(i).as(DeadlineEscalated.class)))
                .extracting(DeadlineEscalated::level, DeadlineEscalated::toNo)
                .containsExactly(tuple(1, lead), tuple(2, lead));
        assertThat(ids(orders.api.as(CLERK), "state=BREACHED&ownerNo=" + clerk)).containsExactly(deadline);
        assertThat(ids(orders.api.as(lead), "state=BREACHED"))
                .as("whom it has climbed to")
                .containsExactly(deadline);
        assertThat(deadline(id)).containsEntry("escalatedTo", lead);

        assertStatus(orders.command(clerk, id, "answer-clarification", ANSWER), 200);
        assertThat(deadline(id)).containsEntry("state", "STOPPED").doesNotContainEntry("breachedAt", null);
        assertThat(ids(orders.api.as(CLERK), "state=BREACHED&ownerNo=" + clerk)).isEmpty();
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("a changed calendar moves what is open, and tells it")
    void moves_withTheCalendar() {
        String id = asked();
        Map<String, Object> before = deadline(id);
        LocalDate today = LocalDate.now(SHANGHAI);
        UUID calendar = UUID.randomUUID();
        List<Day> off = today.datesUntil(today.plusDays(7))
                .filter(day -> day.getYear() == today.getYear())
                .map(day -> new Day(day, "RESTDAY", "storm"))
                .toList();
        try {
            orders.feeder.publish(new CalendarPublished(calendar, today.getYear(), 1, "a storm", off));
            DeadlineMoved moved = told(event -> event.key().equals(before.get("id")), 1)
                    .get(0)
                    .as(DeadlineMoved.class);
            assertThat(moved.wasDueAt()).isEqualTo(Instant.parse((String) before.get("dueAt")));
            assertThat(moved.dueAt()).isAfter(moved.wasDueAt());
            assertThat(deadline(id)).containsEntry("dueAt", moved.dueAt().toString());
        } finally {
            orders.feeder.publish(new CalendarPublished(calendar, today.getYear(), 2, "no storm", List.of()));
        }
        await().atMost(SOON).until(() -> deadline(id).get("dueAt").equals(before.get("dueAt")));
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a deadline is seen by its owner and by whoever sees his records")
    void isSeen_byWhomItConcerns() {
        String id = asked();
        assertThat(ids(orders.api.as(MANAGER), "subjectId=" + id)).hasSize(1);
        assertThat(ids(orders.api.as(SELLER), "subjectId=" + id)).isEmpty();
        assertThat(ids(orders.api.as(CLERK), "subjectId=" + id + "&state=STOPPED"))
                .isEmpty();
        assertThat(ids(orders.api.as(CLERK), "subjectId=" + id + "&state=RUNNING&kind=order-clarification"))
                .hasSize(1);
        assertProblem(orders.api.as(CLERK).get(DEADLINES + "?state=LATE"), 400, "parameter-invalid");
        assertProblem(orders.api.anonymous().get(DEADLINES), 401, "token-missing");
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("nobody waits for what was unclear long ago")
    void startsNoDeadline_ofImportedHistory() {
        Api importer =
                orders.api.as(IMPORTER).header("X-Business-Date", "2020-03-02").header("X-Import-Batch", "old");
        String id = assertStatus(importer.post(ORDERS, body(orders.customer())), 201)
                .path("id");
        assertStatus(importer.post(ORDERS + "/" + id + "/receive"), 200);
        assertStatus(importer.post(ORDERS + "/" + id + "/request-clarification", QUESTIONS), 200);
        assertThat(ids(orders.api.as(CLERK), "subjectId=" + id)).isEmpty();
        assertStatus(importer.post(ORDERS + "/" + id + "/answer-clarification", ANSWER), 200);
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("a question and an answer say something")
    void isRefused_whenNothingIsSaid() {
        String id = orders.received();
        Stream.of(Map.of(), Map.of("questions", List.of()), Map.of("questions", List.of(" ")))
                .forEach(nothing -> assertProblem(
                        orders.command(CLERK, id, "request-clarification", nothing), 400, "invalid-request"));
        assertStatus(orders.command(CLERK, id, "request-clarification", QUESTIONS), 200);
        Stream.of(Map.of(), Map.of("answer", " "), Map.of("answer", "x".repeat(2001)))
                .forEach(nothing -> assertProblem(
                        orders.command(CLERK, id, "answer-clarification", nothing), 400, "invalid-request"));
        assertThat(orders.get(id).<String>path("status")).isEqualTo("CLARIFYING");
    }

    private String asked() {
        String id = orders.received();
        assertStatus(orders.command(CLERK, id, "request-clarification", QUESTIONS), 200);
        return id;
    }

    /** The only one of the order. */
    private Map<String, Object> deadline(String order) {
        List<Map<String, Object>> all = assertStatus(orders.api.as(CLERK).get(DEADLINES + "?subjectId=" + order), 200)
                .path("items");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static List<String> ids(Api api, String query) {
        return assertStatus(api.get(DEADLINES + "?" + query), 200).path("items.id");
    }

    private static List<Received> told(Predicate<Received> wanted, int count) {
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            return probe.await(count, wanted, SOON);
        }
    }

    /** As if it had begun so many days earlier. */
    private void letPass(String deadline, int days) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update deadline set started_at = started_at - ? * interval"
                        + " '1 day', due_at = due_at - ? * interval '1 day', next_at = next_at - ? * interval '1 day'"
                        + " where id = cast(? as uuid)")) {
            for (int i = 1; i <= 3; i++) {
                update.setInt(i, days);
            }
            update.setString(4, deadline);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
