package io.neiqin.platform.http;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.Sql;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class AdmissionTest {

    /** As in the tests' configuration. */
    private static final int LIMIT = 64;

    private static final int CALLERS = 2 * LIMIT;

    @Inject
    DataSource database;

    @Test
    @DisplayName("F22 who never ends his request loses his place, and the others are served")
    void closesTheLine_ofWhoNeverEndsHisRequest() throws Exception {
        NoteApi notes = NoteApi.ready();
        assertStatus(notes.write(NoteApi.body()), 201);
        String head = "POST " + NoteApi.NOTES + " HTTP/1.1\r\nHost: any\r\nAuthorization: Bearer "
                + TestIssuer.current().tokenFor(NoteApi.CLERK)
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
        List<Socket> lines = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            lines.add(line(head));
        }
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (notes.write(NoteApi.body()).statusCode() == 503) {
                return true;
            }
            // The write came before the last line did, which was refused in its stead.
            lines.add(line(head));
            return false;
        });
        int ended = 0;
        for (Socket line : lines) {
            if (line.getInputStream().read() == -1) {
                ended++;
            }
        }
        assertThat(ended).as("lines that had a place and were ended").isGreaterThanOrEqualTo(LIMIT);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> notes.write(NoteApi.body()).statusCode() == 201);
    }

    private static Socket line(String head) throws IOException {
        Socket line = new Socket(URI.create(RestAssured.baseURI).getHost(), RestAssured.port);
        line.setSoTimeout(10_000);
        line.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return line;
    }

    @Test
    @DisplayName("F22 what goes beyond the limit is told at once to come again; nothing of it is done")
    void shedsLoad_beyondTheLimit() throws Exception {
        NoteApi notes = NoteApi.ready();
        String title = "crowd " + UUID.randomUUID();
        var callers = Executors.newFixedThreadPool(CALLERS);
        Callable<Response> call = () -> {
            Map<String, Object> body = NoteApi.body(title + UUID.randomUUID());
            body.put("seconds", 0.5);
            return notes.write(body);
        };
        List<Future<Response>> calls = new ArrayList<>();
        Collections.nCopies(CALLERS, call).forEach(one -> calls.add(callers.submit(one)));
        int written = 0;
        int shed = 0;
        for (Future<Response> one : calls) {
            Response answer = one.get();
            if (answer.statusCode() == 201) {
                written++;
            } else {
                assertProblem(answer, 503, "overloaded");
                assertThat(answer.header("Retry-After")).isEqualTo("2");
                shed++;
            }
            assertStatus(notes.api.get("/q/health/live"), 200);
        }
        callers.shutdown();
        assertThat(shed).isPositive();
        assertThat(new Sql(database).number("select count(*) from note where title like ?", title + "%"))
                .isEqualTo(written)
                .isGreaterThanOrEqualTo(LIMIT);
        assertStatus(notes.write(NoteApi.body()), 201);
    }

    @Test
    void countsNobody_whoHasLeft() throws Exception {
        NoteApi notes = NoteApi.ready();
        String token = TestIssuer.current().tokenFor(NoteApi.CLERK);
        URI here = URI.create(RestAssured.baseURI);
        for (int i = 0; i < CALLERS; i++) {
            Map<String, Object> body = NoteApi.body();
            body.put("seconds", 0.05);
            byte[] json = Json.text(body).getBytes(StandardCharsets.UTF_8);
            String head = "POST " + NoteApi.NOTES + " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length + "\r\n\r\n";
            try (Socket caller = new Socket(here.getHost(), RestAssured.port)) {
                caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                caller.getOutputStream().write(json);
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> notes.write(NoteApi.body()).statusCode() == 201);
        var callers = Executors.newFixedThreadPool(LIMIT / 2);
        Callable<Response> call = () -> notes.write(NoteApi.body());
        for (Future<Response> one : callers.invokeAll(Collections.nCopies(LIMIT / 2, call))) {
            assertStatus(one.get(), 201);
        }
        callers.shutdown();
    }
}
