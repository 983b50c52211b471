package io.neiqin.platform.handover;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A clerk asks production about a note. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class HandOverTest {

    private static final String HAND_OVERS = "/api/platform/hand-overs";
    private static final String MAKER = "HO-MAKER";
    private static final String PLANNER = "HO-PLAN";
    private static final String DEPUTY = "HO-DEPUTY";
    private static final String OUTSIDER = "HO-OUT";
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
            notes.organisation.department("HO-WORKS", null, null);
            notes.organisation.department("HO-PLANNING", null, null);
            notes.organisation.employee(MAKER, "HO-WORKS", null, new Role[0]);
            notes.organisation.employee(PLANNER, "HO-PLANNING", null, new Role[0]);
            notes.organisation.employee(DEPUTY, "HO-PLANNING", null, new Role[0]);
            notes.organisation.employee(OUTSIDER, "HO-PLANNING", null, Organisation.role("CLERK", "SELF"));
            List.of(MAKER, PLANNER, DEPUTY, OUTSIDER).forEach(notes::awaitKnown);
            hired = true;
        }
    }

    @Test
    @Tag("ORD-39")
    @DisplayName("a question is passed on and answered; its time goes on, and each department's minutes are shown")
    void asks_passesOn_answers() {
        String id = ask(NoteApi.CLERK, notes.note(), MAKER);
        assertThat(mine(MAKER)).contains(id);
        String due = due(id);
        assertStatus(act(MAKER, id, "pass-on", Map.of("toNo", PLANNER, "words", "you plan this")), 200);
        assertThat(mine(MAKER)).doesNotContain(id);
        assertThat(due(id)).isEqualTo(due);
        assertThat(sql.column("select owner_no from deadline where subject_id = ?::uuid and stopped_at is null", id))
                .containsExactly(PLANNER);
        Response answered = assertStatus(act(PLANNER, id, "answer", Map.of("words", "on Friday")), 200);
        assertThat(answered.<String>path("ownerNo")).isNull();
        assertThat(answered.<String>path("answer.words")).isEqualTo("on Friday");
        assertThat(answered.<List<String>>path("links.ownerNo")).containsExactly(MAKER, PLANNER);
        assertThat(answered.<List<String>>path("held.departmentId"))
                .containsExactly(
                        Organisation.departmentId("HO-WORKS").toString(),
                        Organisation.departmentId("HO-PLANNING").toString());
        assertThat(sql.number("select count(*) from deadline where subject_id = ?::uuid and stopped_at is null", id))
                .isZero();
        assertThat(get(NoteApi.CLERK, id).<String>path("answer.by")).isEqualTo(PLANNER);
        assertThat(get(MAKER, id).statusCode()).isEqualTo(200);
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            assertThat(probe.await(3, event -> id.equals(event.key()), PATIENCE))
                    .extracting(Received::type)
                    .containsExactly(
                            "neiqin.reporting.hand-over-opened.v1",
                            "neiqin.reporting.hand-over-passed-on.v1",
                            "neiqin.reporting.hand-over-answered.v1");
        }
    }

    @Test
    @DisplayName("it is its owner's to answer, or of whoever stands in for him; others do not see it")
    void refuses_whoIsNotAsked() {
        String old = ask(NoteApi.CLERK, notes.note(), MAKER);
        assertStatus(act(MAKER, old, "answer", Map.of("words", "yes")), 200);
        String id = ask(NoteApi.CLERK, notes.note(), MAKER);
        assertProblem(act(NoteApi.CLERK, id, "answer", Map.of("words", "x")), 403, "hand-over-of-another");
        assertProblem(act(OUTSIDER, id, "answer", Map.of("words", "x")), 404, "not-found");
        assertProblem(get(OUTSIDER, id), 404, "not-found");
        assertThat(notes.api.as(OUTSIDER).get(HAND_OVERS + "?limit=200").<List<String>>path("items.id"))
                .doesNotContain(id);
        assertProblem(act(MAKER, id, "answer", Map.of()), 400, "invalid-request");
        assertProblem(
                notes.api.as(MAKER).ifMatch("7").post(path(id, "answer"), Map.of("words", "x")), 412, "stale-version");
        assertProblem(act(MAKER, id, "pass-on", Map.of("toNo", "NOBODY", "words", "x")), 422, "unknown-employee-no");
        assertProblem(act(MAKER, id, "pass-on", Map.of("toNo", MAKER, "words", "x")), 409, "hand-over-owner-already");
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        notes.feeder.publish(
                new DelegationChanged(UUID.randomUUID(), MAKER, DEPUTY, today.minusDays(1), today.plusDays(1)));
        await().atMost(PATIENCE).until(() -> mine(DEPUTY).contains(id));
        assertProblem(get(DEPUTY, old), 404, "not-found");
        assertStatus(act(DEPUTY, id, "answer", Map.of("words", "for him")), 200);
        assertStatus(get(DEPUTY, id), 200);
        assertProblem(act(MAKER, id, "answer", Map.of("words", "late")), 409, "hand-over-answered");
    }

    @Test
    @DisplayName(
            "asks about nothing that is not seen, of an unknown kind, or of himself; the same request twice asks once")
    void refuses_whatCannotBeAsked() {
        String note = notes.note();
        assertProblem(create(OUTSIDER, "note", note, MAKER), 404, "not-found");
        assertProblem(create(NoteApi.CLERK, "note", UUID.randomUUID().toString(), MAKER), 404, "not-found");
        assertProblem(create(NoteApi.CLERK, "ship", note, MAKER), 422, "hand-over-unknown-subject");
        assertProblem(create(NoteApi.CLERK, "note", note, NoteApi.CLERK), 422, "hand-over-to-oneself");
        assertProblem(create(NoteApi.CLERK, "note", note, "NOBODY"), 422, "unknown-employee-no");
        var keyed = notes.api.as(NoteApi.CLERK).newKey();
        Response once = assertStatus(keyed.post(HAND_OVERS, body("note", note, MAKER)), 201);
        assertThat(once.header("Location")).endsWith(HAND_OVERS + "/" + once.path("id"));
        assertThat(assertStatus(keyed.post(HAND_OVERS, body("note", note, MAKER)), 201)
                        .<String>path("id"))
                .isEqualTo(once.path("id"));
    }

    private String ask(String who, String note, String to) {
        return assertStatus(create(who, "note", note, to), 201).path("id");
    }

    private Response create(String who, String type, String subject, String to) {
        return notes.api.as(who).post(HAND_OVERS, body(type, subject, to));
    }

    private static Map<String, Object> body(String type, String subject, String to) {
        return Map.of("subject", Map.of("type", type, "id", subject), "toNo", to, "words", "can you make it?");
    }

    private Response act(String who, String id, String action, Object body) {
        return notes.api.as(who).post(path(id, action), body);
    }

    private static String path(String id, String action) {
        return HAND_OVERS + "/" + id + "/" + action;
    }

    private Response get(String who, String id) {
        return notes.api.as(who).get(HAND_OVERS + "/" + id);
    }

    private List<String> mine(String who) {
        return assertStatus(notes.api.as(who).get(HAND_OVERS + "?mine=todo&limit=200"), 200)
                .path("items.id");
    }

    private String due(String id) {
        return sql.column("select due_at from deadline where subject_id = ?::uuid", id)
                .get(0);
    }
}
