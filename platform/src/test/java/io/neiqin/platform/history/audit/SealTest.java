package io.neiqin.platform.history.audit;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.body;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.platform.HistoryEvent.HistorySealed;
import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.history.Forgery;
import io.neiqin.platform.history.History;
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

    @Inject
    DataSource database;

    @Inject
    Seals seals;

    @Inject
    History history;

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
    @DisplayName("an erased value is gone, out of the history and the answer, and the chain holds; the rest stays")
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
        String title = "items[1].changes.find { it.pointer == '/title' }.";
        assertThat(history.<String>path(title + "withheld")).isEqualTo("ERASED");
        assertThat(history.<String>path(title + "after")).isNull();
        assertThat(history.<String>path("items[1].changes.find { it.pointer == '/amount' }.after"))
                .isEqualTo("12.5");
        assertThat(verification().<List<?>>path("findings")).isEmpty();
        assertThat(erase(id, "/amount")).isEqualTo(1);
        assertThat(verification().<List<?>>path("findings")).isEmpty();

        sql.run(
                "update history_entry set changes = replace(changes, '\"ah\"', '\"bh\"') where aggregate_id = ? and no = 1",
                UUID.fromString(id));
        assertThat(verification().<List<String>>path("findings.what"))
                .as("what is erased cannot be altered either")
                .containsExactly("EDITED");
        sql.run(
                "update history_entry set changes = replace(changes, '\"bh\"', '\"ah\"') where aggregate_id = ? and no = 1",
                UUID.fromString(id));
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

    private Optional<HistorySealed> seal() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> seals.seal());
    }

    private int erase(String id, String place) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> history.erase(UUID.fromString(id), place)));
    }

    private Response verification() {
        return assertStatus(notes.api.as("E090").get("/api/platform/history/verification"), 200);
    }
}
