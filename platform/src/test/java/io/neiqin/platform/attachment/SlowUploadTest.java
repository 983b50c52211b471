package io.neiqin.platform.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.file.type.Samples;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In tests a request has three seconds to come, an upload six. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class SlowUploadTest {

    private static final int PIECES = 8;

    @Test
    @DisplayName("a file may come slower than other requests; not for ever, and not without coming at all")
    void hasMoreTime_andNotForEver() {
        String note = NoteApi.ready().note();
        byte[] pdf = Samples.pdf("x".repeat(PIECES * 1000) + note);
        var slow = CompletableFuture.supplyAsync(() -> answer(note, pdf, pdf.length, 500));
        var endless = CompletableFuture.supplyAsync(() -> answer(note, pdf, 1_000_000, 1000));
        var silent = CompletableFuture.supplyAsync(() -> answer(note, pdf, 1_000_000, 60_000));
        assertThat(slow.join()).startsWith("HTTP/1.1 201 ");
        assertThat(silent.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
        assertThat(endless.orTimeout(12, TimeUnit.SECONDS).join()).isEmpty();
        await().until(() -> PaperApi.incoming().isEmpty());
    }

    /** Sends the content in pieces with pauses between them; the answer, empty where the line was ended without one. */
    private static String answer(String note, byte[] content, int length, long pauseMillis) {
        try (Socket line = new Socket(URI.create(RestAssured.baseURI).getHost(), RestAssured.port)) {
            line.setSoTimeout(20_000);
            line.getOutputStream().write(head(note, length));
            int piece = content.length / PIECES + 1;
            for (int sent = 0; sent < content.length; sent += piece) {
                line.getOutputStream().write(content, sent, Math.min(piece, content.length - sent));
                if (pauseMillis > 20_000) {
                    break;
                }
                Thread.sleep(pauseMillis);
            }
            byte[] answer = new byte[12_000];
            int read = line.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, read), StandardCharsets.UTF_8);
        } catch (SocketException ended) {
            return "";
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] head(String note, int length) {
        return ("POST " + PaperApi.address(note, "SOURCE", "a.pdf") + " HTTP/1.1\r\nHost: any\r\nAuthorization: Bearer "
                        + TestIssuer.current().tokenFor(NoteApi.CLERK) + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
