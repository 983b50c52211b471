package io.neiqin.customer.ticket;

import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.ticket.TicketApi.AGENT;
import static io.neiqin.customer.ticket.TicketApi.LEAD;
import static io.neiqin.customer.ticket.TicketApi.QUALITY;
import static io.neiqin.customer.ticket.TicketApi.SOLVER;
import static io.neiqin.customer.ticket.TicketApi.TICKETS;
import static io.neiqin.customer.ticket.TicketApi.body;
import static io.neiqin.customer.ticket.TicketApi.contact;
import static io.neiqin.customer.ticket.TicketApi.words;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the time does to tickets. It is moved in the database, where the test cannot wait for it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class TicketClockTest {

    private final DataSource database;
    private TicketApi tickets;

    TicketClockTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        tickets = TicketApi.ready();
    }

    @Test
    @Tag("TKT-5")
    @Tag("TKT-3")
    @DisplayName("each owner has 48 hours; while the customer is waited for, the clock stands still")
    void eachLeg_hasAClock_thatStandsStillForTheCustomer() {
        String id = tickets.open(QUALITY, with(body("CROSS_DEPT", null), "channel", "INTERNAL"));
        assertThat(deadline(QUALITY, id, "ownerNo")).containsExactly(QUALITY);
        tickets.does(LEAD, id, "assign", Map.of("toNo", SOLVER));
        tickets.does(SOLVER, id, "accept");
        Response started = tickets.does(SOLVER, id, "start");
        Instant due = Instant.parse(started.path("dueAt"));
        assertThat(due).isEqualTo(Instant.parse(started.path("legs[1].at")).plus(Duration.ofHours(48)));

        Response waiting = tickets.does(SOLVER, id, "wait", words("which size?"));
        assertThat(waiting.<String>path("dueAt")).isNull();
        assertThat(deadline(SOLVER, id, "state")).containsExactly("PAUSED");
        Response resumed = tickets.does(SOLVER, id, "resume", words("the small one"));
        assertThat(Instant.parse(resumed.path("dueAt"))).isAfter(due);
        assertThat(resumed.<List<String>>path("waits.to")).doesNotContainNull().hasSize(1);

        Response handed = tickets.does(SOLVER, id, "hand-over", Map.of("toNo", QUALITY, "words", "yours"));
        assertThat(Instant.parse(handed.path("dueAt")))
                .isEqualTo(Instant.parse(handed.path("legs[2].at")).plus(Duration.ofHours(48)));
        assertThat(deadline(LEAD, id, "state")).containsExactlyInAnyOrder("RUNNING", "STOPPED", "STOPPED");
    }

    @Test
    @Tag("TKT-5")
    @Tag("CUS-31")
    @DisplayName("what has been with somebody for too long is found")
    void finds_whatIsOverdue() {
        String id = tickets.inWork(body("AFTER_SALES", tickets.customers.customerOf(SELLER)));
        assertThat(found("overdue=true&limit=200")).doesNotContain(id);
        update(
                "update deadline set due_at = now() - interval '1 minute' where subject_id = ? and stopped_at is null",
                id);
        assertThat(found("overdue=true&limit=200")).contains(id);
        tickets.does(SOLVER, id, "resolve", Map.of("solution", "so"));
        tickets.does(SOLVER, id, "reply", contact("so"));
        assertThat(found("overdue=true&limit=200")).doesNotContain(id);
    }

    @Test
    @Tag("TKT-10")
    @DisplayName("an incident has four hours, and is brought before the superior")
    void anUrgentOne_hasFourHours_andGoesUp() {
        Map<String, Object> urgent = with(body("ORDER_ISSUE", null), "priority", "URGENT");
        String id = tickets.inWork(urgent);
        Response ticket = tickets.get(SOLVER, id);
        assertThat(Instant.parse(ticket.path("dueAt")))
                .isEqualTo(Instant.parse(ticket.path("legs[1].at")).plus(Duration.ofHours(4)));
        Response up = tickets.does(AGENT, id, "escalate", Map.of("reason", "the line stands still"));
        assertThat(up.<String>path("escalatedTo")).isEqualTo(LEAD);
        assertThat(found("escalated=true&priority=URGENT&limit=200")).contains(id);
        Response calm = tickets.does(LEAD, id, "prioritise", Map.of("priority", "NORMAL", "reason", "a spare runs"));
        assertThat(Duration.between(Instant.now(), Instant.parse(calm.path("dueAt"))))
                .isBetween(Duration.ofHours(47), Duration.ofHours(48));
        assertThat(deadline(LEAD, id, "kind")).contains("ticket-leg", "ticket-leg-urgent");
    }

    @Test
    @Tag("TKT-1")
    @Tag("TKT-9")
    @DisplayName("an unsatisfied customer has the ticket opened again; so may anybody concerned within seven days")
    void isOpenedAgain_byTheUnsatisfied_andWithinAWeek() {
        String id = tickets.replied(body("INQUIRY", tickets.customers.customerOf(SELLER)));
        Response again = tickets.does(AGENT, id, "evaluate", Map.of("satisfaction", 2, "reason", "it leaks again"));
        assertThat(again.<String>path("status")).isEqualTo("REOPENED");
        assertThat(again.<String>path("ownerNo")).isEqualTo(SOLVER);
        assertThat(again.<String>path("dueAt")).isNotNull();
        assertThat(again.<Integer>path("rounds[0].evaluation.satisfaction")).isEqualTo(2);
        tickets.does(SOLVER, id, "accept");
        tickets.does(SOLVER, id, "start");
        tickets.does(SOLVER, id, "resolve", Map.of("solution", "another seal"));
        tickets.does(SOLVER, id, "reply", contact("another seal"));
        tickets.does(SOLVER, id, "close", Map.of());

        tickets.does(AGENT, id, "reopen", words("and again"));
        tickets.does(SOLVER, id, "accept");
        tickets.does(SOLVER, id, "start");
        tickets.does(SOLVER, id, "resolve", Map.of("solution", "a new pump"));
        tickets.does(SOLVER, id, "reply", contact("a new pump"));
        tickets.does(SOLVER, id, "close", Map.of());
        update("update ticket set closed_at = closed_at - interval '7 days 1 minute' where id = ?", id);
        assertRefused(tickets.run(AGENT, id, "reopen", words("once more")), 409, "ticket-closed-for-good");
        assertThat(tickets.get(AGENT, id).<List<String>>path("allowedActions")).isEmpty();
    }

    @Test
    @Tag("TKT-1")
    @DisplayName("a complaint of a customer whom nobody reached ends after three attempts, an hour apart")
    void anUnreachableCustomer_isTriedThreeTimes() {
        String id = tickets.replied(body("COMPLAINT", tickets.customers.customerOf(SELLER)));
        for (int i = 0; i < 3; i++) {
            tickets.does(AGENT, id, "attempt", contact("no answer"));
            assertRefused(tickets.run(AGENT, id, "attempt", contact("no answer")), 409, "ticket-attempt-too-early");
            earlier(id, i);
        }
        Response judged = tickets.does(AGENT, id, "evaluate", Map.of("reason", "called three times"));
        assertThat(judged.<Boolean>path("closing.evaluation.unreachable")).isTrue();
        Map<String, Object> end = Map.of("causeCategory", "DELIVERY", "cause", "lost", "responsibleLeg", 2);
        assertThat(tickets.does(SOLVER, id, "close", end).<String>path("status"))
                .isEqualTo("CLOSED");
    }

    /** An attempt, by two hours. */
    private void earlier(String id, int attempt) {
        String at = "closing #>> '{attempts," + attempt + ",at}'";
        update(
                "update ticket set closing = jsonb_set(closing, '{attempts," + attempt + ",at}', case"
                        + " when jsonb_typeof(closing #> '{attempts," + attempt + ",at}') = 'number'"
                        + " then to_jsonb((" + at + ")::numeric - 7200)"
                        + " else to_jsonb(to_char(((" + at + ")::timestamptz - interval '2 hours') at time zone 'UTC',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')) end) where id = ?",
                id);
    }

    private List<String> deadline(String who, String id, String member) {
        return assertStatus(tickets.api.as(who).get("/api/customer/deadlines?subjectId=" + id), 200)
                .path("items." + member);
    }

    private List<String> found(String query) {
        return assertStatus(tickets.api.as(AGENT).get(TICKETS + "?" + query), 200)
                .path("items.id");
    }

    private void update(String sql, String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
