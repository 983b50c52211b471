package io.neiqin.platform.attachment;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.SELLER;
import static io.neiqin.platform.attachment.PaperApi.ATTACHMENTS;
import static io.neiqin.platform.attachment.PaperApi.attach;
import static io.neiqin.platform.attachment.PaperApi.attached;
import static io.neiqin.platform.attachment.PaperApi.content;
import static io.neiqin.platform.attachment.PaperApi.stored;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.platform.file.FileStore;
import io.neiqin.platform.file.FileSweep;
import io.neiqin.platform.file.type.Samples;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Papers of a note, from the upload to the sweep. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class AttachmentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DataSource database;

    @Inject
    FileStore store;

    @Inject
    FileSweep sweep;

    private NoteApi notes;
    private Sql sql;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        sql = new Sql(database);
    }

    @Test
    @DisplayName("what was attached is listed, and comes back as it was, under its name, never to be run in a browser")
    void attaches_lists_givesBack() {
        String note = notes.note();
        byte[] pdf = Samples.pdf(UUID.randomUUID().toString());
        Response made = assertStatus(attach(notes.api.as(CLERK), note, "../订单 7.exe", pdf), 201);
        String id = made.path("id");
        String sha256 = made.path("sha256");
        assertThat(made.header("Location")).endsWith(ATTACHMENTS + "/" + id);
        assertThat(made.<String>path("name")).isEqualTo("订单 7.exe.pdf");
        assertThat(made.<String>path("mediaType")).isEqualTo("application/pdf");
        assertThat(made.<Integer>path("size")).isEqualTo(pdf.length);
        assertThat(made.<String>path("addedBy")).isEqualTo(CLERK);
        assertThat(list(CLERK, note)).containsExactly(id);
        Response file = assertStatus(notes.api.as(CLERK).get(content(id)), 200);
        assertThat(file.asByteArray()).isEqualTo(pdf);
        assertThat(file.header("Content-Type")).startsWith("application/pdf");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"__ 7.exe.pdf\"; filename*=UTF-8''%E8%AE%A2%E5%8D%95%207.exe.pdf");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("Cache-Control")).startsWith("private");
        assertThat(file.header("ETag")).isEqualTo("\"" + sha256 + "\"");
        Response known =
                notes.api.as(CLERK).header("If-None-Match", file.header("ETag")).get(content(id));
        assertThat(assertStatus(known, 304).asByteArray()).isEmpty();
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            Received told = probe.await(EventProbe.about(id), PATIENCE);
            assertThat(told.type()).isEqualTo("neiqin.reporting.attachment-added.v1");
            assertThat(told.body().path("sha256").asText()).isEqualTo(sha256);
            assertThat(told.text()).doesNotContain("订单");
        }
        assertThat(history(id)).containsExactly("attach");
    }

    @Test
    @DisplayName("who does not see the record sees none of its papers")
    void hides_whatBelongsToAHiddenRecord() {
        String note = notes.note();
        String id = attached(notes, note, Samples.pdf(note));
        assertThat(list(SELLER, note)).isEmpty();
        for (String path : List.of("/" + id, "/" + id + "/content", "/" + id + "/history")) {
            assertProblem(notes.api.as(SELLER).get(ATTACHMENTS + path), 404, "not-found");
        }
        assertProblem(remove(SELLER, id, "0"), 404, "not-found");
    }

    @Test
    @DisplayName("the same file again is the same paper; for another purpose, or of another record, it is another")
    void keepsOne_whateverIsRepeated() throws Exception {
        String note = notes.note();
        byte[] pdf = Samples.pdf(note);
        Callable<Response> attach = () -> attach(notes.api.as(CLERK), note, "a.pdf", pdf);
        Set<String> ids = new HashSet<>();
        var callers = Executors.newFixedThreadPool(20);
        for (Future<Response> one : callers.invokeAll(Collections.nCopies(20, attach))) {
            // Sixteen are taken at once; the others come again.
            Response answer = one.get();
            for (int i = 0; i < 20 && answer.statusCode() == 503; i++) {
                Thread.sleep(50);
                answer = attach.call();
            }
            ids.add(assertStatus(answer, 201).path("id"));
        }
        callers.shutdown();
        assertThat(ids).hasSize(1);
        assertThat(sql.number("select count(*) from attachment where record_id = ?::uuid", note))
                .isEqualTo(1);
        assertThat(PaperApi.incoming()).isEmpty();
        Response other = notes.api.as(CLERK).upload(PaperApi.address(note, "PROOF", "a.pdf"), "text/plain", pdf);
        assertThat(ids).doesNotContain(assertStatus(other, 201).<String>path("id"));
        assertThat(ids).doesNotContain(attached(notes, notes.note(), pdf));
    }

    @Test
    @DisplayName("a key stands for the file, too")
    void replays_byKey() {
        String note = notes.note();
        var keyed = notes.api.as(CLERK).newKey();
        byte[] pdf = Samples.pdf(note);
        Response first = assertStatus(attach(keyed, note, "a.pdf", pdf), 201);
        Response second = assertStatus(attach(keyed, note, "a.pdf", pdf), 201);
        assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        assertProblem(attach(keyed, note, "a.pdf", Samples.pdf("other")), 422, "idempotency-key-reused");
        assertProblem(attach(keyed, note, "b.pdf", pdf), 422, "idempotency-key-reused");
    }

    @Test
    @DisplayName("a paper is taken away with a reason; its row stays, and its content goes once nothing needs it")
    void removes_andSweeps() throws Exception {
        String note = notes.note();
        String other = notes.note();
        byte[] pdf = Samples.pdf(note);
        String id = attached(notes, note, pdf);
        String shared = attached(notes, other, pdf);
        String sha256 = notes.api.as(CLERK).get(ATTACHMENTS + "/" + id).path("sha256");
        Response removed = assertStatus(remove(CLERK, id, "0"), 200);
        assertThat(removed.<String>path("removedBy")).isEqualTo(CLERK);
        assertThat(removed.<String>path("removalReason")).isEqualTo("wrong order");
        assertThat(list(CLERK, note)).isEmpty();
        assertThat(notes.api
                        .as(CLERK)
                        .get(ATTACHMENTS + "?removed=true&type=note&record=" + note)
                        .<List<String>>path("items.id"))
                .containsExactly(id);
        assertProblem(notes.api.as(CLERK).get(content(id)), 404, "not-found");
        assertThat(history(id)).containsExactly("detach", "attach");
        try (EventProbe probe = EventProbe.on("neiqin.reporting")) {
            assertThat(probe.await(2, EventProbe.about(id), PATIENCE))
                    .extracting(Received::type)
                    .endsWith("neiqin.reporting.attachment-removed.v1");
        }
        sweepAll();
        assertThat(stored(sha256)).exists();
        assertStatus(notes.api.as(CLERK).get(content(shared)), 200);
        assertStatus(remove(CLERK, shared, "0"), 200);
        sweepAll();
        assertThat(stored(sha256)).doesNotExist();
        assertStatus(notes.api.as(CLERK).get(content(attached(notes, note, pdf))), 200);
    }

    @Test
    @DisplayName("what a crash has left without a row is swept; not what is young, nor what is about to get its row")
    void sweeps_whatNoRowNeeds() throws Exception {
        String orphan = store.put(new ByteArrayInputStream(Samples.pdf(UUID.randomUUID() + "")), 1000)
                .sha256();
        sweep.run(Instant.now().minus(Duration.ofHours(1)));
        assertThat(stored(orphan)).as("young").exists();
        try (Connection writer = database.getConnection()) {
            writer.setAutoCommit(false);
            try (var hold = Sql.prepare(
                    writer, "select pg_advisory_xact_lock_shared(hashtextextended('stored-file ' || ?, 0))", orphan)) {
                hold.execute();
            }
            sweepAll();
            assertThat(stored(orphan)).as("held").exists();
            writer.rollback();
        }
        sweepAll();
        assertThat(stored(orphan)).doesNotExist();
    }

    @Test
    @DisplayName("a flipped bit is found before the first byte is sent")
    void deliversNothing_thatIsDamaged() throws Exception {
        Response made = attach(notes.api.as(CLERK), notes.note(), "a.pdf", Samples.pdf(UUID.randomUUID() + ""));
        String sha256 = assertStatus(made, 201).path("sha256");
        byte[] content = Files.readAllBytes(stored(sha256));
        content[20] ^= 4;
        Files.write(stored(sha256), content);
        assertProblem(notes.api.as(CLERK).get(content(made.path("id"))), 500, "file-damaged");
    }

    private void sweepAll() throws Exception {
        sweep.run(Instant.now().plusSeconds(60));
    }

    private Response remove(String who, String id, String version) {
        return notes.api
                .as(who)
                .ifMatch(version)
                .header("X-Reason", "wrong order")
                .delete(ATTACHMENTS + "/" + id);
    }

    private List<String> list(String who, String note) {
        return assertStatus(notes.api.as(who).get(ATTACHMENTS + "?type=note&record=" + note), 200)
                .path("items.id");
    }

    private List<String> history(String id) {
        List<Map<String, Object>> entries = assertStatus(
                        notes.api.as(CLERK).get(ATTACHMENTS + "/" + id + "/history"), 200)
                .path("items");
        return entries.stream()
                .map(entry -> String.valueOf(entry.get("command")))
                .toList();
    }
}
