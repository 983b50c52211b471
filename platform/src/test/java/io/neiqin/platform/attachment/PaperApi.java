package io.neiqin.platform.attachment;

import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Papers of notes over HTTP. */
final class PaperApi {

    static final String ATTACHMENTS = "/api/platform/attachments";

    /** As in the tests' configuration. */
    private static final Path FOLDER = Path.of("target/files/platform");

    private PaperApi() {}

    static String address(String note, String purpose, String name) {
        return ATTACHMENTS + "?type=note&record=" + note + "&purpose=" + purpose + "&name="
                + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    static Response attach(Api api, String note, String name, byte[] content) {
        return api.upload(address(note, "SOURCE", name), "application/pdf", content);
    }

    /** By the clerk; returns its id. */
    static String attached(NoteApi notes, String note, byte[] content) {
        return assertStatus(attach(notes.api.as(NoteApi.CLERK), note, "a.pdf", content), 201)
                .path("id");
    }

    static String content(String id) {
        return ATTACHMENTS + "/" + id + "/content";
    }

    static Path stored(String sha256) {
        return FOLDER.resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    /** Temporary files. */
    static List<Path> incoming() {
        Path incoming = FOLDER.resolve("incoming");
        try (Stream<Path> files = Files.exists(incoming) ? Files.list(incoming) : Stream.empty()) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
