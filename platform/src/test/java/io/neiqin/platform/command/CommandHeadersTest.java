package io.neiqin.platform.command;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.IMPORTER;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CommandHeadersTest {

    private static final ZoneId COMPANY = ZoneId.of("Asia/Shanghai");

    @Inject
    DataSource database;

    private NoteApi notes;
    private String path;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        path = NOTES + "/" + notes.note();
    }

    @Test
    void saysVersionAndEventVersion_everyAnswer() {
        Response written = notes.write(NoteApi.body());
        assertThat(written.header("ETag")).isEqualTo("\"0\"");
        assertThat(written.header("Event-Version")).isEqualTo("1");
        Response changed = notes.change(written.path("id"), 3);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(changed.<Integer>path("version")).isEqualTo(1);
        assertThat(changed.header("Event-Version")).isEqualTo("4");
        assertThat(changed.header("Location")).isNull();
        Response read = notes.get(written.path("id"));
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.asString()).isEqualTo(changed.asString());
    }

    @Test
    void isRefused_aPutWithoutIfMatch() {
        assertProblem(notes.api.as(CLERK).put(path, content()), 428, "if-match-required");
    }

    @Test
    void isRefused_whenTheCallerHasSeenAnOlderVersion() {
        assertStatus(clerkSaw("\"0\"").put(path, content()), 200);
        Response stale = assertProblem(clerkSaw("\"0\"").put(path, content()), 412, "stale-version");
        assertThat(stale.<Integer>path("currentVersion")).isEqualTo(1);
        assertProblem(clerkSaw("\"0\"").post(path + "/change", content()), 412, "stale-version");
        assertStatus(clerkSaw("\"1\"").post(path + "/change", content()), 200);
    }

    @Test
    void isRefused_whenIfMatchIsNoETagOfOurs() {
        for (String bad : new String[] {"0", "W/\"0\"", "*", "\"zero\"", "\"0\", \"1\"", "\"99999999999\""}) {
            Api odd = notes.api.as(CLERK).header("If-Match", bad);
            assertProblem(odd.put(path, content()), 400, "if-match-invalid");
        }
    }

    @Test
    void letsOneWin_whenTenWriteOnTheSameVersion() throws Exception {
        var writers = Executors.newFixedThreadPool(10);
        Callable<Integer> write = () -> clerkSaw("\"0\"").put(path, content()).statusCode();
        var answers =
                writers.invokeAll(IntStream.range(0, 10).mapToObj(i -> write).toList());
        writers.shutdown();
        int won = 0;
        for (var answer : answers) {
            assertThat(answer.get()).isIn(200, 409, 412);
            won += answer.get() == 200 ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
        assertThat(notes.api.as(CLERK).get(path).<Integer>path("changes")).isEqualTo(1);
    }

    @Test
    void countsForToday_withoutAStatedBusinessDate() {
        LocalDate before = LocalDate.now(COMPANY);
        String dueOn = notes.write(NoteApi.body()).path("dueOn");
        assertThat(LocalDate.parse(dueOn)).isBetween(before, LocalDate.now(COMPANY));
    }

    @Test
    void countsForTheStatedDay_withTheRightToImportHistory() {
        Response written = assertStatus(history("1996-07-04", "northwind").post(NOTES, NoteApi.body()), 201);
        assertThat(written.<String>path("dueOn")).isEqualTo("1996-07-04");
        assertThat(written.<String>path("importBatch")).isEqualTo("northwind");
        assertThat(written.<String>path("number")).startsWith("N199607-");
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            Received event = probe.await(EventProbe.about(written.path("id")), Duration.ofSeconds(20));
            assertThat(event.attribute("businessdate")).isEqualTo("1996-07-04");
            assertThat(event.attribute("importbatch")).isEqualTo("northwind");
            assertThat(event.attribute("time"))
                    .startsWith(Integer.toString(LocalDate.now(COMPANY).getYear()));
        }
    }

    @Test
    void isRefused_aStatedBusinessDate_withoutRightBatchOrSense() {
        Api clerk = notes.api.as(CLERK).header("X-Business-Date", "1996-07-04").header("X-Import-Batch", "b");
        assertProblem(clerk.post(NOTES, NoteApi.body()), 403, "business-date-forbidden");
        String tomorrow = LocalDate.now(COMPANY).plusDays(1).toString();
        assertProblem(history(tomorrow, "b").post(NOTES, NoteApi.body()), 422, "business-date-future");
        assertProblem(history("1996-07-04", null).post(NOTES, NoteApi.body()), 400, "import-batch-invalid");
        assertProblem(
                notes.api.as(IMPORTER).header("X-Import-Batch", "b").post(NOTES, NoteApi.body()),
                400,
                "import-batch-without-date");
        assertProblem(history("1996-07-04", "a b").post(NOTES, NoteApi.body()), 400, "import-batch-invalid");
        for (String bad : new String[] {"4.7.1996", "1996-02-30", "-99999-01-01", "0000-01-01", ""}) {
            assertProblem(history(bad, "b").post(NOTES, NoteApi.body()), 400, "business-date-invalid");
        }
        assertStatus(history(LocalDate.now(COMPANY).toString(), "b").post(NOTES, NoteApi.body()), 201);
    }

    @Test
    void carriesTheCallersRequestId_intoTheEvent_unlessItIsHarmful() {
        String id = notes.api
                .as(CLERK)
                .header("X-Request-Id", "order-form-17")
                .post(NOTES, NoteApi.body())
                .path("id");
        String other = notes.api
                .as(CLERK)
                .header("X-Request-Id", "bad id; drop table")
                .post(NOTES, NoteApi.body())
                .path("id");
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            assertThat(probe.await(EventProbe.about(id), Duration.ofSeconds(20)).attribute("correlationid"))
                    .isEqualTo("order-form-17");
            assertThat(probe.await(EventProbe.about(other), Duration.ofSeconds(20))
                            .attribute("correlationid"))
                    .matches("[0-9a-f-]{36}");
        }
    }

    @Test
    void leavesNothingBehind_aRefusedCommand() {
        Sql sql = new Sql(database);
        long keys = sql.number("select count(*) from idempotency_key");
        assertProblem(notes.api.as(CLERK).newKey().post(path + "/refuse"), 422, "too-many-changes");
        assertThat(sql.number("select count(*) from idempotency_key")).isEqualTo(keys);
        assertThat(notes.api.as(CLERK).get(path).<Integer>path("changes")).isZero();
    }

    private Api clerkSaw(String etag) {
        return notes.api.as(CLERK).header("If-Match", etag);
    }

    private Api history(String day, String batch) {
        return notes.api.as(IMPORTER).header("X-Business-Date", day).header("X-Import-Batch", batch);
    }

    private static Map<String, Object> content() {
        return NoteApi.content(UUID.randomUUID().toString(), 1);
    }
}
