package io.neiqin.platform.approval;

import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.DelegationEvent.DelegationChanged;
import io.neiqin.events.admin.EmployeeEvent.Role;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Notes need the head of the department and, beside him, one of LEGAL; then the second superior. AP-CLERK works under
 * AP-HEAD, he under AP-BOSS.
 */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ApprovalTest {

    private static final String APPROVALS = "/api/platform/approvals";
    private static final String CLERK = "AP-CLERK";
    private static final String HEAD = "AP-HEAD";
    private static final String BOSS = "AP-BOSS";
    private static final String LAWYER = "AP-LAW1";
    private static final String OTHER_LAWYER = "AP-LAW2";
    private static final String BUYER = "AP-BUY";
    private static final String DEPUTY = "AP-DEPUTY";
    private static final String OUTSIDER = "AP-OUT";
    private static final String COPIED = "AP-COPY";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static boolean hired;

    @Inject
    DataSource database;

    private NoteApi notes;
    private Sql sql;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
        if (!hired) {
            hire();
            hired = true;
        }
    }

    private void hire() {
        Organisation org = notes.organisation;
        org.department("AP", null, BOSS);
        org.department("AP-TEAM", "AP", HEAD);
        org.department("AP-AWAY", null, null);
        org.employee(BOSS, "AP", null, new Role[0]);
        org.employee(HEAD, "AP-TEAM", BOSS, Organisation.role("CLERK", "SELF"));
        org.employee(CLERK, "AP-TEAM", HEAD, Organisation.role("CLERK", "SELF"));
        lawyers();
        org.employee(BUYER, "AP-AWAY", null, Organisation.role("PURCHASING", "SELF"));
        org.employee(DEPUTY, "AP-AWAY", null, new Role[0]);
        org.employee(OUTSIDER, "AP-AWAY", null, Organisation.role("CLERK", "SELF"));
        org.employee(COPIED, "AP-AWAY", null, Organisation.role("MARKETING", "SELF"));
        List.of(BOSS, HEAD, CLERK, LAWYER, OTHER_LAWYER, BUYER, DEPUTY, OUTSIDER, COPIED)
                .forEach(notes::awaitKnown);
    }

    private void lawyers() {
        notes.organisation.employee(LAWYER, "AP-AWAY", null, Organisation.role("LEGAL", "SELF"));
        notes.organisation.employee(OTHER_LAWYER, "AP-AWAY", null, Organisation.role("LEGAL", "SELF"));
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("a note goes through two nodes side by side and a second step, and is filed as it was approved")
    void approves_stepByStep() {
        String note = note(CLERK);
        assertProblem(act(CLERK, note, "file"), 409, "approval-missing");
        String id = submitted(CLERK, note);
        assertThat(asked(id)).containsExactly(HEAD, LAWYER, OTHER_LAWYER);
        assertThat(mine(HEAD, "todo")).contains(id);
        assertThat(mine(COPIED, "cc")).contains(id);
        assertThat(mine(CLERK, "requested")).contains(id);
        assertThat(running(id)).containsExactly(HEAD, LAWYER, OTHER_LAWYER);
        Response shown = approve(HEAD, id);
        assertThat(shown.<Integer>path("step")).isEqualTo(1);
        assertThat(shown.<String>path("content.amount")).isEqualTo("12.50");
        assertThat(asked(id)).containsExactly(LAWYER, OTHER_LAWYER);
        approve(OTHER_LAWYER, id);
        assertThat(asked(id)).containsExactly(BOSS);
        assertThat(running(id)).containsExactly(BOSS);
        assertThat(sql.column("select owner_no from hand_over where subject_id = ?::uuid", id))
                .as("it lies with the first who is asked")
                .containsExactly(BOSS);
        assertThat(mine(OTHER_LAWYER, "done")).contains(id);
        assertThat(mine(LAWYER, "todo")).doesNotContain(id);
        Response last = approve(BOSS, id);
        assertThat(last.<String>path("status")).isEqualTo("APPROVED");
        assertThat(last.<List<String>>path("allowedActions")).isEmpty();
        assertThat(running(id)).isEmpty();
        assertThat(sql.column(
                        "select jsonb_array_length(chain -> 'links') from hand_over"
                                + " where subject_id = ?::uuid and owner_no is null",
                        id))
                .as("from the head to a lawyer to the boss")
                .containsExactly("3");
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            List<Received> told = probe.await(5, event -> id.equals(event.key()), PATIENCE);
            assertThat(told)
                    .extracting(Received::type)
                    .containsExactly(
                            "neiqin.reporting.approval-requested.v1",
                            "neiqin.reporting.approval-decided.v1",
                            "neiqin.reporting.approval-decided.v1",
                            "neiqin.reporting.approval-decided.v1",
                            "neiqin.reporting.approval-completed.v1");
        }
    }

    @Test
    @DisplayName("what was approved is this content: another is not")
    void covers_noOtherContent() {
        String note = note(CLERK);
        String id = approved(note);
        assertThat(title(note)).startsWith("approved");
        assertProblem(act(CLERK, note, "file"), 409, "approval-of-other-content");
        sql.run(
                "update note set title = (select content::json ->> 'title' from approval where id = ?::uuid)"
                        + " where id = ?::uuid",
                id,
                note);
        assertStatus(act(CLERK, note, "file"), 200);
        sql.run("update note set amount = 12.51 where id = ?::uuid", note);
        assertProblem(act(CLERK, note, "file"), 409, "approval-of-other-content");
        assertStatus(act(CLERK, note, "drop"), 200);
        assertThat(get(CLERK, id).<String>path("status")).isEqualTo("EXPIRED");
        assertProblem(act(CLERK, note, "file"), 409, "approval-missing");
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("who has another content before his eyes than is asked for now approves nothing")
    void refuses_whoHasSeenAnother() {
        String note = note(CLERK);
        String id = submitted(CLERK, note);
        String seen = hash(id);
        assertStatus(decide(CLERK, id, "withdraw", null), 200);
        assertThat(submitted(CLERK, note)).isEqualTo(id);
        assertProblem(decide(HEAD, id, "approve", Map.of("contentHash", seen)), 409, "approval-of-other-content");
        assertThat(asked(id)).contains(HEAD);
        approve(HEAD, id);
    }

    @Test
    @DisplayName("whoever is asked and leaves hinders nobody else; a step that finds nobody is not begun")
    void goesOn_whenSomebodyLeaves() {
        String leaver = "AP-LEAVER";
        String team = "AP-L" + UUID.randomUUID().toString().substring(0, 4);
        notes.organisation.department(team, "AP", leaver);
        notes.organisation.employee(leaver, team, BOSS, new Role[0]);
        String clerk = "AP-UNDER";
        notes.organisation.employee(clerk, team, leaver, Organisation.role("CLERK", "SELF"));
        notes.awaitKnown(leaver);
        await().atMost(PATIENCE)
                .until(() -> sql.number("select count(*) from org_department where head_no = 'AP-LEAVER'") > 0);
        notes.awaitKnown(clerk);
        String id = submitted(clerk, note(clerk));
        assertThat(asked(id)).containsExactly(LAWYER, OTHER_LAWYER, leaver);
        notes.organisation.left(leaver, team, LocalDate.of(2020, 1, 31));
        await().atMost(PATIENCE)
                .until(() -> sql.number("select count(*) from org_employee where employee_no = 'AP-LEAVER'"
                                + " and left_on is not null")
                        == 1);
        approve(LAWYER, id);
        assertThat(asked(id)).containsExactly(leaver);
        assertThat(mine(BOSS, "todo")).as("his superior speaks for him").contains(id);
        assertThat(get(BOSS, id).<List<String>>path("words")).containsExactly(leaver);
        assertStatus(decide(BOSS, id, "approve", Map.of("inPlaceOf", leaver)), 200);
        assertThat(asked(id)).containsExactly(BOSS);
        assertThat(approve(BOSS, id).<String>path("status")).isEqualTo("APPROVED");
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("who was asked for a role that he does not have any more decides nothing")
    void refuses_whoLostHisRole() {
        String lawyer = "AP-EXLAW";
        notes.organisation.employee(lawyer, "AP-AWAY", null, Organisation.role("LEGAL", "SELF"));
        await().atMost(PATIENCE).until(() -> legal() == 3);
        String id = submitted(CLERK, note(CLERK));
        assertThat(asked(id)).contains(lawyer);
        String handed = submitted(CLERK, note(CLERK));
        assertStatus(decide(LAWYER, handed, "add-signers", Map.of("people", List.of(DEPUTY))), 200);
        notes.organisation.employee(lawyer, "AP-AWAY", null, Organisation.role("CLERK", "SELF"));
        await().atMost(PATIENCE).until(() -> legal() == 2);
        assertProblem(decide(lawyer, id, "approve", Map.of()), 403, "approval-not-meant");
        assertProblem(decide(lawyer, id, "reject", Map.of("comment", "no")), 403, "approval-not-meant");
        assertStatus(decide(CLERK, id, "urge", null), 200);
        assertThat(asked(id)).contains(LAWYER).doesNotContain(lawyer);
        assertThat(running(id)).doesNotContain(lawyer);
        assertProblem(decide(CLERK, id, "urge", null), 409, "approval-urged-already");
        approve(DEPUTY, handed);
        approve(LAWYER, id);
    }

    private long legal() {
        return sql.number(
                "select count(*) from org_employee where left_on is null and roles @> '[{\"role\": \"LEGAL\"}]'");
    }

    @Test
    @DisplayName("in the place of the requester stands his superior; where nobody is, whoever is named for that")
    void finds_whoeverTheRulesMean() {
        assertThat(asked(submitted(HEAD, note(HEAD)))).contains(BOSS).doesNotContain(HEAD);
        LocalDate gone = LocalDate.of(2020, 1, 31);
        notes.organisation.left(LAWYER, "AP-AWAY", gone, Organisation.role("LEGAL", "SELF"));
        notes.organisation.left(OTHER_LAWYER, "AP-AWAY", gone, Organisation.role("LEGAL", "SELF"));
        await().atMost(PATIENCE).until(() -> legal() == 0);
        assertThat(asked(submitted(CLERK, note(CLERK)))).containsExactly(BUYER, HEAD);
        lawyers();
        await().atMost(PATIENCE).until(() -> legal() == 2);
    }

    @Test
    @DisplayName("whoever is named to stand in decides, on the days he is named for, and not about his own request")
    void decides_inPlaceOfAnother() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String old = approved(note(CLERK));
        String id = submitted(CLERK, note(CLERK));
        assertProblem(decide(DEPUTY, id, "approve", Map.of()), 404, "not-found");
        UUID delegation = delegate(UUID.randomUUID(), HEAD, DEPUTY, today.minusDays(1), today.plusDays(1));
        await().atMost(PATIENCE).until(() -> mine(DEPUTY, "todo").contains(id));
        assertProblem(get(DEPUTY, old), 404, "not-found");
        assertProblem(decide(DEPUTY, id, "approve", Map.of()), 403, "approval-not-asked");
        assertProblem(decide(DEPUTY, id, "approve", Map.of("inPlaceOf", LAWYER)), 403, "approval-not-asked");
        Map<String, String> forHim = Map.of("comment", "for him", "inPlaceOf", HEAD);
        Response decided = assertStatus(decide(DEPUTY, id, "approve", forHim), 200);
        assertProblem(decide(DEPUTY, id, "approve", forHim), 403, "approval-not-asked");
        assertThat(decided.<String>path("tasks.find { it.approver == 'AP-HEAD' }.decidedBy"))
                .isEqualTo(DEPUTY);
        assertThat(asked(id)).doesNotContain(HEAD);
        assertStatus(get(DEPUTY, id), 200);
        delegate(delegation, HEAD, DEPUTY, today.minusDays(1), today.minusDays(1));
        await().atMost(PATIENCE)
                .until(() -> get(DEPUTY, submitted(CLERK, note(CLERK))).statusCode() == 404);
        UUID own = delegate(UUID.randomUUID(), HEAD, CLERK, today, today);
        String another = submitted(CLERK, note(CLERK));
        await().atMost(PATIENCE)
                .until(() -> sql.number("select count(*) from org_delegation where deputy_no = 'AP-CLERK'") == 1);
        assertThat(mine(CLERK, "todo")).doesNotContain(another);
        assertProblem(decide(CLERK, another, "approve", Map.of("inPlaceOf", HEAD)), 403, "approval-not-asked");
        assertThat(get(CLERK, another).<List<String>>path("allowedActions")).containsExactly("withdraw", "urge");
        delegate(own, HEAD, CLERK, today, today.minusDays(1));
    }

    private UUID delegate(UUID id, String principal, String deputy, LocalDate from, LocalDate to) {
        notes.feeder.publish(new DelegationChanged(id, principal, deputy, from, to));
        return id;
    }

    @Test
    @DisplayName("sent back to the requester it goes on as the next round, and everybody has his time anew")
    void returns_toTheRequester() {
        String note = note(CLERK);
        String id = submitted(CLERK, note);
        approve(HEAD, id);
        assertStatus(decide(LAWYER, id, "send-back", Map.of("comment", "which customer?")), 200);
        assertThat(get(CLERK, id).<String>path("status")).isEqualTo("RETURNED");
        assertThat(running(id)).isEmpty();
        assertThat(title(note)).startsWith("returned");
        assertThat(submitted(CLERK, note)).isEqualTo(id);
        assertThat(get(CLERK, id).<Integer>path("round")).isEqualTo(2);
        assertThat(get(CLERK, id).<String>path("content.title")).startsWith("returned");
        assertThat(asked(id)).containsExactly(HEAD, LAWYER, OTHER_LAWYER);
        assertThat(running(id)).containsExactly(HEAD, LAWYER, OTHER_LAWYER);
    }

    @Test
    @DisplayName("sent back to an earlier step, that one is asked anew and has its time anew")
    void returns_toAnEarlierStep() {
        String id = submitted(CLERK, note(CLERK));
        assertProblem(
                decide(HEAD, id, "send-back", Map.of("comment", "?", "toStep", 1)), 422, "approval-no-earlier-step");
        approve(HEAD, id);
        approve(LAWYER, id);
        assertStatus(decide(BOSS, id, "send-back", Map.of("comment", "look again", "toStep", 1)), 200);
        assertThat(asked(id)).containsExactly(HEAD, LAWYER, OTHER_LAWYER);
        assertThat(running(id)).containsExactly(HEAD, LAWYER, OTHER_LAWYER);
        approve(HEAD, id);
        approve(LAWYER, id);
        assertThat(approve(BOSS, id).<String>path("status")).isEqualTo("APPROVED");
    }

    @Test
    @DisplayName("hands on, asks others, reminds once an hour, withdraws")
    void handsOn_asksOthers_reminds_withdraws() {
        String note = note(CLERK);
        String id = submitted(CLERK, note);
        assertProblem(act(CLERK, note, "submit"), 409, "approval-pending");
        sql.run("update deadline set due_at = due_at - interval '1 hour' where subject_id = ?::uuid", id);
        String due = due(id, HEAD);
        assertStatus(decide(HEAD, id, "transfer", Map.of("to", DEPUTY)), 200);
        assertThat(due(id, DEPUTY)).as("in the time that is left").isEqualTo(due);
        assertStatus(decide(DEPUTY, id, "add-signers", Map.of("people", List.of(BUYER))), 200);
        assertThat(asked(id)).containsExactly(BUYER, DEPUTY, LAWYER, OTHER_LAWYER);
        assertThat(running(id)).containsExactly(BUYER, DEPUTY, LAWYER, OTHER_LAWYER);
        assertProblem(decide(DEPUTY, id, "transfer", Map.of("to", "AP-NOBODY")), 422, "unknown-employee-no");
        assertProblem(decide(DEPUTY, id, "transfer", Map.of("to", CLERK)), 422, "approval-by-requester");
        assertProblem(
                decide(DEPUTY, id, "add-signers", Map.of("people", List.of(BUYER))), 422, "approval-asked-already");
        assertProblem(decide(DEPUTY, id, "urge", null), 403, "approval-of-another");
        assertStatus(decide(CLERK, id, "urge", null), 200);
        assertProblem(decide(CLERK, id, "urge", null), 409, "approval-urged-already");
        assertProblem(decide(DEPUTY, id, "withdraw", null), 403, "approval-of-another");
        assertStatus(decide(CLERK, id, "withdraw", null), 200);
        assertProblem(decide(CLERK, id, "withdraw", null), 409, "approval-not-open");
        assertThat(running(id)).isEmpty();
    }

    @Test
    @DisplayName(
            "the first who decides, decides, also while a signer he has added is waited for; who has approved is not"
                    + " asked again")
    void decides_first() {
        String id = submitted(CLERK, note(CLERK));
        approve(HEAD, id);
        assertStatus(decide(LAWYER, id, "add-signers", Map.of("people", List.of(BUYER))), 200);
        approve(LAWYER, id);
        assertThat(asked(id)).containsExactly(BUYER);
        assertProblem(decide(OTHER_LAWYER, id, "reject", Map.of("comment", "late")), 403, "approval-not-asked");
        approve(BUYER, id);
        assertThat(asked(id)).containsExactly(BOSS);
        assertProblem(decide(BOSS, id, "transfer", Map.of("to", HEAD)), 422, "approval-asked-already");
        assertProblem(decide(BOSS, id, "add-signers", Map.of("people", List.of(BUYER))), 422, "approval-asked-already");
        assertThat(approve(BOSS, id).<String>path("status")).isEqualTo("APPROVED");
    }

    @Test
    @DisplayName("refuses whoever is not asked, a stale version, a bad body; the same request twice is one decision")
    void refuses_whatMustNotBe() {
        String id = submitted(CLERK, note(CLERK));
        assertProblem(decide(OUTSIDER, id, "approve", Map.of()), 404, "not-found");
        assertProblem(get(OUTSIDER, id), 404, "not-found");
        assertThat(mine(OUTSIDER, null)).doesNotContain(id);
        assertProblem(decide(CLERK, id, "approve", Map.of()), 403, "approval-not-asked");
        assertProblem(decide(HEAD, UUID.randomUUID().toString(), "approve", Map.of()), 404, "not-found");
        assertProblem(notes.api.as(HEAD).post(path(id, "approve"), Map.of()), 400, "invalid-request");
        assertProblem(decide(HEAD, id, "reject", Map.of()), 400, "invalid-request");
        assertProblem(decide(HEAD, id, "reject", Map.of("comment", "x".repeat(501))), 400, "invalid-request");
        assertProblem(notes.api.as(HEAD).get(APPROVALS + "?mine=yours"), 400, "parameter-invalid");
        assertProblem(
                notes.api.as(HEAD).ifMatch("99").post(path(id, "approve"), Map.of("contentHash", hash(id))),
                412,
                "stale-version");
        String key = UUID.randomUUID().toString();
        Response once = assertStatus(
                notes.api.as(HEAD).key(key).post(path(id, "approve"), Map.of("contentHash", hash(id))), 200);
        Response again = assertStatus(
                notes.api.as(HEAD).key(key).post(path(id, "approve"), Map.of("contentHash", hash(id))), 200);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(once.asString());
        assertProblem(decide(HEAD, id, "approve", Map.of()), 403, "approval-not-asked");
        assertStatus(decide(LAWYER, id, "reject", Map.of("comment", "no")), 200);
        assertThat(get(CLERK, id).<String>path("status")).isEqualTo("REJECTED");
        Response late =
                notes.api.as(OTHER_LAWYER).language("zh-CN").post(path(id, "approve"), Map.of("contentHash", hash(id)));
        assertProblem(late, 409, "approval-not-open");
        assertThat(late.<String>path("detail")).contains("REJECTED").contains("审批");
    }

    @Test
    @DisplayName("many decisions in one call have a result each; one that is refused keeps none of the others")
    void decides_manyAtOnce() {
        List<String> ids = List.of(submitted(CLERK, note(CLERK)), submitted(CLERK, note(CLERK)));
        String nowhere = UUID.randomUUID().toString();
        Response done = assertStatus(
                notes.api
                        .as(LAWYER)
                        .post(
                                APPROVALS + "/decisions",
                                Map.of(
                                        "decisions",
                                        List.of(
                                                decision(ids.get(0), "APPROVE"),
                                                decision(nowhere, "APPROVE"),
                                                decision(ids.get(1), "REJECT")))),
                200);
        assertThat(done.<String>path("results.find { it.id == '%s' }.status", ids.get(0)))
                .isEqualTo("PENDING");
        assertThat(done.<String>path("results.find { it.id == '%s' }.status", ids.get(1)))
                .isEqualTo("REJECTED");
        assertThat(done.<String>path("results.find { it.id == '%s' }.code", nowhere))
                .isEqualTo("not-found");
        assertThat(asked(ids.get(0))).containsExactly(HEAD);
        assertThat(get(CLERK, ids.get(1)).<String>path("status")).isEqualTo("REJECTED");
        Response history = assertStatus(notes.api.as(CLERK).get(APPROVALS + "/" + ids.get(1) + "/history"), 200);
        assertThat(history.<List<String>>path("items.command")).containsExactly("decisions", "submit");
        assertThat(history.<String>path("items[0].actor")).isEqualTo(LAWYER);
        assertProblem(
                notes.api.as(LAWYER).post(APPROVALS + "/decisions", Map.of("decisions", List.of())),
                400,
                "invalid-request");
        Map<String, Object> unsaid = Map.of("decisions", List.of(Map.of("id", ids.get(0), "decision", "REJECT")));
        assertThat(assertStatus(notes.api.as(HEAD).post(APPROVALS + "/decisions", unsaid), 200)
                        .<String>path("results[0].code"))
                .isEqualTo("approval-reason");
        assertProblem(notes.api.as(HEAD).ifMatch("1").post(APPROVALS + "/decisions", unsaid), 400, "if-match-of-many");
        assertThat(asked(ids.get(0))).containsExactly(HEAD);
        List<?> twice = List.of(decision(ids.get(0), "APPROVE"), decision(ids.get(0), "APPROVE"));
        assertThat(assertStatus(notes.api.as(HEAD).post(APPROVALS + "/decisions", Map.of("decisions", twice)), 200)
                        .<List<String>>path("results.code"))
                .containsExactly(null, "approval-not-asked");
        assertThat(sql.column(
                        "select a.version - max(h.version) from approval a join history_entry h on h.aggregate_id = a.id"
                                + " where a.id = ?::uuid group by a.version",
                        ids.get(0)))
                .as("what was written is in its history, also when it was locked again behind that")
                .containsExactly("0");
    }

    @Test
    @DisplayName("two who decide at the same moment: of a node that needs one, one does; both where both have to")
    void decides_once_whenTwoDoAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            String id = submitted(CLERK, note(CLERK));
            List<Integer> any = together(
                    () -> decide(LAWYER, id, "approve", Map.of()).statusCode(),
                    () -> decide(OTHER_LAWYER, id, "approve", Map.of()).statusCode());
            assertThat(any).containsExactlyInAnyOrder(200, 403);
            String both = submitted(CLERK, note(CLERK));
            List<Integer> all = together(
                    () -> decide(HEAD, both, "approve", Map.of()).statusCode(),
                    () -> decide(LAWYER, both, "approve", Map.of()).statusCode());
            assertThat(all).containsExactly(200, 200);
            assertThat(asked(both)).containsExactly(BOSS);
            List<Integer> against = together(
                    () -> decide(BOSS, both, "approve", Map.of()).statusCode(),
                    () -> decide(CLERK, both, "withdraw", null).statusCode());
            assertThat(against).containsExactlyInAnyOrder(200, 409);
        }
    }

    private static List<Integer> together(Callable<Integer> one, Callable<Integer> other) throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            List<Integer> codes = new ArrayList<>();
            for (var code : pool.invokeAll(List.of(one, other))) {
                codes.add(code.get());
            }
            return codes;
        } finally {
            pool.shutdownNow();
        }
    }

    private Map<String, Object> decision(String id, String decision) {
        return Map.of("id", id, "decision", decision, "contentHash", hash(id), "comment", "seen");
    }

    private String note(String who) {
        return assertStatus(notes.api.as(who).post(NOTES, NoteApi.body()), 201).path("id");
    }

    private String title(String note) {
        return notes.api.as(CLERK).get(NOTES + "/" + note).path("title");
    }

    private Response act(String who, String note, String command) {
        return notes.api.as(who).post(NOTES + "/" + note + "/" + command);
    }

    private String submitted(String who, String note) {
        assertStatus(act(who, note, "submit"), 200);
        return notes.api
                .as(who)
                .get(APPROVALS + "?status=PENDING&subjectId=" + note)
                .path("items[0].id");
    }

    private String approved(String note) {
        String id = submitted(CLERK, note);
        List.of(HEAD, LAWYER, BOSS).forEach(who -> approve(who, id));
        return id;
    }

    private Response approve(String who, String id) {
        return assertStatus(decide(who, id, "approve", Map.of()), 200);
    }

    /** An approval says which content it approves: the one of now. */
    private Response decide(String who, String id, String action, Map<String, ?> body) {
        if (body == null) {
            return notes.api.as(who).post(path(id, action));
        }
        Map<String, Object> said = new HashMap<>(body);
        if (action.equals("approve")) {
            said.putIfAbsent("contentHash", hash(id));
        }
        return notes.api.as(who).post(path(id, action), said);
    }

    private String hash(String id) {
        return sql.column("select content_hash from approval where id = ?::uuid", id).stream()
                .findFirst()
                .orElse("none");
    }

    private static String path(String id, String action) {
        return APPROVALS + "/" + id + "/" + action;
    }

    private Response get(String who, String id) {
        return notes.api.as(who).get(APPROVALS + "/" + id);
    }

    private List<String> asked(String id) {
        return sql.column("select unnest(asked) from approval where id = ?::uuid order by 1", id);
    }

    private List<String> mine(String who, String mine) {
        String query = mine == null ? "?limit=200" : "?limit=200&mine=" + mine;
        return assertStatus(notes.api.as(who).get(APPROVALS + query), 200).path("items.id");
    }

    private String due(String id, String whose) {
        return sql.column(
                        "select due_at from deadline where subject_id = ?::uuid and owner_no = ? and stopped_at is null",
                        id,
                        whose)
                .get(0);
    }

    /** Whose time runs. */
    private List<String> running(String id) {
        return sql.column(
                "select owner_no from deadline where subject_id = ?::uuid and stopped_at is null order by 1", id);
    }
}
