package io.neiqin.platform.exporting;

import static io.neiqin.platform.exporting.ExportApi.AUDITOR;
import static io.neiqin.platform.exporting.ExportApi.EXPORTS;
import static io.neiqin.platform.exporting.ExportApi.FINANCE;
import static io.neiqin.platform.exporting.ExportApi.NORTH;
import static io.neiqin.platform.exporting.ExportApi.PATIENCE;
import static io.neiqin.platform.exporting.ExportApi.SOUTH;
import static io.neiqin.platform.exporting.ExportApi.body;
import static io.neiqin.platform.exporting.ExportApi.mark;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.platform.ExportEvent.DataExported;
import io.neiqin.events.platform.ExportEvent.Filter;
import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who takes what out, and what is kept of it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ExportTest {

    @Inject
    DataSource database;

    private ExportApi exports;

    @BeforeEach
    void ready() {
        exports = new ExportApi(database);
    }

    @AfterEach
    void clear() {
        exports.clear();
    }

    @Test
    @DisplayName("a short one is ready in the answer; the file says whose it is, hides phones, and is told and kept")
    void ask_givesAFile_thatSaysWhoseItIs() throws Exception {
        String mark = "=" + mark();
        exports.notes(NORTH, mark, 2);
        Response asked = assertStatus(exports.ask(NORTH, body("CSV", "q", mark)), 201);
        String id = asked.path("id");
        assertThat(asked.header("Location")).endsWith(EXPORTS + "/" + id);
        assertThat(asked.<String>path("status")).isEqualTo("READY");
        assertThat(asked.<Integer>path("rows")).isEqualTo(2);
        assertThat(asked.<String>path("fileName")).matches("notes-\\d{8}-\\d{6}-EX-NORTH-1\\.csv");

        List<List<String>> lines = exports.lines(NORTH, id);
        assertThat(lines.get(0).subList(0, 6))
                .containsExactly("number", "title", "amount", "due_on", "owner_no", "phone");
        assertThat(lines.get(0).get(6))
                .startsWith("# 导出人 Employee EX-NORTH-1 EX-NORTH-1 时间 20")
                .endsWith(id);
        String title = "'" + mark + "-2";
        assertThat(lines.get(1)).containsExactly(title, title, "-0.20", "2026-01-31", NORTH, "138****5678", "");
        Response content = exports.content(NORTH, id);
        assertThat(content.header("Content-Disposition")).contains(asked.<String>path("fileName"));
        assertThat(content.header("Content-Type")).startsWith("text/csv");
        assertThat(content.header("Cache-Control")).isEqualTo("no-store");
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.asByteArray());
        assertThat(asked.<String>path("sha256")).isEqualTo(HexFormat.of().formatHex(sum));
        assertThat(asked.<Integer>path("size")).isEqualTo(content.asByteArray().length);

        assertThat(exports.get(AUDITOR, id).<List<String>>path("downloads.by")).containsExactly(NORTH, NORTH);
        assertThat(exports.get(AUDITOR, id).<String>path("filters.q")).isEqualTo(mark);
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            var told = probe.await(event -> id.equals(event.key()), PATIENCE);
            assertThat(told.type()).isEqualTo("neiqin.reporting.data-exported.v1");
            assertThat(told.attribute("actor")).isEqualTo(NORTH);
            DataExported event = told.as(DataExported.class);
            assertThat(event.rows()).isEqualTo(2);
            assertThat(event.filters()).containsExactly(new Filter("q", mark));
            assertThat(event.by()).isEqualTo(NORTH);
        }
    }

    @Test
    @DisplayName("as a workbook, with the columns and titles asked for, in their order")
    void ask_givesAWorkbook() throws IOException {
        String mark = mark();
        exports.notes(NORTH, mark, 1);
        Map<String, Object> body = body("XLSX", "q", mark);
        body.put("columns", List.of("amount", "title"));
        body.put("language", "ZH");
        String id = assertStatus(exports.ask(NORTH, body), 201).path("id");
        byte[] content = exports.content(NORTH, id).asByteArray();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(content))) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).getCellText(0)).isEqualTo("金额");
            assertThat(rows.get(0).getCellText(1)).isEqualTo("标题");
            assertThat(rows.get(1).getCell(0).asNumber()).isEqualByComparingTo("-0.1");
            assertThat(rows.get(1).getCellText(1)).isEqualTo(mark + "-1");
        }
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("two people take the same out and get what their lists show them")
    void ask_showsEachWhatHisListShows() {
        String mark = mark();
        exports.notes(NORTH, mark + "-n", 3);
        exports.notes(SOUTH, mark + "-s", 2);
        Map.of(NORTH, 3, SOUTH, 2, NoteApi.CLERK, 5).forEach((who, seen) -> {
            List<String> listed =
                    exports.notes.api.as(who).get(NoteApi.NOTES + "?q=" + mark).path("items.title");
            assertThat(exports.titles(who, exports.asked(who, "CSV", "q", mark)))
                    .as(who)
                    .isEqualTo(listed)
                    .hasSize(seen);
        });
        assertThat(exports.titles(NORTH, exports.asked(NORTH, "CSV", "q", mark + "-s")))
                .isEmpty();
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("an export is its asker's; an auditor sees that it was made, and has not the file either")
    void anotherPersons_isNotThere() {
        String id = exports.asked(NORTH, "CSV", "q", mark());
        assertProblem(exports.get(SOUTH, id), 404, "not-found");
        assertProblem(exports.content(SOUTH, id), 404, "not-found");
        assertProblem(exports.cancel(SOUTH, id), 404, "not-found");
        assertThat(listed(SOUTH)).doesNotContain(id);
        assertThat(listed(NORTH)).contains(id);
        assertThat(listed(AUDITOR)).contains(id);
        assertProblem(exports.content(AUDITOR, id), 403, "export-of-another");
        assertProblem(exports.cancel(AUDITOR, id), 403, "export-of-another");
        assertThat(exports.get(AUDITOR, id).<List<String>>path("allowedActions"))
                .isEmpty();
        assertThat(exports.get(NORTH, id).<List<String>>path("allowedActions")).containsExactly("content");
    }

    private List<String> listed(String who) {
        return assertStatus(exports.notes.api.as(who).get(EXPORTS + "?limit=200&kind=notes"), 200)
                .path("items.id");
    }

    @Test
    @DisplayName("whoever sees less by now has no more what he saw then; who sees as much or more has")
    void content_isRefused_whereRightsHaveShrunk() {
        String who = "EX-SHRINK";
        exports.notes.organisation.employee(who, "EX-NORTH", "SALESPERSON", "DEPARTMENT");
        exports.notes.awaitKnown(who);
        String id = exports.asked(who, "CSV", "q", mark());
        assertStatus(exports.content(who, id), 200);
        exports.notes.organisation.employee(who, "EX-NORTH", "SALESPERSON", "SELF");
        awaitRefusal(who, id);
        exports.notes.organisation.employee(who, "EX-NORTH", "CLERK", "ALL");
        await().atMost(PATIENCE).until(() -> exports.content(who, id).statusCode() == 200);
        exports.notes.organisation.employee(who, "EX-NORTH", "FINANCE", "ALL");
        awaitRefusal(who, id);
    }

    private void awaitRefusal(String who, String id) {
        await().atMost(PATIENCE).until(() -> exports.content(who, id).statusCode() == 403);
        assertProblem(exports.content(who, id), 403, "export-rights-changed");
    }

    @Test
    @DisplayName("the same request again is the same export; it is not made a second time")
    void ask_again_isTheSame() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = body("CSV", "q", mark());
        Response first = assertStatus(exports.notes.api.as(NORTH).key(key).post(EXPORTS, body), 201);
        Response again = assertStatus(exports.notes.api.as(NORTH).key(key).post(EXPORTS, body), 201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(exports.told(first.path("id"))).isEqualTo(1);
    }

    @Test
    @DisplayName("after its time a file is fetched no more, and needed no more")
    void content_isGone_afterItsTime() {
        String id = exports.asked(NORTH, "CSV", "q", mark());
        exports.sql.run("update data_export set expires_at = now() - interval '1 second' where id = ?::uuid", id);
        assertProblem(exports.content(NORTH, id), 409, "export-expired");
        exports.awaitStatus(id, "EXPIRED");
        assertProblem(exports.content(NORTH, id), 409, "export-expired");
        String sha256 = exports.get(AUDITOR, id).path("sha256");
        String needed = ExportKinds.exportedFiles().query().replace("(?)", "(array[?])");
        assertThat(exports.sql.column(needed, sha256)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        String id = exports.asked(SOUTH, "CSV", "q", mark());
        Map<String, Object> kind = body("CSV");
        kind.put("kind", "ships");
        Map<String, Object> column = body("CSV");
        column.put("columns", List.of("title", "colour"));
        Map<String, Object> twice = body("CSV");
        twice.put("columns", List.of("title", "title"));
        return Refusal.tests(
                new Stored(database),
                exports.notes.api,
                Refusal.of(
                        "kind", 422, "export-unknown-kind", api -> api.as(NORTH).post(EXPORTS, kind)),
                Refusal.of("role", 403, "role-missing", api -> api.as(FINANCE).post(EXPORTS, body("CSV"))),
                Refusal.of(
                                "format",
                                400,
                                "invalid-request",
                                api -> api.as(NORTH).post(EXPORTS, body("PDF")))
                        .at("/format"),
                Refusal.of(
                                "filter",
                                422,
                                "export-invalid",
                                api -> api.as(NORTH).post(EXPORTS, body("CSV", "colour/x", "red")))
                        .at("/filters/colour~1x"),
                Refusal.of("column", 422, "export-invalid", api -> api.as(NORTH).post(EXPORTS, column))
                        .at("/columns/1"),
                Refusal.of(
                                "column twice",
                                422,
                                "export-invalid",
                                api -> api.as(NORTH).post(EXPORTS, twice))
                        .at("/columns/1"),
                Refusal.of(
                        "not there",
                        404,
                        "not-found",
                        api -> api.as(NORTH).get(EXPORTS + "/" + UUID.randomUUID() + "/content")),
                Refusal.of(
                                "ready",
                                409,
                                "illegal-transition",
                                api -> api.as(SOUTH).post(EXPORTS + "/" + id + "/cancel"))
                        .allowing(List.of("content")),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(SOUTH).ifMatch("99").post(EXPORTS + "/" + id + "/cancel")),
                Refusal.of(
                        "unknown state",
                        400,
                        "parameter-invalid",
                        api -> api.as(SOUTH).get(EXPORTS + "?status=GONE")));
    }

    @Test
    void ask_refusesMoreRowsThanTheLimit_inBothLanguages() {
        String mark = mark();
        exports.notes(NORTH, mark, 3600);
        Refusal.of("", 422, "export-too-large", api -> api.as(NORTH).post(EXPORTS, body("CSV", "q", mark)))
                .check(new Stored(database), exports.notes.api);
    }
}
