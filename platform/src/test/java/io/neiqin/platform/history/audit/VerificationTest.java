package io.neiqin.platform.history.audit;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.SECOND_CLERK;
import static io.neiqin.platform.NoteApi.content;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.platform.HistoryEvent.HistorySealed;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.history.Forgery;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** F29: what is done to the history behind the service's back is found, by its name and its place; and nothing else is. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class VerificationTest {

    private static final int ENTRIES = 6;
    private static final List<String> TABLES = List.of("history_entry", "history_link", "history_seal", "note");

    private static final String OF_NOTE = " where aggregate_id = ':note' and no ";
    private static final String LAST_SEAL = "(select max(no) from history_seal)";
    private static final String DELETE_LAST_SEAL = "delete from history_seal where no = " + LAST_SEAL;

    /** Makes the chain's hash of an entry fit the one before it. */
    private static final String CHAIN = """
            update history_entry e set chain_hash = sha256(b.chain_hash || e.content_hash) from history_entry b
            where e.aggregate_id = ':note' and e.no = %d and b.aggregate_id = ':note' and b.no = %d""";

    @Inject
    DataSource database;

    @Inject
    Seals seals;

    private NoteApi notes;
    private Sql sql;

    /** A manipulation of the note's history, and what has to be found of it: {@code EDITED 3}, {@code TRUNCATED seal}. */
    private record Case(String name, List<String> found, String... statements) {
        static Case of(String name, String found, String... statements) {
            return new Case(name, found.isEmpty() ? List.of() : List.of(found.split(", ")), statements);
        }
    }

    @BeforeEach
    void ready() throws Throwable {
        notes = NoteApi.ready();
        notes.organisation.employee("E090", "AUDITOR", "ALL");
        notes.awaitKnown("E090");
        sql = new Sql(database);
    }

    @TestFactory
    @Tag("DAT-4")
    @Tag("SEC-3")
    Stream<DynamicTest> manipulations_areFound_byNameAndPlace() {
        return cases().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private static Stream<Case> cases() {
        return Stream.of(edited(), removed(), inserted(), forged(), reordered(), seals())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> edited() {
        return Stream.of(
                Case.of("nothing", ""),
                Case.of("a value", "EDITED 3", set("changes = replace(changes, 'third', '3rd')", "= 3")),
                Case.of("changes that cannot be read", "EDITED 3", set("changes = '{'", "= 3")),
                Case.of("changes of another kind", "EDITED 3", set("changes = '[null, 5]'", "= 3")),
                Case.of("a time that is none", "EDITED 3", set("at = '-infinity'", "= 3")),
                Case.of("a day that is none", "EDITED 3", set("business_date = 'infinity'", "= 3")),
                Case.of("values blanked as if they were erased", "EDITED 2", "blank 2"),
                Case.of("the actor", "EDITED 2", set("actor = 'E999'", "= 2")),
                Case.of("the roles", "EDITED 2", set("roles = 'CLERK'", "= 2")),
                Case.of("the roles, by a blank", "EDITED 2", set("roles = roles || ' '", "= 2")),
                Case.of("the reason", "EDITED 2", set("reason = 'another'", "= 2")),
                Case.of("an empty reason for none", "EDITED 3", set("reason = ''", "= 3")),
                Case.of("the time, by a microsecond", "EDITED 6", set("at = at - interval '1 microsecond'", "= 6")),
                Case.of("the actor, with the content's hash", "EDITED 4", set("actor = 'E999'", "= 4"), "rehash 4"),
                Case.of(
                        "the actor, with the content's hash and the chain's",
                        "EDITED 4",
                        set("actor = 'E999'", "= 4"),
                        "rehash 4",
                        CHAIN.formatted(4, 3)),
                Case.of(
                        "the actor of the last one, with all hashes, and its link",
                        "EDITED seal",
                        set("actor = 'E999'", "= 6"),
                        "rehash 6",
                        CHAIN.formatted(6, 5),
                        "update history_link l set chain_hash = e.chain_hash from history_entry e"
                                + " where e.aggregate_id = l.aggregate_id and e.no = l.no"));
    }

    private static Stream<Case> removed() {
        return Stream.of(
                Case.of("one in the middle removed", "REMOVED 3", delete("entry", "= 3")),
                Case.of("the first one removed", "REMOVED 1", delete("entry", "= 1")),
                Case.of(
                        "one removed, the others closed up",
                        "REMOVED 3",
                        delete("entry", "= 3"),
                        set("no = no + 1000", "> 3"),
                        set("no = no - 1001", "> 1000")),
                Case.of(
                        "one removed with its link",
                        "REMOVED 3, REMOVED seal",
                        delete("entry", "= 3"),
                        delete("link", "= 3")),
                Case.of("the last one cut off", "TRUNCATED 6", delete("entry", "= 6")),
                Case.of("the last three cut off", "TRUNCATED 4", delete("entry", ">= 4")),
                Case.of("all of them cut off", "TRUNCATED 1", delete("entry", ">= 1")),
                Case.of(
                        "the last one cut off with its link",
                        "TRUNCATED 6, REMOVED seal",
                        delete("entry", "= 6"),
                        delete("link", "= 6")),
                Case.of(
                        "the last one cut off with its link, before the next seal",
                        "TRUNCATED 7",
                        "change",
                        delete("entry", "= 7"),
                        delete("link", "= 7")),
                Case.of(
                        "all of them removed with their links",
                        "TRUNCATED 1, REMOVED seal",
                        delete("entry", ">= 1"),
                        delete("link", ">= 1")),
                Case.of(
                        "all of them cut off, and changed again",
                        "REMOVED 1, REMOVED 2, REMOVED 3, REMOVED 4, REMOVED 5, REMOVED 6",
                        delete("entry", ">= 1"),
                        "change"));
    }

    private static Stream<Case> inserted() {
        return Stream.of(
                Case.of("one inserted at the end", "INSERTED 7", copy(5, 7)),
                Case.of("one inserted at the end, and changed again", "INSERTED 7", copy(5, 7), "change", "change"),
                Case.of("one inserted far behind the end", "INSERTED 70", copy(5, 70)),
                Case.of(
                        "one inserted in the middle, the others moved on",
                        "INSERTED 3",
                        set("no = no + 1000", ">= 3"),
                        set("no = no - 999", "> 1000"),
                        copy(5, 3),
                        set("chain_hash = sha256(chain_hash)", "= 3")),
                Case.of(
                        "one inserted at the end with a link under a seal",
                        "INSERTED 7, INSERTED seal",
                        copy(5, 7),
                        CHAIN.formatted(7, 6),
                        "insert into history_link select aggregate_id, no, chain_hash, " + LAST_SEAL
                                + " from history_entry" + OF_NOTE + "= 7"),
                Case.of(
                        "one inserted at the end with its link, before the next seal",
                        "INSERTED 7",
                        copy(5, 7),
                        CHAIN.formatted(7, 6),
                        "insert into history_link select aggregate_id, no, chain_hash, null from history_entry"
                                + OF_NOTE + "= 7"));
    }

    /** Written as a command writes it. */
    private static Stream<Case> forged() {
        String[] append = {
            copy(6, 7),
            set("version = version + 1", "= 7"),
            "rehash 7",
            CHAIN.formatted(7, 6),
            "insert into history_link select aggregate_id, no, chain_hash, null from history_entry" + OF_NOTE + "= 7",
            "change"
        };
        return Stream.of(
                Case.of("one forged after the last", "INSERTED 7", Arrays.copyOf(append, 5)),
                Case.of("one forged after the last, and changed again", "INSERTED 7", append));
    }

    private static Stream<Case> reordered() {
        return Stream.of(
                Case.of(
                        "two in each other's places",
                        "REORDERED 3",
                        set("no = 1000", "= 3"),
                        set("no = 3", "= 4"),
                        set("no = 4", "= 1000")),
                Case.of(
                        "the last one moved to the front",
                        "REORDERED 1",
                        set("no = no + 1000", "< 6"),
                        set("no = 1", "= 6"),
                        set("no = no - 999", "> 1000")),
                Case.of("one moved before the first", "REORDERED 0", set("no = 0", "= 2")),
                Case.of("one moved behind the last", "REORDERED 2147483647", set("no = 2147483647", "= 2")),
                Case.of(
                        "the last one moved before the first, and changed again",
                        "REORDERED -2147483648",
                        set("no = -2147483648", "= 6"),
                        "change"),
                Case.of(
                        "the last one moved away from the others, and changed again",
                        "REORDERED 2147483647",
                        set("no = 2147483647", "= 6"),
                        "change"),
                Case.of("the last one given a later number", "REORDERED 60", set("no = 60", "= 6")));
    }

    private static Stream<Case> seals() {
        return Stream.of(
                Case.of(
                        "a seal made anew",
                        "EDITED seal",
                        "update history_seal set head = sha256(head) where no = " + LAST_SEAL),
                Case.of("the last seal cut off", "TRUNCATED seal", DELETE_LAST_SEAL),
                Case.of(
                        "the last seal cut off, and its links made open",
                        "TRUNCATED seal",
                        "update history_link set seal_no = null where seal_no = " + LAST_SEAL,
                        DELETE_LAST_SEAL),
                Case.of(
                        "the last seal cut off with all that was under it",
                        "TRUNCATED 1, TRUNCATED seal",
                        "delete from history_entry e using history_link l where l.aggregate_id = e.aggregate_id"
                                + " and l.no = e.no and l.seal_no = " + LAST_SEAL,
                        "delete from history_link where seal_no = " + LAST_SEAL,
                        DELETE_LAST_SEAL),
                Case.of(
                        "a seal in the middle removed",
                        "REMOVED seal - 1",
                        "delete from history_seal where no = " + LAST_SEAL + " - 1"),
                Case.of(
                        "a seal that was never told",
                        "INSERTED seal + 1",
                        "insert into history_seal select no + 1, at, 0, sha256(head || int8send(no + 1)"
                                + " || int8send((extract(epoch from at) * 1000000)::bigint))"
                                + " from history_seal order by no desc limit 1"));
    }

    private static String set(String what, String numbers) {
        return "update history_entry set " + what + OF_NOTE + numbers;
    }

    private static String delete(String table, String numbers) {
        return "delete from history_" + table + OF_NOTE + numbers;
    }

    private static String copy(int from, int to) {
        return "insert into history_entry select aggregate_type, aggregate_id, " + to
                + ", at, business_date, actor, roles,"
                + " command, reason, request_id, causation_id, version, changes, content_hash, chain_hash"
                + " from history_entry where aggregate_id = ':note' and no = " + from;
    }

    private void check(Case one) throws Throwable {
        String note = noteWithHistory();
        seal();
        long lastSeal = sql.number("select max(no) from history_seal");
        TABLES.forEach(table -> {
            sql.run("drop table if exists kept_" + table);
            sql.run("create table kept_" + table + " as table " + table);
        });
        try {
            for (String statement : one.statements()) {
                manipulate(note, statement);
            }
            Response report = verification();
            List<String> found = new ArrayList<>();
            report.<List<Map<String, Object>>>path("findings").forEach(finding -> {
                found.add(finding.get("what") + " " + place(finding, lastSeal));
                if (finding.get("no") != null) {
                    assertThat(finding.get("aggregateId")).isEqualTo(note);
                }
            });
            assertThat(found).as(report.asString()).isEqualTo(one.found());
            assertThat(report.<Boolean>path("sound")).isEqualTo(one.found().isEmpty());
            assertThat(report.<Integer>path("moreFindings")).isZero();
        } finally {
            TABLES.forEach(table -> {
                sql.run("delete from " + table);
                sql.run("insert into " + table + " select * from kept_" + table);
            });
        }
    }

    private void manipulate(String note, String statement) throws SQLException {
        String[] words = statement.split(" ");
        try (Connection connection = database.getConnection()) {
            switch (words[0]) {
                case "change" -> assertStatus(notes.change(note, 1), 200);
                case "rehash" -> Forgery.rehash(connection, UUID.fromString(note), Integer.parseInt(words[1]));
                case "blank" -> Forgery.blank(connection, UUID.fromString(note), Integer.parseInt(words[1]));
                default -> sql.run(statement.replace(":note", note));
            }
        }
    }

    private static String place(Map<String, Object> finding, long lastSeal) {
        if (finding.get("seal") == null) {
            return finding.get("no").toString();
        }
        long after = ((Number) finding.get("seal")).longValue() - lastSeal;
        return "seal" + (after == 0 ? "" : after > 0 ? " + " + after : " - " + -after);
    }

    /** Six entries, the second one with a reason. */
    private String noteWithHistory() {
        String id = notes.note();
        String change = NOTES + "/" + id + "/change";
        assertStatus(
                notes.api.as(SECOND_CLERK).header("X-Reason", "asked for").post(change, content(id + " second", 1)),
                200);
        assertStatus(notes.api.as(CLERK).post(change, content(id + " third", 1)), 200);
        for (int i = 4; i <= ENTRIES; i++) {
            assertStatus(notes.change(id, 1), 200);
        }
        return id;
    }

    @Test
    @Tag("DAT-4")
    @Tag("SEC-3")
    @DisplayName("after some hundred random commands, some refused and some at the same time, there is nothing to find")
    void randomCommands_leaveNothingToFind() throws Throwable {
        Random random = new Random(29);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(notes.note());
        }
        long before = sql.number("select count(*) from history_entry");
        int done = 0;
        for (int round = 0; round < 40; round++) {
            List<CompletableFuture<Integer>> commands = IntStream.range(0, 10)
                    .mapToObj(i -> ids.get(random.nextInt(ids.size())))
                    .map(id -> random.nextInt(5) == 0
                            ? CompletableFuture.supplyAsync(() -> notes.api
                                    .as(CLERK)
                                    .post(NOTES + "/" + id + "/refuse")
                                    .statusCode())
                            : CompletableFuture.supplyAsync(
                                    () -> notes.change(id, 1).statusCode()))
                    .toList();
            for (var command : commands) {
                assertThat(command.join()).isIn(200, 409, 422);
                done += command.join() == 200 ? 1 : 0;
            }
            if (random.nextInt(4) == 0) {
                seal();
            }
        }
        assertThat(done).isGreaterThan(150);
        assertThat(sql.number("select count(*) from history_entry") - before).isEqualTo(done);
        Response report = verification();
        assertThat(report.<List<?>>path("findings")).isEmpty();
        assertThat(report.<Boolean>path("sound")).isTrue();
        assertThat(report.<Integer>path("entries").longValue())
                .isEqualTo(sql.number("select count(*) from history_entry"));
        assertThat(report.<Integer>path("aggregates").longValue())
                .isEqualTo(sql.number("select count(distinct aggregate_id) from history_entry"));
    }

    @Test
    @Tag("DAT-4")
    @Tag("SEC-3")
    @DisplayName("what was told of a seal and cannot be read any more is found, at that seal")
    void junkToldOfASeal_isFound() throws Throwable {
        notes.note();
        seal();
        UUID about = Seals.idOf("neiqin.reporting");
        long last = sql.number("select max(no) from history_seal");
        String told = " from event_log where aggregateid = ? and aggregateversion = ?";
        await().atMost(Duration.ofSeconds(20)).until(() -> sql.number("select count(*)" + told, about, last) == 1);
        String payload = sql.column("select payload" + told, about, last).get(0);
        String tell = "update event_log set payload = ? where aggregateid = ? and aggregateversion = ?";
        try {
            for (String junk :
                    List.of("junk", "", "null", "[]", "{'no':'abc'}", "{'no':1.5}", "{'no':" + "9".repeat(20) + "}")) {
                sql.run(tell, junk.replace('\'', '"'), about, last);
                Response report = verification();
                assertThat(report.<List<String>>path("findings.what")).as(junk).containsExactly("EDITED");
                assertThat(report.<List<Integer>>path("findings.seal")).as(junk).containsExactly((int) last);
            }
        } finally {
            sql.run(tell, payload, about, last);
        }
        assertThat(verification().<List<?>>path("findings")).isEmpty();
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("auditors and administrators may ask, nobody else")
    void verification_isForAuditors() {
        assertStatus(notes.api.as("E090").get("/api/platform/history/verification"), 200);
        assertStatus(notes.api.as("ops", "SYSTEM_ADMIN").get("/api/platform/history/verification"), 200);
        assertProblem(notes.api.as(CLERK).get("/api/platform/history/verification"), 403, "role-missing");
        assertProblem(notes.api.anonymous().get("/api/platform/history/verification"), 401, "token-missing");
    }

    private Optional<HistorySealed> seal() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> seals.seal());
    }

    private Response verification() {
        return assertStatus(notes.api.as("E090").get("/api/platform/history/verification"), 200);
    }
}
