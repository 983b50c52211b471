package io.neiqin.platform.exporting;

import static io.neiqin.platform.exporting.ExportApi.NORTH;
import static io.neiqin.platform.exporting.ExportApi.PATIENCE;
import static io.neiqin.platform.exporting.ExportApi.body;
import static io.neiqin.platform.exporting.ExportApi.mark;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.exporting.ExportLease.Lost;
import io.neiqin.platform.exporting.ExportLease.Term;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Long exports, made in the background. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ExportMakingTest {

    /** Each part of 200. */
    private static final String SLOWLY = "0.1";

    @Inject
    DataSource database;

    @Inject
    ExportRunner runner;

    @Inject
    ExportLease lease;

    private ExportApi exports;
    private String mark;

    @BeforeEach
    void ready() {
        exports = new ExportApi(database);
        mark = mark();
    }

    @AfterEach
    void clear() {
        exports.clear();
    }

    @Test
    @DisplayName("a long one shows how far it is, and has what was there once each, whatever is written meanwhile")
    void aLongOne_hasEachRowOnce_whileOthersAreWritten() {
        exports.notes(NORTH, mark, 3000);
        Response asked = assertStatus(exports.ask(NORTH, body("CSV", "q", mark, "seconds", SLOWLY)), 201);
        assertThat(asked.<String>path("status")).isEqualTo("QUEUED");
        assertThat(asked.<Integer>path("total")).isEqualTo(3000);
        String id = asked.path("id");
        assertProblem(exports.content(NORTH, id), 409, "export-not-ready");
        exports.awaitProgress(id);
        exports.notes(NORTH, mark + "-later", 300);
        assertThat(exports.status(id)).isEqualTo("RUNNING");
        exports.awaitStatus(id, "READY");
        assertThat(exports.rows(id)).isEqualTo(3000);
        assertThat(exports.titles(NORTH, id))
                .isEqualTo(IntStream.rangeClosed(1, 3000)
                        .mapToObj(i -> mark + "-" + (3001 - i))
                        .toList());
        assertThat(exports.told(id)).isEqualTo(1);
    }

    @Test
    @DisplayName("of several who look for one to make, one makes it")
    void oneMakesIt_whoeverLooks() {
        exports.notes(NORTH, mark, 600);
        String id = exports.asked(NORTH, "CSV", "q", mark, "seconds", SLOWLY);
        List<CompletableFuture<Void>> lookers = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.runAsync(() -> done(runner::look)))
                .toList();
        lookers.forEach(CompletableFuture::join);
        exports.awaitStatus(id, "READY");
        assertThat(epoch(id)).isEqualTo(1);
        assertThat(exports.told(id)).isEqualTo(1);
    }

    private long epoch(String id) {
        return exports.sql.number("select lease_epoch from data_export where id = ?::uuid", id);
    }

    @Test
    @DisplayName("what one instance leaves half done another begins anew; should the first one wake, it does no harm")
    void anotherBeginsAnew_whereOneStoodStill() {
        exports.notes(NORTH, mark, 2000);
        String id = exports.asked(NORTH, "CSV", "q", mark, "seconds", SLOWLY);
        exports.awaitProgress(id);
        exports.sql.run("update data_export set lease_until = now() - interval '1 second' where id = ?::uuid", id);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> done(runner::look));
        await().atMost(PATIENCE).until(() -> epoch(id) == 2);
        other.join();
        exports.awaitStatus(id, "READY");
        assertThat(exports.titles(NORTH, id)).hasSize(2000).doesNotHaveDuplicates();
        assertThat(exports.told(id)).isEqualTo(1);
        Term old = new Term(UUID.fromString(id), 1);
        assertThatThrownBy(() -> done(() -> lease.renew(old, 7))).hasRootCauseInstanceOf(Lost.class);
        assertThat(exports.rows(id)).isEqualTo(2000);
    }

    @Test
    @DisplayName("what was begun too often, or fails for good, is given up, and says so")
    void isGivenUp_whatNeverComesToAnEnd() {
        exports.notes(NORTH, mark, 200);
        String broken = exports.asked(NORTH, "CSV", "q", mark, "broken", "yes");
        exports.awaitStatus(broken, "FAILED");
        assertThat(exports.get(NORTH, broken).<String>path("failure")).isEqualTo("unexpected");
        String id = exports.asked(NORTH, "CSV", "q", mark, "seconds", SLOWLY);
        exports.sql.run("update data_export set status = 'QUEUED', lease_epoch = 5 where id = ?::uuid", id);
        exports.awaitStatus(id, "FAILED");
        assertThat(exports.get(NORTH, id).<String>path("failure")).isEqualTo("export-interrupted");
        assertThat(exports.told(broken) + exports.told(id)).isZero();
    }

    @Test
    @DisplayName("few records of many rows wait their turn, too")
    void isMadeInTheBackground_whatTurnsOutLong() {
        exports.notes(NORTH, mark, 60);
        Response asked = assertStatus(exports.ask(NORTH, body("CSV", "q", mark, "twice", "yes")), 201);
        assertThat(asked.<String>path("status")).isNotEqualTo("READY");
        exports.awaitStatus(asked.path("id"), "READY");
        assertThat(exports.titles(NORTH, asked.path("id"))).hasSize(120);
    }

    @Test
    @DisplayName("cancelled while it is made, it stops; nothing of it stays, and nobody is told")
    void cancel_stopsIt() throws IOException {
        long before = leftOvers();
        exports.notes(NORTH, mark, 2000);
        String id = exports.asked(NORTH, "CSV", "q", mark, "seconds", SLOWLY);
        exports.awaitProgress(id);
        Response cancelled = assertStatus(exports.cancel(NORTH, id), 200);
        assertThat(cancelled.<String>path("status")).isEqualTo("CANCELLED");
        assertProblem(exports.cancel(NORTH, id), 409, "illegal-transition");
        assertProblem(exports.content(NORTH, id), 409, "export-not-ready");
        await().atMost(PATIENCE).until(() -> leftOvers() <= before);
        assertThat(exports.status(id)).isEqualTo("CANCELLED");
        assertThat(exports.told(id)).isZero();
    }

    private static long leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("export-\\d+\\.part"))
                    .count();
        }
    }

    @Test
    @DisplayName("nobody has more than a few under way")
    void ask_refusesOneTooMany() {
        exports.notes(NORTH, mark, 200);
        List<String> open = List.of(
                exports.asked(NORTH, "CSV", "q", mark, "seconds", "3"),
                exports.asked(NORTH, "CSV", "q", mark, "seconds", "3"));
        Response refused = exports.ask(NORTH, body("CSV", "q", mark));
        assertProblem(refused, 429, "export-too-many");
        assertThat(refused.header("Retry-After")).isNotNull();
        open.forEach(id -> assertStatus(exports.cancel(NORTH, id), 200));
        String next = exports.asked(NORTH, "CSV", "q", mark);
        exports.awaitStatus(next, "READY");
    }

    private static <T> T done(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
