package io.neiqin.platform.importing.batch;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.IMPORTER;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.SECOND_CLERK;
import static io.neiqin.platform.NoteApi.SELLER;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Imports;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file on its way: uploaded, looked through, committed, and everything that can be wrong with that. */
@QuarkusTest
@WithTestResource(InfraResource.class)
@Tag("DAT-1")
class ImportTest {

    private static final String IMPORTS = "/api/platform/imports";
    private static final int ROWS = 8_000;

    @Inject
    DataSource database;

    private NoteApi notes;
    private Sql sql;
    private String mark;

    @BeforeEach
    void setUp() {
        notes = NoteApi.ready();
        sql = new Sql(database);
        mark = UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void changesNothing_untilItIsCommitted() {
        String id = upload(CLERK, "code,title,amount\na," + mark + " one,12.50\nb," + mark + " two,\n");
        Response validated = reaches(CLERK, id, "VALIDATED");
        assertThat(validated.<Integer>path("rowsInFile")).isEqualTo(2);
        assertThat(validated.<Integer>path("entered")).isEqualTo(2);
        assertThat(validated.<String>path("form")).isEqualTo("CSV UTF-8");
        assertThat(validated.<List<String>>path("allowedActions")).containsExactly("validate", "commit", "cancel");
        assertThat(titles()).isEmpty();
        Response committed = commit(CLERK, id, false);
        assertThat(committed.<Integer>path("entered")).isEqualTo(2);
        assertThat(titles()).containsExactlyInAnyOrder(mark + " one", mark + " two");
        assertProblem(notes.api.as(CLERK).post(IMPORTS + "/" + id + "/commit", Map.of()), 409, "illegal-transition");
    }

    /** As if it had been typed: events in order, a history, a number. */
    @Test
    void leavesBehind_whatTypingWouldHaveLeft() {
        String id = committed("code,title\na," + mark + " one\na," + mark + " one\na," + mark + " one\n");
        UUID note = UUID.fromString(sql.column("select id::text from note where title = ?", mark + " one")
                .get(0));
        assertThat(sql.column("select number from note where id = ?", note).get(0))
                .matches("N\\d{6}-\\d{4,}");
        Response history = assertStatus(notes.api.as(CLERK).get(NOTES + "/" + note + "/history"), 200);
        assertThat(history.<List<String>>path("items.command")).containsExactly("import");
        assertThat(history.<List<String>>path("items.actor")).containsExactly(CLERK);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sql.column(
                                "select type || ' ' || aggregateversion || ' ' || import_batch from event_log"
                                        + " where aggregateid = ? order by aggregateversion",
                                note))
                        .containsExactly(
                                "neiqin.reporting.note-written.v1 1 " + id,
                                "neiqin.reporting.note-changed.v1 2 " + id,
                                "neiqin.reporting.note-changed.v1 3 " + id));
    }

    @Test
    void isHarmlessTwice() {
        String file = "code,title\na," + mark + " one\nb," + mark + " two\n";
        committed(file);
        String again = upload(CLERK, file);
        assertThat(reaches(CLERK, again, "VALIDATED").<Integer>path("unchanged"))
                .isEqualTo(2);
        Response second = commit(CLERK, again, false);
        assertThat(second.<Integer>path("entered")).isZero();
        assertThat(titles()).hasSize(2);
    }

    @Test
    void tellsEveryMistake_withItsLineAndColumn_andTakesTheRestWhenAsked() {
        String file = "code,title,amount,due_on\n" + "a," + mark + " one,x,\n" + ",no code,1,\n" + "c,bad,1,\n" + "d,"
                + mark + " four,1,2999-01-01\n" + "e," + mark + " five,1,\n" + "a," + mark + " six,1,\n" + "e2," + mark
                + " seven,1,\ne2,,1,\n";
        String id = upload(CLERK, file);
        Response validated = reaches(CLERK, id, "VALIDATED");
        assertThat(validated.<Integer>path("refused")).isEqualTo(6);
        assertThat(validated.<Integer>path("entered")).isEqualTo(1);
        Response errors = assertStatus(notes.api.as(CLERK).language("zh-CN").get(IMPORTS + "/" + id + "/errors"), 200);
        assertThat(imports(CLERK).errors(id))
                .containsExactly(
                        "2 amount cell-no-number",
                        "2 code key-scattered",
                        "3 code cell-missing",
                        "4 title cell-none-of",
                        "5 null business-date-future",
                        "7 code key-scattered",
                        "9 title cell-missing");
        assertThat(errors.<List<String>>path("items.message").get(2)).isEqualTo("不能为空。");
        assertProblem(
                notes.api.as(CLERK).post(IMPORTS + "/" + id + "/commit", Map.of()), 422, "import-has-refused-rows");
        assertThat(commit(CLERK, id, true).<Integer>path("entered")).isEqualTo(1);
        assertThat(titles()).containsExactly(mark + " five");
    }

    @Test
    void givesTheRefusedRowsBack_readyToBeMendedAndSentAgain() {
        String id = upload(CLERK, "code,title,amount\na,=bad,x\nb," + mark + " fine,1\nc,bad,\"2,5\"\n");
        reaches(CLERK, id, "VALIDATED");
        Response file = assertStatus(notes.api.as(CLERK).language("en").get(IMPORTS + "/" + id + "/errors/file"), 200);
        String text = file.asString();
        assertThat(text.replace("\uFEFF", "")
                        .lines()
                        .map(line -> line.replaceAll(",[^,]*$", ""))
                        .toList())
                .satisfies(lines -> {
                    assertThat(lines.get(0)).startsWith("code,title,amount,line,reason");
                    assertThat(lines.get(1)).startsWith("a,'=bad,x,2,amount: Is no number: x");
                    assertThat(lines.get(2)).startsWith("c,bad,\"2,5\",4,");
                    assertThat(lines).hasSize(3);
                });
        String mended = text.replace("'=bad,x", mark + " one,3").replace("bad,\"2,5\"", mark + " two,4");
        String second = upload(CLERK, mended);
        Response validated = reaches(CLERK, second, "VALIDATED");
        assertThat(validated.<Integer>path("entered")).isEqualTo(2);
        assertThat(validated.<List<String>>path("ignoredColumns")).hasSize(3);
    }

    /** Who mends a part of an order and sends it would have another order. */
    @Test
    void givesTheWholeRecordBack_whenOneOfItsRowsIsWrong() {
        String id = upload(CLERK, "code,title,amount\na," + mark + ",1\na," + mark + ",x\nb," + mark + " b,1\n");
        reaches(CLERK, id, "VALIDATED");
        String file =
                notes.api.as(CLERK).get(IMPORTS + "/" + id + "/errors/file").asString();
        assertThat(file.lines().skip(1).map(line -> line.split(",")[2]).toList())
                .containsExactly("1", "x");
    }

    /** What is sent to be mended and split must have all that there was, and what slipped in. */
    @Test
    void givesAllRowsBack_ofARecordThatIsTooLong_andAllCellsOfARowThatIs() {
        String rows = ("a," + mark + "\n").repeat(1_005);
        String id = upload(CLERK, "code,title\n" + rows + "b," + mark + ",too,much\n");
        reaches(CLERK, id, "VALIDATED");
        assertThat(imports(CLERK).errors(id)).containsExactly("2 code record-too-long", "1007 null row-too-long");
        List<String> lines = notes.api
                .as(CLERK)
                .get(IMPORTS + "/" + id + "/errors/file")
                .asString()
                .lines()
                .toList();
        assertThat(lines).hasSize(1 + 1_005 + 1);
        assertThat(lines.get(1_005)).startsWith("a," + mark + ",1006,");
        assertThat(lines.get(1_006)).startsWith("b," + mark + ",1007,").contains(",too,much");
    }

    /** What no plan foresees refuses one record and not its neighbours. */
    @Test
    void takesTheOthers_whereTheDatabaseRefusesOne() {
        String file =
                "code,title,amount\na," + mark + " one,1\nb," + mark + " two,99999999999.99\nc," + mark + " three,1\n";
        String id = upload(CLERK, file);
        assertThat(reaches(CLERK, id, "VALIDATED").<Integer>path("entered")).isEqualTo(3);
        Response committed = commit(CLERK, id, false);
        assertThat(committed.<Integer>path("entered")).isEqualTo(2);
        assertThat(committed.<Integer>path("refused")).isEqualTo(1);
        assertThat(titles()).containsExactlyInAnyOrder(mark + " one", mark + " three");
        Response errors = notes.api.as(CLERK).get(IMPORTS + "/" + id + "/errors");
        assertThat(errors.<List<Integer>>path("items.line")).containsExactly(3);
    }

    @Test
    void takesAnotherDay_fromWhoMayTakeOverHistory() {
        LocalDate past = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(40);
        String file = "code,title,due_on\na," + mark + " one," + past + "\n";
        String id = upload(CLERK, file);
        assertThat(reaches(CLERK, id, "VALIDATED").<Integer>path("refused")).isEqualTo(1);
        String allowed = upload(IMPORTER, file);
        reaches(IMPORTER, allowed, "VALIDATED");
        commit(IMPORTER, allowed, false);
        assertThat(sql.column("select due_on::text from note where title = ?", mark + " one"))
                .containsExactly(past.toString());
    }

    @Test
    void staysWithWhoUploadedIt() {
        String id = upload(CLERK, "code,title\na," + mark + " one\n");
        reaches(CLERK, id, "VALIDATED");
        for (String path : List.of("", "/errors", "/errors/file")) {
            assertProblem(notes.api.as(SECOND_CLERK).get(IMPORTS + "/" + id + path), 404, "not-found");
        }
        for (String command : List.of("/validate", "/commit", "/cancel")) {
            assertProblem(notes.api.as(SECOND_CLERK).post(IMPORTS + "/" + id + command, Map.of()), 404, "not-found");
        }
        assertThat(notes.api.as(SECOND_CLERK).get(IMPORTS).<List<String>>path("items.id"))
                .doesNotContain(id);
        assertThat(notes.api
                        .as(CLERK)
                        .get(IMPORTS + "?kind=notes&status=VALIDATED")
                        .<List<String>>path("items.id"))
                .contains(id);
    }

    @Test
    void refusesWhoMayNot_andWhatItDoesNotKnow() {
        assertProblem(post(SELLER, "kind=notes", "code,title\n"), 403, "role-missing");
        assertProblem(post(CLERK, "kind=houses", "code,title\n"), 400, "parameter-invalid");
        assertProblem(post(CLERK, "source=x", "code,title\n"), 400, "parameter-invalid");
        assertProblem(post(CLERK, "kind=notes&source=../etc", "code,title\n"), 400, "parameter-invalid");
        assertProblem(post(CLERK, "kind=notes", ""), 422, "table-empty");
        assertThat(notes.api.as(SELLER).get(IMPORTS + "/kinds").<List<Object>>path("$"))
                .isEmpty();
        assertThat(notes.api.as(CLERK).get(IMPORTS + "/kinds").<List<String>>path("kind"))
                .contains("notes");
        assertThat(notes.api
                        .as(CLERK)
                        .language("zh-CN")
                        .get(IMPORTS + "/template?kind=notes")
                        .asString())
                .isEqualTo("\uFEFF编码*,标题*,金额,日期\r\n");
    }

    @Test
    void keepsTheNameOfAFile_withoutFolders_andOfWholeCharacters() {
        String name = "a".repeat(199) + "%F0%9F%98%80%F0%9F%98%80.csv";
        Response taken = post(CLERK, "kind=notes&fileName=..%2Fb%5C" + name, "code,title\na," + mark + " one\n");
        assertThat(assertStatus(taken, 201).<String>path("fileName")).isEqualTo("a".repeat(199) + "😀");
        reaches(CLERK, taken.path("id"), "VALIDATED");
    }

    @Test
    void saysWhyAFileCannotBeRead_andLooksAgainWhenAsked() {
        String id = upload(CLERK, "title\nx\n");
        Response failed = reaches(CLERK, id, "FAILED");
        assertThat(failed.<String>path("problem.code")).isEqualTo("table-column-missing");
        assertThat(failed.<List<String>>path("problem.arguments")).containsExactly("code", "编码");
        assertThat(failed.<String>path("problem.message")).contains("code (编码)");
        assertStatus(notes.api.as(CLERK).post(IMPORTS + "/" + id + "/validate"), 200);
        reaches(CLERK, id, "FAILED");
    }

    @Test
    void answersARepeatedUploadWithTheFirst() {
        String key = UUID.randomUUID().toString();
        String file = "code,title\na," + mark + " one\n";
        String first = assertStatus(post(CLERK, "kind=notes", file, key), 201).path("id");
        String second = assertStatus(post(CLERK, "kind=notes", file, key), 201).path("id");
        assertThat(second).isEqualTo(first);
        assertProblem(post(CLERK, "kind=notes", file + "b,other\n", key), 422, "idempotency-key-reused");
    }

    /** Every portion is done or not; what was done before stays. */
    @Test
    void stopsWhereItIs_whenCancelled_andGoesOnThere_whenItsInstanceIsGone() throws InterruptedException {
        String rows = IntStream.range(0, ROWS)
                .mapToObj(i -> "k" + i + "," + mark + " " + i)
                .collect(Collectors.joining("\n"));
        String id = upload(CLERK, "code,title\n" + rows);
        assertThat(reaches(CLERK, id, "VALIDATED").<Integer>path("rowsInFile")).isEqualTo(ROWS);
        assertStatus(notes.api.as(CLERK).post(IMPORTS + "/" + id + "/commit", Map.of()), 200);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> notes.api.as(CLERK).get(IMPORTS + "/" + id).<Integer>path("rows") > 0);
        Response cancelled = assertStatus(notes.api.as(CLERK).post(IMPORTS + "/" + id + "/cancel"), 200);
        int done = cancelled.path("entered");
        assertThat(done).isBetween(1, ROWS - 1);
        assertThat(done % 500).isZero();
        // As another instance has it in hand that says nothing any more: not before its time is over.
        sql.run(
                "update import_batch set status = 'COMMITTING', runner = ?, runner_until = now() + interval '4 seconds'"
                        + " where id = ?",
                UUID.randomUUID(),
                UUID.fromString(id));
        Thread.sleep(2_000);
        assertThat(titles()).hasSize(done);
        Response committed = reaches(CLERK, id, "COMMITTED");
        assertThat(committed.<Integer>path("entered")).isEqualTo(ROWS);
        assertThat(committed.<Integer>path("refused")).isZero();
        assertThat(titles()).hasSize(ROWS).doesNotHaveDuplicates();
    }

    private String committed(String file) {
        String id = upload(CLERK, file);
        reaches(CLERK, id, "VALIDATED");
        commit(CLERK, id, false);
        return id;
    }

    private String upload(String who, String file) {
        return assertStatus(post(who, "kind=notes&fileName=notes.csv", file), 201)
                .path("id");
    }

    private Response post(String who, String query, String file) {
        return post(who, query, file, UUID.randomUUID().toString());
    }

    private Response post(String who, String query, String file, String key) {
        return notes.api.as(who).key(key).post(IMPORTS + "?" + query, file.getBytes(StandardCharsets.UTF_8));
    }

    private Response commit(String who, String id, boolean skipRefused) {
        assertStatus(notes.api.as(who).post(IMPORTS + "/" + id + "/commit", Map.of("skipRefused", skipRefused)), 200);
        return reaches(who, id, "COMMITTED");
    }

    private Response reaches(String who, String id, String status) {
        return imports(who).reaches(id, status);
    }

    private Imports imports(String who) {
        return new Imports(notes.api.as(who), IMPORTS);
    }

    private List<String> titles() {
        return sql.column("select title from note where title like ?", mark + " %");
    }
}
