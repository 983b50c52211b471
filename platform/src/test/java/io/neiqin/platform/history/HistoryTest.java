package io.neiqin.platform.history;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.IMPORTER;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.SECOND_CLERK;
import static io.neiqin.platform.NoteApi.SELLER;
import static io.neiqin.platform.NoteApi.body;
import static io.neiqin.platform.NoteApi.content;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the history of a record says, and that it says everything. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class HistoryTest {

    @Inject
    DataSource database;

    private NoteApi notes;
    private Sql sql;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("the first entry has the initial values, and says who wrote them, when, and under which request")
    void firstEntry_hasTheInitialValues() {
        String title = UUID.randomUUID().toString();
        String id = assertStatus(
                        notes.api.as(CLERK).header("X-Request-Id", "req-1").post(NOTES, body(title)), 201)
                .path("id");
        Response history = history(CLERK, id);
        assertThat(history.<List<Integer>>path("items.no")).containsExactly(1);
        assertThat(history.<String>path("items[0].actor")).isEqualTo(CLERK);
        assertThat(history.<String>path("items[0].actorName")).isNotBlank();
        assertThat(history.<List<String>>path("items[0].roles")).containsExactly("CLERK", "EMPLOYEE");
        assertThat(history.<String>path("items[0].command")).isEqualTo("create");
        assertThat(history.<String>path("items[0].requestId")).isEqualTo("req-1");
        assertThat(history.<String>path("items[0].reason")).isNull();
        assertThat(history.<String>path("items[0].causationId")).isNull();
        assertThat(history.<Integer>path("items[0].version")).isZero();
        assertThat(history.<String>path("items[0].businessDate"))
                .isEqualTo(LocalDate.now(ZoneId.of("Asia/Shanghai")).toString());
        Map<String, Object> after = changes(history, 0, "after");
        assertThat(after)
                .containsEntry("/title", title)
                .containsEntry("/amount", "12.5")
                .containsEntry("/changes", 0)
                .containsEntry("/ownerNo", CLERK)
                .containsKeys("/number", "/dueOn")
                .doesNotContainKeys("/id", "/version", "/importBatch");
        assertThat(changes(history, 0, "before").values()).containsOnlyNulls();
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a change has what was there before and after, field by field, and nothing that stayed")
    void change_hasBeforeAndAfter() {
        String id = assertStatus(notes.write(body("before " + UUID.randomUUID())), 201)
                .path("id");
        String title = "after " + UUID.randomUUID();
        assertStatus(
                notes.api
                        .as(SECOND_CLERK)
                        .header("X-Reason", encoded("客户来电改名 50%"))
                        .ifMatch(0)
                        .put(NOTES + "/" + id, content(title, 1)),
                200);
        Response history = history(CLERK, id);
        assertThat(history.<List<Integer>>path("items.no")).containsExactly(2, 1);
        assertThat(history.<String>path("items[0].command")).isEqualTo("edit");
        assertThat(history.<String>path("items[0].actor")).isEqualTo(SECOND_CLERK);
        assertThat(history.<String>path("items[0].reason")).isEqualTo("客户来电改名 50%");
        assertThat(history.<Integer>path("items[0].version")).isEqualTo(1);
        assertThat(changes(history, 0, "after"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("/title", title, "/changes", 1));
        assertThat(changes(history, 0, "before").get("/title").toString()).startsWith("before ");
        assertThat(changes(history, 0, "before")).containsEntry("/changes", 0);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a command is called as its address calls it, also when it raises no event of its own")
    void command_isCalledAsItsAddress() {
        String id = notes.note();
        assertStatus(notes.change(id, 3), 200);
        assertThat(history(CLERK, id).<String>path("items[0].command")).isEqualTo("change");
        assertThat(changes(history(CLERK, id), 0, "after")).containsEntry("/changes", 3);
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("outside one's sight there is no history, nor without a role, nor of what there is not")
    void history_isSeenAsTheRecordIs() {
        String id = notes.note();
        assertProblem(notes.api.as(SELLER).get(NOTES + "/" + id + "/history"), 404, "not-found");
        assertProblem(notes.api.as("ops", "SYSTEM_ADMIN").get(NOTES + "/" + id + "/history"), 403, "role-missing");
        assertProblem(notes.api.as(CLERK).get(NOTES + "/" + UUID.randomUUID() + "/history"), 404, "not-found");
        String own = assertStatus(notes.api.as(CLERK).post(NOTES, withOwner(SELLER)), 201)
                .path("id");
        assertThat(history(SELLER, own).<List<?>>path("items")).hasSize(1);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a refusal leaves no entry, and the same request sent again leaves no second one")
    void refusalAndReplay_leaveNoEntry() {
        String id = notes.note();
        new Stored(database).unchangedBy(() -> {
            assertProblem(notes.api.as(CLERK).post(NOTES + "/" + id + "/refuse"), 422, "too-many-changes");
            assertProblem(notes.change(id, 500 * 3), 400, "invalid-request");
            return null;
        });
        Api again = notes.api.as(CLERK).newKey();
        Map<String, Object> content = content(UUID.randomUUID().toString(), 1);
        assertStatus(again.post(NOTES + "/" + id + "/change", content), 200);
        assertThat(assertStatus(again.post(NOTES + "/" + id + "/change", content), 200)
                        .header("Idempotent-Replay"))
                .isEqualTo("true");
        assertThat(history(CLERK, id).<List<Integer>>path("items.no")).containsExactly(2, 1);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("who changes a record without having it watched is stopped, and nothing is changed")
    void unwatchedChange_isStopped() {
        String id = notes.note();
        new Stored(database).unchangedBy(() -> {
            assertProblem(notes.api.as(CLERK).post(NOTES + "/" + id + "/change-unwatched"), 500, "unexpected");
            return null;
        });
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("of two who change the same version one is refused; numbers have no gap and the chain holds")
    void concurrentChanges_keepTheChain() {
        String id = notes.note();
        List<CompletableFuture<Integer>> attempts = IntStream.range(0, 40)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> notes.change(id, 1).statusCode()))
                .toList();
        long done = attempts.stream().filter(attempt -> attempt.join() == 200).count();
        assertThat(attempts.stream().map(CompletableFuture::join)).containsOnly(200, 409);
        assertThat(sql.column("select no from history_entry where aggregate_id = ? order by no", UUID.fromString(id)))
                .isEqualTo(IntStream.rangeClosed(1, (int) done + 1)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(sql.column(
                        "select version from history_entry where aggregate_id = ? order by no", UUID.fromString(id)))
                .isEqualTo(IntStream.rangeClosed(0, (int) done)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a long history comes page by page, newest first, without holes")
    void history_isPaged() {
        String id = notes.note();
        for (int i = 0; i < 6; i++) {
            assertStatus(notes.change(id, 1), 200);
        }
        List<Integer> seen = new ArrayList<>();
        String cursor = "";
        do {
            Response page = assertStatus(
                    notes.api.as(CLERK).get(NOTES + "/" + id + "/history?count=exact&limit=3" + cursor), 200);
            assertThat(page.<Integer>path("total")).isEqualTo(7);
            seen.addAll(page.path("items.no"));
            cursor = page.path("nextCursor") == null ? null : "&cursor=" + page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).containsExactly(7, 6, 5, 4, 3, 2, 1);
        assertProblem(notes.api.as(CLERK).get(NOTES + "/" + id + "/history?cursor=nonsense"), 400, "cursor-invalid");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("an entry that cannot be read is shown as that, with who it was and when, beside the others")
    void unreadableEntry_hidesNoOther() {
        String id = notes.note();
        assertStatus(notes.change(id, 1), 200);
        assertStatus(notes.change(id, 1), 200);
        UUID note = UUID.fromString(id);
        String edit = "update history_entry set changes = ? where aggregate_id = ? and no = 2";
        String written = sql.column("select changes from history_entry where aggregate_id = ? and no = 2", note)
                .get(0);
        try {
            for (String junk : List.of(
                    "junk",
                    "",
                    "[]",
                    "null",
                    "5",
                    "{'all':5}",
                    "{'all':{}}",
                    "{'secret':'%%%','all':[]}",
                    "{'all':[{'p':'/x','a':1,'as':'%'}]}",
                    "NaN",
                    "[".repeat(5000))) {
                sql.run(edit, junk.replace('\'', '"'), note);
                Response history = history(CLERK, id);
                assertThat(history.<List<Integer>>path("items.no")).as(junk).containsExactly(3, 2, 1);
                assertThat(history.<List<Boolean>>path("items.unreadable"))
                        .as(junk)
                        .containsExactly(null, true, null);
                assertThat(history.<String>path("items[1].actor")).isEqualTo(CLERK);
                assertThat(history.<List<?>>path("items[1].changes")).isEmpty();
                assertThat(changes(history, 0, "after")).containsEntry("/changes", 2);
            }
        } finally {
            sql.run(edit, written, note);
        }
        String date = "update history_entry set business_date = ?::date where aggregate_id = ? and no = 2";
        String day = history(CLERK, id).path("items[1].businessDate");
        sql.run(date, "infinity", note);
        assertThat(history(CLERK, id).<List<Integer>>path("items.no")).containsExactly(3, 2, 1);
        sql.run(date, day, note);
        sql.run("update history_entry set no = 2147483647 where aggregate_id = ? and no = 3", note);
        assertThat(history(CLERK, id).<List<Integer>>path("items.no")).containsExactly(2147483647, 2, 1);
        sql.run("update history_entry set no = 3 where aggregate_id = ? and no = 2147483647", note);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("what is imported has the stated day, and the real time beside it")
    void import_hasBothTimes() {
        String id = assertStatus(
                        notes.api
                                .as(IMPORTER)
                                .header("X-Business-Date", "2024-02-29")
                                .header("X-Import-Batch", "old-books")
                                .post(NOTES, body()),
                        201)
                .path("id");
        Response history = history(CLERK, id);
        assertThat(history.<String>path("items[0].businessDate")).isEqualTo("2024-02-29");
        assertThat(history.<String>path("items[0].at"))
                .startsWith(String.valueOf(LocalDate.now().getYear()));
        assertThat(changes(history, 0, "after")).containsEntry("/importBatch", "old-books");
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("what needs a reason is refused without one; a reason is a part of the request")
    void reason_isRequired_andReadAsItIsMeant() {
        String id = notes.note();
        Api clerk = notes.api.as(CLERK);
        String correct = NOTES + "/" + id + "/correct";
        new Stored(database).unchangedBy(() -> {
            assertProblem(clerk.post(correct, fresh()), 422, "reason-required");
            assertProblem(clerk.header("X-Reason", "%20 ").post(correct, fresh()), 422, "reason-required");
            assertProblem(clerk.header("X-Reason", "a".repeat(501)).post(correct, fresh()), 400, "reason-invalid");
            assertProblem(clerk.header("X-Reason", "%FF").post(correct, fresh()), 400, "reason-invalid");
            assertProblem(clerk.header("X-Reason", "one%0Atwo").post(correct, fresh()), 400, "reason-invalid");
            return null;
        });
        Api keyed = clerk.newKey();
        Map<String, Object> content = fresh();
        String longest = "改".repeat(500);
        assertStatus(keyed.header("X-Reason", encoded(longest)).post(correct, content), 200);
        assertThat(history(CLERK, id).<String>path("items[0].reason")).isEqualTo(longest);
        assertProblem(keyed.header("X-Reason", "another").post(correct, content), 422, "idempotency-key-reused");
        assertStatus(clerk.header("X-Reason", " 5% less, not %6g ").post(correct, fresh()), 200);
        assertThat(history(CLERK, id).<String>path("items[0].reason")).isEqualTo("5% less, not %6g");
    }

    private static Map<String, Object> fresh() {
        return content(UUID.randomUUID().toString(), 1);
    }

    private static Map<String, Object> withOwner(String owner) {
        Map<String, Object> body = body();
        body.put("ownerNo", owner);
        return body;
    }

    private Response history(String who, String id) {
        return assertStatus(notes.api.as(who).get(NOTES + "/" + id + "/history"), 200);
    }

    /** Of an entry, by place. */
    private static Map<String, Object> changes(Response history, int item, String side) {
        Map<String, Object> changes = new java.util.HashMap<>();
        history.<List<Map<String, Object>>>path("items[" + item + "].changes")
                .forEach(change -> changes.put(change.get("pointer").toString(), change.get(side)));
        return changes;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
