package io.neiqin.customer.ticket;

import static io.neiqin.customer.ticket.TicketApi.AGENT;
import static io.neiqin.customer.ticket.TicketApi.LEAD;
import static io.neiqin.customer.ticket.TicketApi.QUALITY;
import static io.neiqin.customer.ticket.TicketApi.SOLVER;
import static io.neiqin.customer.ticket.TicketApi.TICKETS;
import static io.neiqin.customer.ticket.TicketApi.body;
import static io.neiqin.customer.ticket.TicketApi.contact;
import static io.neiqin.customer.ticket.TicketApi.words;
import static io.neiqin.customer.ticket.TicketCrew.TASKS;
import static io.neiqin.customer.ticket.TicketCrew.path;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.customers.TicketEvent.TicketAssigned;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** TKT-4: a ticket is whose task it is, whichever of the two is moved. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class TicketAssignmentTest {

    private static final String PASSING = "TA-PASSING";

    private final Stored stored;
    private final DataSource database;
    private TicketCrew crew;
    private TicketApi tickets;

    TicketAssignmentTest(DataSource database) {
        this.database = database;
        this.stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        crew = new TicketCrew(database);
        tickets = crew.tickets;
    }

    /** All in one course, for people have to come and go again. */
    @Test
    @Tag("TKT-3")
    @Tag("TKT-4")
    @Tag("ADM-ORG-1")
    @DisplayName("a ticket goes with its task: offered, accepted, declined, given to another, handed on, solved, left"
            + " behind")
    void goesWithItsTask() throws Exception {
        crew.come(TicketCrew.ALL.toArray(String[]::new));
        try {
            isOffered_accepted_andDone();
            goesToTheNextOne_untilNobodyIsLeft();
            followsItsTask();
            isAnothersTask_whenItIsGivenOrHandedOn();
            staysOne_whenBothAreMovedAtOnce();
            isNeverOffered_toWhoeverWantsIt();
            crew.come(PASSING);
            followsWhoeverGetsIt_whenSomebodyLeaves();
        } finally {
            crew.leave("TA-ANNA", "TA-BEN", "TA-CORA", PASSING);
        }
        isNobodys_whenNobodyIsLeft();
    }

    private void isOffered_accepted_andDone() {
        Response opened =
                assertStatus(crew.as(AGENT).post(TICKETS, body("INQUIRY", tickets.customers.customerOf("E006"))), 201);
        String id = opened.path("id");
        String owner = crew.owner(id);
        assertThat(opened.<String>path("status")).isEqualTo("ASSIGNED");
        assertThat(owner).isIn(TicketCrew.ALL);
        Map<String, Object> task = crew.task(id);
        assertThat(task)
                .containsEntry("state", "OFFERED")
                .containsEntry("kind", "ticket-inquiry")
                .containsEntry("subjectNumber", opened.path("number"));
        List<Map<String, Object>> reasons = crew.as(LEAD).get(path(task)).path("reasons");
        assertThat(reasons)
                .extracting(why -> why.get("criterion"))
                .containsExactly("LOAD", "SKILL", "HISTORY", "OWN", "TIME");
        assertThat(reasons.stream().mapToInt(why -> (int) why.get("points")).sum())
                .isEqualTo(task.get("score"));
        assertThat(opened.<List<String>>path("legs.ownerNo")).containsExactly(null, owner);
        // He sees nothing but what is his: the ticket is, the customer is not.
        Response his = assertStatus(tickets.get(owner, id), 200);
        assertThat(his.<List<String>>path("allowedActions")).contains("accept", "decline");
        assertStatus(crew.as(owner).get("/api/customer/customers/" + his.path("customerId")), 404);
        assertThat(types(id, 2)).containsExactly("ticket-opened", "ticket-assigned");

        Response accepted = tickets.does(owner, id, "accept");
        assertThat(accepted.<List<String>>path("allowedActions")).doesNotContain("decline");
        assertThat(crew.task(id)).containsEntry("state", "ACCEPTED");
        tickets.does(owner, id, "start");
        assertThat(mine(owner)).contains(crew.task(id).get("id").toString());
        tickets.does(owner, id, "resolve", Map.of("solution", "told him"));
        assertThat(crew.task(id)).containsEntry("state", "DONE").containsEntry("doneBy", owner);
        assertThat(mine(owner)).doesNotContain(crew.task(id).get("id").toString());
        assertThat(crew.number("select minutes from work_task where subject_id = ?::uuid", id))
                .isEqualTo(1);

        tickets.does(owner, id, "reply", contact("told him"));
        tickets.does(AGENT, id, "evaluate", Map.of("satisfaction", 1, "reason", "wrong"));
        assertThat(crew.status(id)).isEqualTo("REOPENED");
        assertThat(crew.owner(id)).isEqualTo(owner);
        assertThat(crew.tasks(id)).extracting(each -> each.get("state")).containsExactly("OFFERED", "DONE");
        tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
        assertThat(crew.task(id)).containsEntry("state", "DROPPED");
    }

    private void goesToTheNextOne_untilNobodyIsLeft() {
        String id = crew.enquiry();
        List<String> asked = new ArrayList<>();
        while (crew.status(id).equals("ASSIGNED")) {
            String owner = crew.owner(id);
            assertThat(asked).doesNotContain(owner);
            asked.add(owner);
            Response declined = tickets.does(owner, id, "decline", words("I have a cold"));
            assertThat(declined.asString()).doesNotContain("cold");
        }
        assertThat(asked).containsExactlyInAnyOrderElementsOf(TicketCrew.ALL);
        assertThat(crew.status(id)).isEqualTo("NEW");
        assertThat(crew.owner(id)).isNull();
        assertThat(crew.task(id)).containsEntry("state", "UNASSIGNED");
        List<Object> reasons = crew.as(LEAD).get(path(crew.task(id))).path("turns.reason");
        assertThat(reasons).containsOnly("I have a cold").hasSize(3);
        assertThat(told(id, 5).get(4).as(TicketAssigned.class).facts().ownerNo())
                .isNull();
        assertThat(tickets.get(AGENT, id).<String>path("dueAt"))
                .as("who has opened it sees to it")
                .isNotNull();

        tickets.does(AGENT, id, "accept");
        assertThat(crew.owner(id)).isEqualTo(AGENT);
        assertThat(crew.task(id)).containsEntry("state", "ACCEPTED");
        tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
    }

    private void followsItsTask() {
        String id = crew.enquiry();
        String first = crew.owner(id);
        Response declined =
                assertStatus(crew.as(first).post(path(crew.task(id)) + "/decline", Map.of("reason", "a holiday")), 200);
        assertThat(declined.header("Event-Version")).as("of the task").isEqualTo("3");
        String second = crew.owner(id);
        assertThat(second).isNotEqualTo(first);
        assertThat(crew.status(id)).isEqualTo("ASSIGNED");
        assertThat(tickets.get(AGENT, id).asString()).doesNotContain("a holiday");

        assertStatus(crew.as(second).post(path(crew.task(id)) + "/accept"), 200);
        assertThat(crew.status(id)).isEqualTo("ACCEPTED");
        String third = TicketCrew.ALL.stream()
                .filter(no -> !List.of(first, second).contains(no))
                .findFirst()
                .orElseThrow();
        Map<String, Object> toThird = Map.of("to", third, "reason", "he knows them");
        assertStatus(crew.as(LEAD).post(path(crew.task(id)) + "/reassign", toThird), 200);
        assertThat(crew.owner(id)).isEqualTo(third);
        assertThat(crew.status(id)).isEqualTo("ASSIGNED");
        assertThat(tickets.get(AGENT, id).<List<String>>path("legs.ownerNo"))
                .containsExactly(null, first, second, third);
        List<Map<String, Object>> entries =
                crew.as(AGENT).get(TICKETS + "/" + id + "/history?limit=200").path("items");
        assertThat(entries)
                .extracting(entry -> entry.get("command") + " by " + entry.get("actor"))
                .contains("decline by " + first, "accept by " + second, "reassign by " + LEAD);
        tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
    }

    private void isAnothersTask_whenItIsGivenOrHandedOn() {
        String id = crew.enquiry();
        tickets.does(LEAD, id, "assign", Map.of("toNo", SOLVER, "words", "please look"));
        assertThat(crew.owner(id)).as("whatever his roles are").isEqualTo(SOLVER);
        tickets.does(SOLVER, id, "accept");
        tickets.does(SOLVER, id, "hand-over", Map.of("toNo", QUALITY, "words", "what broke?"));
        assertThat(crew.owner(id)).isEqualTo(QUALITY);
        assertThat(crew.tasks(id))
                .extracting(each -> each.get("state") + " " + each.get("assigneeNo"))
                .containsExactly("OFFERED " + QUALITY, "DONE " + SOLVER);
        tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
        assertThat(crew.tasks(id)).extracting(each -> each.get("state")).containsExactly("DROPPED", "DONE");
    }

    private void staysOne_whenBothAreMovedAtOnce() throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 8; i++) {
                String id = crew.enquiry();
                String owner = crew.owner(id);
                String task = path(crew.task(id));
                List<Callable<Integer>> both = List.of(
                        () -> tickets.run(owner, id, "accept").statusCode(),
                        () -> crew.as(owner)
                                .post(task + "/decline", Map.of("reason", "ill"))
                                .statusCode());
                List<Integer> answers = new ArrayList<>();
                for (var answer : pool.invokeAll(both)) {
                    answers.add(answer.get());
                }
                assertThat(answers).as("neither waits for the other's row").doesNotContain(500, 503);
                assertThat(answers).containsOnlyOnce(200);
                String now = crew.owner(id);
                assertThat(crew.status(id)).isEqualTo(now.equals(owner) ? "ACCEPTED" : "ASSIGNED");
                tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
            }
        } finally {
            pool.shutdown();
        }
    }

    private void isNeverOffered_toWhoeverWantsIt() {
        for (String who : TicketCrew.ALL) {
            String id = tickets.open(who, body("CROSS_DEPT", null));
            assertThat(crew.owner(id)).isIn(TicketCrew.ALL).isNotEqualTo(who);
            tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
        }
        String it = tickets.open(AGENT, body("IT", null));
        assertThat(crew.tasks(it)).as("of a kind that nobody is offered").isEmpty();
        tickets.does(LEAD, it, "assign", Map.of("toNo", SOLVER));
        tickets.does(SOLVER, it, "decline", words("not me"));
        assertThat(crew.status(it)).isEqualTo("NEW");
        tickets.does(LEAD, it, "cancel", Map.of("reason", "enough"));
    }

    /** Flow 7. */
    private void followsWhoeverGetsIt_whenSomebodyLeaves() {
        String begun = crew.enquiry();
        String offered = crew.enquiry();
        for (String id : List.of(begun, offered)) {
            if (!PASSING.equals(crew.owner(id))) {
                tickets.does(LEAD, id, "assign", Map.of("toNo", PASSING));
            }
        }
        tickets.does(PASSING, begun, "accept");
        tickets.does(PASSING, begun, "start");
        tickets.does(PASSING, begun, "wait", words("which one?"));
        crew.leave(PASSING);
        for (String id : List.of(begun, offered)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> crew.status(id).equals("ASSIGNED"));
            assertThat(crew.owner(id)).isIn(TicketCrew.ALL);
            assertThat(crew.task(id)).containsEntry("state", "OFFERED");
            assertThat(tickets.get(AGENT, id).<List<String>>path("legs.ownerNo"))
                    .contains(PASSING);
            Response history = crew.as(AGENT).get(TICKETS + "/" + id + "/history?limit=200");
            assertThat(history.<List<String>>path("items.command")).contains("offer-anew");
            String next = crew.owner(id);
            tickets.does(next, id, "accept");
            tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
        }
    }

    private void isNobodys_whenNobodyIsLeft() {
        String id = crew.enquiry();
        assertThat(crew.status(id)).isEqualTo("NEW");
        assertThat(crew.task(id)).containsEntry("state", "UNASSIGNED");
        tickets.does(LEAD, id, "cancel", Map.of("reason", "enough"));
    }

    @TestFactory
    @Tag("TKT-4")
    @DisplayName("who may not decline a ticket, and when")
    Stream<DynamicTest> refuses() {
        String given = crew.enquiry();
        tickets.does(LEAD, given, "assign", Map.of("toNo", SOLVER));
        String taken = crew.enquiry();
        tickets.does(LEAD, taken, "assign", Map.of("toNo", SOLVER));
        tickets.does(SOLVER, taken, "accept");
        String nobodys = crew.enquiry();
        return Refusal.tests(
                stored,
                tickets.api,
                decline("another's", 403, "ticket-of-another", AGENT, given, words("ill")),
                decline("for another, as a lead", 403, "ticket-of-another", LEAD, given, words("ill")),
                decline("what is accepted", 409, "illegal-transition", SOLVER, taken, words("ill")),
                decline("what is nobody's", 409, "illegal-transition", AGENT, nobodys, words("ill")),
                decline("out of sight", 404, "not-found", TicketApi.STOREKEEPER, given, words("ill")),
                decline("without a reason", 400, "invalid-request", SOLVER, given, Map.of())
                        .at("/words"),
                Refusal.of(
                        "a stale one",
                        412,
                        "stale-version",
                        api -> api.as(SOLVER).ifMatch(77).post(TICKETS + "/" + given + "/decline", words("ill"))));
    }

    private static Refusal decline(
            String name, int status, String code, String who, String id, Map<String, Object> body) {
        return Refusal.of(name, status, code, api -> api.as(who).post(TICKETS + "/" + id + "/decline", body));
    }

    private List<String> mine(String who) {
        Api api = crew.as(who);
        return assertStatus(api.get(TASKS + "?mine&limit=200"), 200).path("items.id");
    }

    private static List<String> types(String id, int count) {
        return told(id, count).stream()
                .map(event -> event.type().replaceFirst("neiqin.customers.(.*).v1", "$1"))
                .toList();
    }

    private static List<Received> told(String id, int count) {
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            return probe.await(count, EventProbe.about(id), Duration.ofSeconds(30));
        }
    }
}
