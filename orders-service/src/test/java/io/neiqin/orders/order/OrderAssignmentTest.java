package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.THIRD_CLERK;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.platform.TaskEvent.TaskDone;
import io.neiqin.events.platform.TaskEvent.TaskDropped;
import io.neiqin.events.platform.TaskEvent.TaskOffered;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** TKT-4: what waits for a clerk is offered to one, with reasons; anybody else may do it, too. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderAssignmentTest {

    private static final String TASKS = "/api/orders/tasks";
    private static final String LEAD = "E030";
    /** Sees nothing but what he has written himself. */
    private static final String NARROW = "E034";
    /** A clerk for the length of a test. */
    private static final String PASSING = "E035";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, Object> ILL = Map.of("reason", "I have a cold");

    private final DataSource database;
    private final Stored stored;
    private OrderApi orders;

    OrderAssignmentTest(DataSource database) {
        this.database = database;
        this.stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
        orders.organisation.employee(LEAD, "CLERK_LEAD", "ALL");
        orders.organisation.employee(NARROW, "CLERK", "SELF");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Stream.of(LEAD, NARROW)
                        .allMatch(who -> orders.api.as(who).get(TASKS).statusCode() == 200));
    }

    @Test
    @Tag("TKT-4")
    @Tag("ADM-ORG-1")
    @DisplayName(
            "a received order is offered to a clerk for entry, with reasons that add up; whoever enters it, it is done")
    void isOffered_accepted_andDoneByWhoever() {
        String id = orders.received();
        Map<String, Object> task = task(id, "order-entry");
        String assignee = (String) task.get("assigneeNo");
        assertThat(task)
                .containsEntry("state", "OFFERED")
                .containsEntry("subjectType", "order")
                .containsEntry("subjectNumber", orders.get(id).path("number"));
        assertThat(reasons(task))
                .extracting(why -> why.get("criterion"))
                .containsExactly("LOAD", "SKILL", "HISTORY", "OWN");
        assertThat(reasons(task).stream()
                        .mapToInt(why -> (int) why.get("points"))
                        .sum())
                .isEqualTo((int) task.get("score"))
                .isPositive();
        assertThat(mine(assignee)).contains((String) task.get("id"));

        Response accepted = assertStatus(orders.api.as(assignee).ifMatch(0).post(path(task) + "/accept"), 200);
        assertThat(accepted.<String>path("state")).isEqualTo("ACCEPTED");
        assertThat(mine(assignee)).contains((String) task.get("id"));
        String other = another(assignee);
        Response entered = assertStatus(orders.command(other, id, "enter", null), 200);
        assertThat(entered.header("Event-Version")).as("of the order").isEqualTo("3");
        Map<String, Object> done = task(id, "order-entry");
        assertThat(done).containsEntry("state", "DONE").containsEntry("doneBy", other);
        assertThat(mine(assignee)).doesNotContain((String) task.get("id"));

        List<Received> told = told((String) task.get("id"), 3);
        assertThat(told.stream().map(Received::type))
                .containsExactly(
                        "neiqin.orders.task-offered.v1",
                        "neiqin.orders.task-accepted.v1",
                        "neiqin.orders.task-done.v1");
        TaskOffered offered = told.get(0).as(TaskOffered.class);
        assertThat(offered.assigneeNo()).isEqualTo(assignee);
        assertThat(offered.score())
                .isEqualTo(
                        offered.reasons().stream().mapToInt(why -> why.points()).sum());
        assertThat(offered.offeredBy()).isNull();
        assertThat(told.get(2).as(TaskDone.class).doneBy()).isEqualTo(other);
        assertThat(told.get(2).as(TaskDone.class).assigneeNo()).isEqualTo(assignee);
    }

    @Test
    @Tag("TKT-4")
    @Tag("DAT-2")
    @DisplayName("an entered order is offered for its check to somebody who has not typed or entered it")
    void isOffered_toAnother_forItsCheck() {
        String id = orders.received();
        assertStatus(orders.command(SECOND_CLERK, id, "enter", null), 200);
        Map<String, Object> check = task(id, "order-verification");
        assertThat((String) check.get("assigneeNo")).isNotNull().isNotIn(CLERK, SECOND_CLERK);
        for (String enterer : List.of(CLERK, SECOND_CLERK)) {
            Refusal.of(
                            "the enterer as verifier",
                            422,
                            "assignee-not-eligible",
                            api -> api.as(LEAD)
                                    .post(path(check) + "/reassign", Map.of("to", enterer, "reason", "he is free")))
                    .at("/to")
                    .check(stored, orders.api);
        }
        assertStatus(
                orders.command(THIRD_CLERK, id, "reject-verification", Map.of("differences", List.of("price"))), 200);
        assertThat(task(id, "order-verification"))
                .containsEntry("state", "DONE")
                .containsEntry("doneBy", THIRD_CLERK);
        Map<String, Object> again = task(id, "order-entry");
        assertThat(again).containsEntry("state", "OFFERED");
        boolean isTypist = CLERK.equals(again.get("assigneeNo"));
        assertThat(reasons(again))
                .anyMatch(why ->
                        why.get("criterion").equals("OWN") && why.get("value").equals(isTypist ? 1 : 0));
        assertStatus(orders.command(CLERK, id, "enter", null), 200);
        assertStatus(orders.command(THIRD_CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 200);
        assertThat(states(id)).containsExactlyInAnyOrder("DONE", "DONE", "DONE", "DONE");
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("who declines is not asked again; the next one is, until nobody is left; and only the lead reads why")
    void isOfferedToTheNext_whenDeclined() {
        String id = orders.received();
        List<String> asked = declinedByAll(id);
        Map<String, Object> task = task(id, "order-entry");
        assertThat(asked).contains(CLERK, SECOND_CLERK, THIRD_CLERK).doesNotContain(NARROW, LEAD, MANAGER);
        assertThat(task).containsEntry("state", "UNASSIGNED").containsEntry("assigneeNo", null);
        String first = asked.get(0);
        assertThat(whys(first, task)).startsWith(ILL.get("reason"), (Object) null);
        assertThat(whys(LEAD, task)).containsOnly(ILL.get("reason")).hasSize(asked.size());
        List<Received> told = told((String) task.get("id"), 2 * asked.size() + 1);
        assertThat(told).noneMatch(event -> event.text().contains("cold"));
        assertThat(told.get(2 * asked.size()).as(TaskOffered.class).assigneeNo())
                .isNull();
        assertStatus(orders.command(first, id, "enter", null), 200);
        assertThat(task(id, "order-entry")).containsEntry("state", "DONE").containsEntry("doneBy", first);
    }

    @Test
    @Tag("TKT-4")
    @Tag("ADM-ORG-1")
    @DisplayName("a lead gives a task to another, with a reason")
    void isReassigned_byALead() {
        String id = orders.received();
        Map<String, Object> task = task(id, "order-entry");
        String other = another((String) task.get("assigneeNo"));
        Map<String, Object> to = Map.of("to", other, "reason", "knows the plant");
        Response moved = assertStatus(orders.api.as(LEAD).ifMatch(0).post(path(task) + "/reassign", to), 200);
        assertThat(moved.<String>path("assigneeNo")).isEqualTo(other);
        assertThat(moved.<List<Object>>path("reasons")).isEmpty();
        assertThat(moved.<String>path("turns[0].reason")).isEqualTo("knows the plant");
        TaskOffered offered = told((String) task.get("id"), 2).get(1).as(TaskOffered.class);
        assertThat(offered.assigneeNo()).isEqualTo(other);
        assertThat(offered.offeredBy()).isEqualTo(LEAD);
        assertStatus(orders.api.as(other).post(path(task) + "/accept"), 200);
        assertThat(moved.<List<String>>path("allowedActions")).containsExactly("reassign");
        assertStatus(
                orders.api.as(LEAD).post(path(task) + "/reassign", Map.of("to", CLERK, "reason", "he is back")), 200);
        assertThat(task(id, "order-entry")).containsEntry("state", "OFFERED").containsEntry("assigneeNo", CLERK);
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("what somebody has who leaves is offered anew; with nobody left it waits for the lead")
    void isOfferedAnew_whenItsAssigneeLeaves() throws InterruptedException {
        // Before he comes, or the rule would give him some of it.
        String entry = orders.received();
        String declined = orders.received();
        List<String> asked = declinedByAll(declined);
        orders.organisation.employee(PASSING, "CLERK", "ALL");
        await().atMost(PATIENCE).until(() -> orders.api.as(PASSING).get(TASKS).statusCode() == 200);
        String accepted = givenToPassing(entry);
        assertStatus(orders.api.as(PASSING).post(path(accepted) + "/accept"), 200);
        String offered = givenToPassing(declined);

        LocalDate yesterday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
        orders.organisation.left(PASSING, "SALES", yesterday, Organisation.role("CLERK", "ALL"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.of(accepted, offered))
                        .extracting(id -> get(id).<String>path("assigneeNo"))
                        .doesNotContain(PASSING));
        Response anew = get(accepted);
        assertThat(anew.<String>path("state")).isEqualTo("OFFERED");
        assertThat(anew.<String>path("acceptedAt")).isNull();
        assertThat(anew.<List<Object>>path("reasons")).isNotEmpty();
        assertThat(anew.<Map<String, Object>>path("turns[-1]"))
                .containsEntry("fromNo", PASSING)
                .containsEntry("toNo", null)
                .containsEntry("byNo", "neiqin-orders");
        TaskOffered told = told(accepted, 4).get(3).as(TaskOffered.class);
        assertThat(told.assigneeNo()).isEqualTo(anew.path("assigneeNo"));
        assertThat(told.offeredBy()).isNull();
        assertStatus(orders.api.as(told.assigneeNo()).post(path(accepted) + "/accept"), 200);

        assertThat(get(offered).<String>path("state")).isEqualTo("UNASSIGNED");
        assertThat(told(offered, 2 * asked.size() + 3)
                        .get(2 * asked.size() + 2)
                        .as(TaskOffered.class)
                        .assigneeNo())
                .isNull();
        assertThat(orders.api
                        .as(LEAD)
                        .get(TASKS + "?state=UNASSIGNED&subjectId=" + declined)
                        .<List<String>>path("items.id"))
                .containsExactly(offered);
        assertStatus(orders.api.as(LEAD).post(path(offered) + "/reassign", toWhom(CLERK)), 200);
        // Who holds a role is remembered for a second: the next test's order is not to be offered to him.
        Thread.sleep(1_100);
    }

    /** Returns the task's id. */
    private String givenToPassing(String order) {
        String id = (String) task(order, "order-entry").get("id");
        // Who holds a role is remembered for a second.
        await().atMost(PATIENCE)
                .until(() -> orders.api
                                .as(LEAD)
                                .post(path(id) + "/reassign", toWhom(PASSING))
                                .statusCode()
                        == 200);
        return id;
    }

    /** Until nobody is left; returns those who were asked, in their order. */
    private List<String> declinedByAll(String order) {
        List<String> asked = new ArrayList<>();
        Map<String, Object> task = task(order, "order-entry");
        while (task.get("state").equals("OFFERED")) {
            String assignee = (String) task.get("assigneeNo");
            assertThat(asked).doesNotContain(assignee);
            asked.add(assignee);
            Api as = orders.api.as(assignee).newKey();
            Response declined = assertStatus(as.post(path(task) + "/decline", ILL), 200);
            Response repeated = stored.unchangedBy(() -> assertStatus(as.post(path(declined) + "/decline", ILL), 200));
            assertThat(repeated.header("Idempotent-Replay")).isEqualTo("true");
            task = task(order, "order-entry");
        }
        return asked;
    }

    @TestFactory
    @Tag("TKT-4")
    @Tag("SEC-1")
    @DisplayName("what one may not do with a task")
    Stream<DynamicTest> refuses() {
        String id = orders.received();
        Map<String, Object> task = task(id, "order-entry");
        String open = path(task);
        String assignee = (String) task.get("assigneeNo");
        String done = path(task(orders.entered(), "order-entry"));
        String taken = path(task(orders.received(), "order-entry"));
        String taker = orders.api.as(LEAD).get(taken).path("assigneeNo");
        assertStatus(orders.api.as(taker).post(taken + "/accept"), 200);
        Map<String, Object> to = Map.of("to", CLERK, "reason", "why not");
        return Refusal.tests(
                stored,
                orders.api,
                post(
                        "accept what is offered to another",
                        422,
                        "task-of-another",
                        another(assignee),
                        open,
                        "accept",
                        null),
                post("decline for another", 422, "task-of-another", another(assignee), open, "decline", ILL),
                post("accept out of sight", 404, "not-found", NARROW, open, "accept", null),
                post("accept nothing", 404, "not-found", CLERK, TASKS + "/" + id, "accept", null),
                post("accept what is done", 409, "illegal-transition", CLERK, done, "accept", null)
                        .allowing(List.of()),
                post("reassign what is done", 409, "illegal-transition", LEAD, done, "reassign", to)
                        .allowing(List.of()),
                post("accept twice", 409, "illegal-transition", taker, taken, "accept", null)
                        .allowing(List.of()),
                post("decline what is accepted", 409, "illegal-transition", taker, taken, "decline", ILL)
                        .allowing(List.of()),
                post("decline without a reason", 400, "invalid-request", assignee, open, "decline", Map.of())
                        .at("/reason"),
                post("reassign as a clerk", 403, "role-missing", assignee, open, "reassign", to),
                post("reassign out of sight", 404, "not-found", NARROW, open, "reassign", to),
                post(
                                "reassign to one without the role",
                                422,
                                "assignee-not-eligible",
                                LEAD,
                                open,
                                "reassign",
                                toWhom(MANAGER))
                        .at("/to"),
                post(
                                "reassign to one without sight",
                                422,
                                "assignee-not-eligible",
                                LEAD,
                                open,
                                "reassign",
                                toWhom(NARROW))
                        .at("/to"),
                post(
                        "reassign to whoever has it",
                        409,
                        "task-assignee-already",
                        LEAD,
                        open,
                        "reassign",
                        toWhom(assignee)),
                post("reassign without a reason", 400, "invalid-request", LEAD, open, "reassign", Map.of("to", CLERK))
                        .at("/reason"),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(assignee).ifMatch(7).post(open + "/accept")),
                Refusal.of(
                        "a look out of sight",
                        404,
                        "not-found",
                        api -> api.as(NARROW).get(open)),
                Refusal.of(
                        "an unknown state",
                        400,
                        "parameter-invalid",
                        api -> api.as(CLERK).get(TASKS + "?state=GONE")),
                Refusal.of(
                        "neither mine nor not",
                        400,
                        "parameter-invalid",
                        api -> api.as(CLERK).get(TASKS + "?mine=E001")),
                Refusal.of(
                        "anonymous",
                        401,
                        "token-missing",
                        api -> api.anonymous().get(TASKS)));
    }

    @Test
    @Tag("TKT-4")
    @DisplayName("a cancelled order, a machine's and imported history wait for nobody")
    void isDropped_orNeverOffered() {
        String cancelled = orders.received();
        String task = (String) task(cancelled, "order-entry").get("id");
        assertStatus(orders.command(MANAGER, cancelled, "cancel", Map.of("reason", "not wanted")), 200);
        assertThat(states(cancelled)).containsExactly("DROPPED");
        assertThat(told(task, 2).get(1).as(TaskDropped.class).assigneeNo()).isNotNull();

        Api machine = orders.api.as(IMPORTER);
        Api history = machine.header("X-Import-Batch", "old-erp").header("X-Business-Date", "1996-07-04");
        for (Api api : List.of(machine, history)) {
            String channel = api == machine ? "API" : "PHONE";
            String id = assertStatus(api.post(ORDERS, with(body(orders.customer()), "channel", channel)), 201)
                    .path("id");
            assertStatus(api.post(ORDERS + "/" + id + "/receive"), 200);
            assertStatus(api.post(ORDERS + "/" + id + "/enter"), 200);
            assertThat(states(id)).isEmpty();
        }
    }

    @Test
    @Tag("TKT-4")
    @Tag("ADM-ORG-1")
    @DisplayName("eight at once do not all go to whoever has least to do")
    void isSpread_whenManyComeAtOnce() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 3; round++) {
                forgetTasks();
                List<String> drafts = IntStream.range(0, 8)
                        .mapToObj(i -> orders.draft(body(orders.oneCustomer())))
                        .toList();
                List<Callable<Integer>> receive = drafts.stream()
                        .<Callable<Integer>>map(id ->
                                () -> orders.command(CLERK, id, "receive", null).statusCode())
                        .toList();
                for (var answer : pool.invokeAll(receive)) {
                    assertThat(answer.get()).isEqualTo(200);
                }
                Map<String, Integer> load = new TreeMap<>();
                drafts.forEach(id -> load.merge((String) task(id, "order-entry").get("assigneeNo"), 2, Integer::sum));
                System.out.println("eight received at once: " + load);
                // Whoever was asked had at most 1.5 times the average before, of three clerks or more, and got 2.
                double average = 16.0 / Math.max(3, load.size());
                assertThat(load.values())
                        .allMatch(weight -> weight <= 1.5 * average + 2)
                        .hasSizeGreaterThan(2);
            }
        } finally {
            pool.shutdown();
        }
    }

    /** Nobody has anything to do. */
    private void forgetTasks() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from work_task")) {
            delete.executeUpdate();
        }
    }

    private Refusal post(String name, int status, String code, String who, String path, String command, Object body) {
        return Refusal.of(
                name,
                status,
                code,
                api -> body == null
                        ? api.as(who).post(path + "/" + command)
                        : api.as(who).post(path + "/" + command, body));
    }

    private static Map<String, Object> toWhom(String employeeNo) {
        return Map.of("to", employeeNo, "reason", "why not");
    }

    /** The newest of this kind. */
    private Map<String, Object> task(String order, String kind) {
        List<Map<String, Object>> found = assertStatus(
                        orders.api.as(LEAD).get(TASKS + "?subjectId=" + order + "&kind=" + kind), 200)
                .path("items");
        assertThat(found).isNotEmpty();
        return found.get(0);
    }

    private List<String> states(String order) {
        return assertStatus(orders.api.as(LEAD).get(TASKS + "?subjectId=" + order), 200)
                .path("items.state");
    }

    private List<String> mine(String who) {
        Response spelt = assertStatus(orders.api.as(who).get(TASKS + "?mine=true&limit=200"), 200);
        assertThat(spelt.<List<String>>path("items.assigneeNo")).allMatch(who::equals);
        assertThat(spelt.<List<String>>path("items.state")).isSubsetOf("OFFERED", "ACCEPTED");
        Response mine = assertStatus(orders.api.as(who).get(TASKS + "?mine&limit=200"), 200);
        assertThat(mine.asString()).isEqualTo(spelt.asString());
        return mine.path("items.id");
    }

    private List<Object> whys(String who, Map<String, Object> task) {
        return assertStatus(orders.api.as(who).get(path(task)), 200).path("turns.reason");
    }

    private static String path(Map<String, Object> task) {
        return TASKS + "/" + task.get("id");
    }

    private static String path(String id) {
        return TASKS + "/" + id;
    }

    private Response get(String id) {
        return assertStatus(orders.api.as(LEAD).get(path(id)), 200);
    }

    private static String path(Response task) {
        return TASKS + "/" + task.path("id");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> reasons(Map<String, Object> task) {
        return (List<Map<String, Object>>) task.get("reasons");
    }

    /** A clerk who is not this one. */
    private static String another(String assignee) {
        return assignee.equals(SECOND_CLERK) ? THIRD_CLERK : SECOND_CLERK;
    }

    private static List<Received> told(String id, int count) {
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            return probe.await(count, EventProbe.about(id), Duration.ofSeconds(30));
        }
    }
}
