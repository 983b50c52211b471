package io.neiqin.platform.history.audit;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.body;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.platform.HistoryEvent.HistorySealed;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.history.Forgery;
import io.neiqin.platform.history.History;
import io.neiqin.platform.sample.Note;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every entry comes under one seal, which is told; what is erased out of an entry leaves its hash. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class SealTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    DataSource database;

    @Inject
    Seals seals;

    @Inject
    History history;

    @Inject
    OwnWork work;

    private NoteApi notes;
    private Sql sql;

    @BeforeEach
    void ready() throws Throwable {
        notes = NoteApi.ready();
        notes.organisation.employee("E090", "AUDITOR", "ALL");
        notes.awaitKnown("E090");
        sql = new Sql(database);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("an erased value is gone, out of the history and the answer, an entry says so, and the chain holds")
    void erasedValue_leavesTheChain() throws Throwable {
        String secret = "secret " + UUID.randomUUID();
        String id = assertStatus(notes.write(body(secret)), 201).path("id");
        assertStatus(notes.change(id, 1), 200);
        seal();
        assertThat(erase(id, "/title")).isEqualTo(2);
        assertThat(erase(id, "/title")).isZero();
        assertThat(erase(id, "/tit")).isZero();
        assertThat(sql.number("select count(*) from history_entry where changes like ?", "%" + secret + "%"))
                .isZero();
        Response history = assertStatus(notes.api.as(CLERK).get(NOTES + "/" + id + "/history"), 200);
        assertThat(history.asString()).doesNotContain(secret);
        assertThat(history.<List<Integer>>path("items.no")).containsExactly(3, 2, 1);
        assertThat(history.<String>path("items[0].command")).isEqualTo("forget");
        assertThat(history.<List<String>>path("items[0].changes.pointer")).containsExactly("/title");
        assertThat(history.<String>path("items[0].changes[0].withheld")).isEqualTo("ERASED");
        String title = "items[2].changes.find { it.pointer == '/title' }.";
        assertThat(history.<String>path(title + "withheld")).isEqualTo("ERASED");
        assertThat(history.<String>path(title + "after")).isNull();
        assertThat(history.<String>path("items[2].changes.find { it.pointer == '/amount' }.after"))
                .isEqualTo("12.5");
        assertThat(verification().<List<?>>path("findings")).isEmpty();
        assertThat(erase(id, "/amount")).isEqualTo(1);
        assertStatus(notes.change(id, 1), 200);
        assertThat(verification().<List<?>>path("findings")).isEmpty();
        assertThat(verification().<Integer>path("erased")).isGreaterThanOrEqualTo(3);

        UUID note = UUID.fromString(id);
        String swap = "update history_entry set changes = replace(changes, ?, ?) where aggregate_id = ? and no = 1";
        sql.run(swap, "\"ah\"", "\"bh\"", note);
        assertFound("EDITED 1", "what is erased cannot be altered either");
        sql.run(swap, "\"bh\"", "\"ah\"", note);
        String written = sql.column("select changes from history_entry where aggregate_id = ? and no = 5", note)
                .get(0);
        try (Connection connection = database.getConnection()) {
            Forgery.blank(connection, note, 5);
        }
        assertFound("EDITED 5", "what came after it was to be erased was not");
        sql.run("update history_entry set changes = ? where aggregate_id = ? and no = 5", written, note);
    }

    private void assertFound(String finding, String why) {
        Response report = verification();
        assertThat(report.<String>path("findings[0].what") + " " + report.path("findings[0].no"))
                .as(why)
                .isEqualTo(finding);
        assertThat(report.<List<?>>path("findings")).hasSize(1);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a seal is told on the service's topic; without anything new there is none")
    void seal_isTold_andOnlyWhenThereIsSomethingNew() throws Throwable {
        notes.note();
        assertThat(seal()).isPresent();
        assertThat(seal()).isEmpty();
        String head = verification().path("lastSeal.head");
        String about = Seals.idOf("neiqin.reporting").toString();
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            Received told = probe.await(
                    EventProbe.about(about).and(event -> event.text().contains(head)), Duration.ofSeconds(30));
            assertThat(told.type()).isEqualTo("neiqin.reporting.history-sealed.v1");
        }
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("of several instances that seal at once one does, and every entry gets one seal")
    void sealing_isDoneByOne() {
        long before = sql.number("select count(*) from history_seal");
        notes.note();
        List<CompletableFuture<Optional<?>>> instances = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.<Optional<?>>supplyAsync(() -> {
                    try {
                        return seal();
                    } catch (Throwable failed) {
                        throw new IllegalStateException(failed);
                    }
                }))
                .toList();
        assertThat(instances.stream().filter(one -> one.join().isPresent())).hasSize(1);
        assertThat(sql.number("select count(*) from history_seal")).isEqualTo(before + 1);
        assertThat(sql.number("select count(*) from history_link where seal_no is null"))
                .isZero();
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("an entry that commits after a later one was sealed comes under the next seal")
    void lateCommit_isSealedNextTime() throws Throwable {
        UUID late = UUID.randomUUID();
        try (Connection open = database.getConnection()) {
            open.setAutoCommit(false);
            Forgery.write(open, late);
            notes.note();
            assertThat(seal()).isPresent();
            open.commit();
            open.setAutoCommit(true);
        }
        assertThat(seal()).hasValueSatisfying(seal -> assertThat(seal.entries()).isEqualTo(1));
        assertThat(sql.column("select seal_no from history_link where aggregate_id = ?", late))
                .isEqualTo(sql.column("select max(no) from history_seal"));
        assertThat(verification().<List<?>>path("findings")).isEmpty();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("for how long the oldest entry waits for its seal is told, and in the verification since when")
    void waitingEntry_isTold() throws Throwable {
        seal();
        assertThat(verification().<String>path("unsealedSince")).isNull();
        UUID note = UUID.fromString(notes.note());
        await().atMost(SOON).until(() -> oldestUnsealed() > 2);
        assertThat(verification().<String>path("unsealedSince")).isEqualTo(writtenAt(note));
        seal();
        await().atMost(SOON).until(() -> oldestUnsealed() == 0);
        assertThat(verification().<String>path("unsealedSince")).isNull();
    }

    /** When it was made. */
    private String writtenAt(UUID note) {
        return assertStatus(notes.api.as(CLERK).get(NOTES + "/" + note + "/history"), 200)
                .path("items[0].at");
    }

    private double oldestUnsealed() {
        return assertStatus(notes.api.get("/q/metrics"), 200)
                .asString()
                .lines()
                .filter(line -> line.startsWith("neiqin_oldest_unsealed_seconds "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }

    private Optional<HistorySealed> seal() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> seals.seal());
    }

    private int erase(String id, String field) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> work.run(
                "forget",
                context -> Panache.getSession()
                        .flatMap(session -> session.find(Note.class, UUID.fromString(id)))
                        .flatMap(note -> history.erase(note, field, context.deed()))));
    }

    private Response verification() {
        return assertStatus(notes.api.as("E090").get("/api/platform/history/verification"), 200);
    }
}
