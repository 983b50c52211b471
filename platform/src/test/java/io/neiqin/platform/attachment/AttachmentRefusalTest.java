package io.neiqin.platform.attachment;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.SELLER;
import static io.neiqin.platform.attachment.PaperApi.ATTACHMENTS;
import static io.neiqin.platform.attachment.PaperApi.address;
import static io.neiqin.platform.attachment.PaperApi.attach;
import static io.neiqin.platform.attachment.PaperApi.attached;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.file.type.Samples;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is no paper, or no paper for this one. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class AttachmentRefusalTest {

    private static final byte[] PDF = Samples.pdf("x");
    private static final int MEGABYTE = 1024 * 1024;

    @Inject
    DataSource database;

    @AfterEach
    void nothingLeft() {
        await().until(() -> PaperApi.incoming().isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        NoteApi notes = NoteApi.ready();
        String note = notes.note();
        Map<String, Object> sellers = NoteApi.body();
        sellers.put("ownerNo", SELLER);
        String ofSeller = assertStatus(notes.write(sellers), 201).path("id");
        String paper = ATTACHMENTS + "/" + attached(notes, note, Samples.pdf(note));
        String changed = notes.note();
        String fixed = ATTACHMENTS + "/" + attached(notes, changed, Samples.pdf(changed));
        assertStatus(notes.change(changed, 1), 200);
        String gone = ATTACHMENTS + "/" + attached(notes, note, Samples.pdf("gone" + note));
        assertStatus(reasoned(notes.api).ifMatch(0).delete(gone), 200);
        return Refusal.tests(
                new Stored(database),
                notes.api,
                Refusal.of("a foreign record", 404, "not-found", api -> attach(api.as(SELLER), note, "a", PDF)),
                Refusal.of("no record", 404, "not-found", api -> clerk(api, UUID.randomUUID() + "", PDF)),
                naming("type", "parameter-missing", api -> api.as(CLERK).upload(ATTACHMENTS, "a/b", PDF)),
                naming(
                        "record",
                        "parameter-missing",
                        api -> api.as(CLERK).upload(ATTACHMENTS + "?type=note", "a/b", PDF)),
                naming(
                        "type",
                        "parameter-invalid",
                        api -> api.as(CLERK).upload(ATTACHMENTS + "?type=house&record=" + note, "a/b", PDF)),
                naming("type", "parameter-missing", api -> api.as(CLERK).get(ATTACHMENTS + "?record=" + note)),
                naming("record", "parameter-missing", api -> api.as(CLERK).get(ATTACHMENTS + "?type=note")),
                naming(
                        "type",
                        "parameter-invalid",
                        api -> api.as(CLERK).get(ATTACHMENTS + "?type=house&record=" + note)),
                Refusal.of("wrong role", 403, "role-missing", api -> attach(api.as(SELLER), ofSeller, "a", PDF)),
                Refusal.of(
                        "for nothing",
                        422,
                        "attachment-unknown-purpose",
                        api -> api.as(CLERK).upload(address(note, "FUN", "a.pdf"), "application/pdf", PDF)),
                Refusal.of("an empty file", 422, "file-empty", api -> clerk(api, note, new byte[0])),
                Refusal.of("a program", 415, "file-type-refused", api -> clerk(api, note, Samples.EXE)),
                Refusal.of("a page", 415, "file-type-refused", api -> clerk(api, note, Samples.HTML)),
                Refusal.of("a picture that runs", 415, "file-type-refused", api -> clerk(api, note, Samples.SVG)),
                Refusal.of("an archive", 415, "file-type-refused", api -> clerk(api, note, Samples.zip("a.pdf"))),
                Refusal.of(
                        "a zip bomb",
                        422,
                        "file-unpacks-too-large",
                        api -> clerk(api, note, Samples.zip(3 * MEGABYTE, "[Content_Types].xml", "xl/workbook.xml"))),
                Refusal.of("a file too large", 413, "file-too-large", api -> clerk(api, note, large(MEGABYTE + 1))),
                Refusal.of("a body too large", 413, "http.413", api -> clerk(api, note, large(3 * MEGABYTE + 1))),
                Refusal.of(
                        "removal unseen",
                        428,
                        "if-match-required",
                        api -> reasoned(api).delete(paper)),
                Refusal.of(
                        "removal of another version",
                        412,
                        "stale-version",
                        api -> reasoned(api).ifMatch(7).delete(paper)),
                Refusal.of(
                        "removal for nothing",
                        422,
                        "reason-required",
                        api -> api.as(CLERK).ifMatch(0).delete(paper)),
                Refusal.of(
                        "removal of what has to stay",
                        409,
                        "illegal-transition",
                        api -> reasoned(api).ifMatch(0).delete(fixed)),
                Refusal.of(
                        "removal twice",
                        409,
                        "attachment-removed",
                        api -> reasoned(api).ifMatch(1).delete(gone)),
                Refusal.of(
                        "content of a removed one",
                        404,
                        "not-found",
                        api -> api.as(CLERK).get(gone + "/content")));
    }

    @Test
    @DisplayName("a file that does not say how large it is, is cut off, and told why; a small one is taken")
    void refuses_whatIsTooLarge_alsoWhenItDoesNotSaySo() throws Exception {
        NoteApi notes = NoteApi.ready();
        String note = notes.note();
        HttpResponse<String> refused = new Stored(database).unchangedBy(() -> streamed(note, large(MEGABYTE + 70_000)));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(Json.tree(refused.body()).path("code").asText()).isEqualTo("file-too-large");
        assertThat(streamed(note, large(MEGABYTE)).statusCode()).isEqualTo(201);
        // What is no upload has the old limit, though the server would take more.
        HttpResponse<String> json = send(
                NoteApi.NOTES,
                "application/json",
                Json.text(NoteApi.body("x".repeat(2_200_000))).getBytes(StandardCharsets.UTF_8));
        assertThat(json.statusCode()).isEqualTo(413);
    }

    @Test
    @DisplayName("an upload that breaks off leaves nothing")
    void storesNothing_ofWhatBreaksOff() throws Exception {
        NoteApi notes = NoteApi.ready();
        String note = notes.note();
        String head = "POST " + address(note, "SOURCE", "a.pdf") + " HTTP/1.1\r\nHost: any\r\nAuthorization: Bearer "
                + TestIssuer.current().tokenFor(CLERK) + "\r\nContent-Length: 200000\r\n\r\n";
        new Stored(database).unchangedBy(() -> {
            try (Socket line = new Socket(URI.create(RestAssured.baseURI).getHost(), RestAssured.port)) {
                line.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                line.getOutputStream().write(large(150_000));
                line.getOutputStream().flush();
                await().until(() -> !PaperApi.incoming().isEmpty());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            await().until(() -> PaperApi.incoming().isEmpty());
            return null;
        });
    }

    private static HttpResponse<String> streamed(String note, byte[] content) {
        return send(address(note, "SOURCE", "a.pdf"), "application/octet-stream", content);
    }

    private static HttpResponse<String> send(String path, String type, byte[] content) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + TestIssuer.current().tokenFor(CLERK))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))
                .build();
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PDF of exactly this size. */
    private static byte[] large(int size) {
        int frame = Samples.pdf("").length;
        return Samples.pdf("x".repeat(size - frame));
    }

    private static Response clerk(Api api, String note, byte[] content) {
        return attach(api.as(CLERK), note, "innocent.pdf", content);
    }

    /** It says which parameter it is about. */
    private static Refusal naming(String parameter, String code, Function<Api, Response> request) {
        return Refusal.of("the parameter " + parameter, 400, code, api -> {
            Response refused = request.apply(api);
            assertThat(refused.<String>path("detail")).contains(parameter);
            return refused;
        });
    }

    private static Api reasoned(Api api) {
        return api.as(CLERK).header("X-Reason", "wrong order");
    }
}
