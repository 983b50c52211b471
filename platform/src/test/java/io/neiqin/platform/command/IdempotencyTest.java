package io.neiqin.platform.command;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.SECOND_CLERK;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.time.BusinessClock;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class IdempotencyTest {

    @Inject
    DataSource database;

    @Inject
    IdempotencyKeys keys;

    private Sql sql;
    private NoteApi notes;
    private Api keyed;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
        keyed = notes.api.as(CLERK).newKey();
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("the same request with the same key is entered once and answered alike")
    void answersAlike_whenTheSameRequestComesAgain() {
        Map<String, Object> body = NoteApi.body();
        Response first = assertStatus(keyed.post(NOTES, body), 201);
        Response again = assertStatus(keyed.post(NOTES, body), 201);

        assertThat(again.asString()).isEqualTo(first.asString());
        for (String header : new String[] {"ETag", "Location", "Event-Version", "Content-Type"}) {
            assertThat(again.header(header)).as(header).isNotNull().isEqualTo(first.header(header));
        }
        assertThat(first.header("Idempotent-Replay")).isNull();
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(first.header("Location")).isEqualTo(NOTES + "/" + first.path("id"));
        assertThat(written(body)).isEqualTo(1);
        assertThat(sql.number("select last from event_stream where aggregate_id = ?::uuid", first.<String>path("id")))
                .isEqualTo(1);
    }

    @Test
    void answersAlike_howeverTheAddressIsSpelled() {
        String id = notes.note();
        Map<String, Object> change = NoteApi.content(UUID.randomUUID().toString(), 2);
        assertStatus(keyed.post(NOTES + "/" + id + "/change", change), 200);
        for (String address :
                new String[] {id.toUpperCase(Locale.ROOT) + "/change", id + ";a=b/change", id + "/change;a"}) {
            assertThat(assertStatus(keyed.post(NOTES + "/" + address, change), 200)
                            .header("Idempotent-Replay"))
                    .as(address)
                    .isEqualTo("true");
        }
        assertThat(notes.get(id).<Integer>path("changes")).isEqualTo(2);
    }

    @Test
    void answersAlike_afterTheAggregateHasMovedOn() {
        String id = notes.note();
        Map<String, Object> change = NoteApi.content(UUID.randomUUID().toString(), 2);
        Response first = assertStatus(keyed.post(NOTES + "/" + id + "/change", change), 200);
        assertStatus(notes.change(id, 1), 200);
        Response again = assertStatus(keyed.post(NOTES + "/" + id + "/change", change), 200);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(notes.get(id).<Integer>path("changes")).isEqualTo(3);
    }

    @Test
    void answersAlike_onTheNextDay() {
        Map<String, Object> body = NoteApi.body();
        Response first = assertStatus(keyed.post(NOTES, body), 201);
        clockGoesOn(Duration.ofHours(25));
        Response again = assertStatus(keyed.post(NOTES, body), 201);
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void isForgotten_afterThreeDays() {
        Map<String, Object> body = NoteApi.body();
        assertStatus(keyed.post(NOTES, body), 201);
        clockGoesOn(Duration.ofHours(71));
        keys.forgetOld().await().atMost(Duration.ofSeconds(10));
        assertStatus(keyed.post(NOTES, body), 201);
        clockGoesOn(Duration.ofHours(73));
        keys.forgetOld().await().atMost(Duration.ofSeconds(10));
        assertProblem(keyed.post(NOTES, body), 409, "duplicate-title");
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("what was answered while the repetition was being refused is answered alike, not refused")
    void answersAlike_whenTheAnswerComesWhileItIsRefused() throws Exception {
        String key = "late-" + UUID.randomUUID();
        Api late = notes.api.as(CLERK).key(key);
        Map<String, Object> body = NoteApi.body();
        Response first = assertStatus(late.post(NOTES, body), 201);
        var caller = Executors.newSingleThreadExecutor();
        Future<Response> again;
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            var statement = other.createStatement();
            statement.execute("create temporary table kept on commit drop as"
                    + " select * from idempotency_key where key = '" + key + "'");
            sql.run("delete from idempotency_key where key = ?", key);
            // Nothing is written before the look, and everything after it waits here.
            statement.execute("lock table note in share mode");
            again = caller.submit(() -> late.post(NOTES, body));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> sql.number("select count(*) from pg_locks where not granted") > 0);
            statement.execute("insert into idempotency_key select * from kept");
            other.commit();
        }
        Response answer = assertStatus(again.get(), 201);
        caller.shutdown();
        assertThat(answer.asString()).isEqualTo(first.asString());
        assertThat(answer.header("Idempotent-Replay")).isEqualTo("true");
    }

    @Test
    void refuses_whenTheKeyComesWithAnotherRequest() {
        assertStatus(keyed.post(NOTES, NoteApi.body()), 201);
        assertProblem(keyed.post(NOTES, NoteApi.body()), 422, "idempotency-key-reused");
    }

    @Test
    void isPerCallerAndRoute_theSameKey() {
        String id = notes.note();
        Api second = notes.api.as(SECOND_CLERK).key("shared-key");
        assertStatus(notes.api.as(CLERK).key("shared-key").post(NOTES, NoteApi.body()), 201);
        assertStatus(second.post(NOTES, NoteApi.body()), 201);
        assertStatus(second.post(NOTES + "/" + id + "/change", NoteApi.content("other " + id, 1)), 200);
    }

    @Test
    void keepsNoKey_ofARefusedRequest() {
        String title = UUID.randomUUID().toString();
        String taken = assertStatus(notes.write(NoteApi.body(title)), 201).path("id");
        assertProblem(keyed.post(NOTES, NoteApi.body(title)), 409, "duplicate-title");
        assertStatus(notes.api.as(CLERK).post(NOTES + "/" + taken + "/change", NoteApi.content(title + "!", 1)), 200);
        Response now = assertStatus(keyed.post(NOTES, NoteApi.body(title)), 201);
        assertThat(now.header("Idempotent-Replay")).isNull();
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("fifty equal requests at once have one effect")
    void hasOneEffect_whenFiftyComeAtOnce() throws Exception {
        Map<String, Object> body = NoteApi.body();
        body.put("seconds", 0.3);
        var callers = Executors.newFixedThreadPool(50);
        Callable<Response> call = () -> keyed.post(NOTES, body);
        var answers = callers.invokeAll(Collections.nCopies(50, call));
        callers.shutdown();

        int made = 0;
        int refused = 0;
        for (var future : answers) {
            Response answer = future.get();
            if (answer.statusCode() == 201) {
                made++;
            } else {
                assertProblem(answer, 409, "in-progress");
                assertThat(answer.header("Retry-After")).isEqualTo("2");
                refused++;
            }
        }
        assertThat(made + refused).isEqualTo(50);
        assertThat(made).isPositive();
        assertThat(refused).isPositive();
        assertThat(answers.stream()
                        .map(f -> body(f))
                        .filter(text -> text.contains("\"id\""))
                        .collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(written(body)).isEqualTo(1);
    }

    @Test
    @DisplayName("ADM rights are checked again before a stored answer is given")
    void isRefused_whenTheRoleIsGone() {
        notes.organisation.employee("E050", "CLERK", "ALL");
        notes.awaitKnown("E050");
        Api clerk = notes.api.as("E050").newKey();
        Map<String, Object> body = NoteApi.body();
        assertStatus(clerk.post(NOTES, body), 201);
        notes.organisation.employee("E050", "SALESPERSON", "ALL");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> clerk.post(NOTES, body).statusCode() == 403);
        assertProblem(clerk.post(NOTES, body), 403, "role-missing");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a stored answer is not given to one who lost sight of the record")
    void isRefused_whenTheRecordIsOutOfSight() {
        notes.organisation.employee("E051", "CLERK", "ALL");
        notes.awaitKnown("E051");
        Api clerk = notes.api.as("E051").newKey();
        Map<String, Object> body = NoteApi.body();
        body.put("ownerNo", SECOND_CLERK);
        body.put("departmentId", UUID.randomUUID());
        String id = assertStatus(clerk.post(NOTES, body), 201).path("id");
        assertStatus(clerk.post(NOTES, body), 201);
        notes.organisation.employee("E051", "CLERK", "SELF");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> clerk.get(NOTES + "/" + id).statusCode() == 404);
        assertThat(assertProblem(clerk.post(NOTES, body), 404, "not-found").asString())
                .doesNotContain(body.get("title").toString());
    }

    @Test
    void isOneRoute_withASlashMoreOrLess() {
        Map<String, Object> body = NoteApi.body();
        Response first = assertStatus(keyed.post(NOTES, body), 201);
        for (String path : new String[] {NOTES + "/", "/api//platform/notes", "/api/platform/./notes", NOTES + "//"}) {
            Response again = keyed.post(path, body);
            assertThat(again.header("Idempotent-Replay")).as(path).isEqualTo("true");
            assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        }
        assertThat(notes.api.as(CLERK).post(NOTES + "/", NoteApi.body()).header("Location"))
                .doesNotContain("//");
        assertThat(written(body)).isEqualTo(1);
    }

    @Test
    void isRefused_whenTheKeyIsTooLongOrStrange() {
        for (String bad : new String[] {"k".repeat(65), "with space", "schlüssel"}) {
            assertProblem(notes.api.as(CLERK).key(bad).post(NOTES, NoteApi.body()), 400, "idempotency-key-invalid");
        }
        assertStatus(notes.api.as(CLERK).key("k".repeat(64)).post(NOTES, NoteApi.body()), 201);
    }

    private long written(Map<String, Object> body) {
        return sql.number("select count(*) from note where title = ?", body.get("title"));
    }

    private static String body(java.util.concurrent.Future<Response> answer) {
        try {
            return answer.get().asString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void clockGoesOn(Duration by) {
        Clock later = Clock.offset(Clock.systemUTC(), by);
        QuarkusMock.installMockForType(new BusinessClock(later, ZoneId.of("Asia/Shanghai")), BusinessClock.class);
    }
}
