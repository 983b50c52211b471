package io.neiqin.platform.problem;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.SELLER;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.HttpLine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of refusal, as a caller gets it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class ProblemTest {

    private static final List<String> INTERNALS =
            List.of("io.neiqin", "java.", "jakarta", "exception", "select ", "insert ", "hibernate", "jackson", "sql");

    private NoteApi notes;
    private Api clerk;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        clerk = notes.api.as(CLERK);
    }

    @Test
    void isRefused_aParameterThatCannotBeRead() {
        assertProblem(clerk.get(NOTES + "/7"), 400, "parameter-unreadable");
        proper(assertProblem(clerk.get(NOTES + "?dueOn=tomorrow"), 400, "parameter-invalid"));
        proper(assertProblem(clerk.get(NOTES + "?limit=many"), 400, "parameter-unreadable"));
        proper(assertProblem(clerk.get(NOTES + "?limit=0"), 400, "limit-invalid"));
        proper(assertProblem(clerk.get(NOTES + "?limit=201"), 400, "limit-invalid"));
        proper(assertProblem(clerk.get(NOTES + "?limit=99999999999"), 400, "parameter-unreadable"));
        proper(assertProblem(clerk.get(NOTES + "?count=roughly"), 400, "count-invalid"));
        for (String cursor : new String[] {"x", "!!!!", "YWJj", "A".repeat(500), "%27%20or%201=1"}) {
            proper(assertProblem(clerk.get(NOTES + "?cursor=" + cursor), 400, "cursor-invalid"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?q=%", "?q=%2", "?q=%zz", "?%=a", "/%", "/%zz/change"})
    void isRefused_anAddressThatCannotBeDecoded(String malformed) throws Exception {
        try (HttpLine line = new HttpLine(URI.create("http://localhost:" + RestAssured.port))) {
            var answer = line.send(line.request("GET", NOTES + malformed, token(), "", ""));
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            assertThat(Json.tree(answer.body()).path("code").asText()).isEqualTo("parameter-unreadable");
        }
    }

    @Test
    void isRefused_aRequestToNoHost() throws Exception {
        try (HttpLine line = new HttpLine(URI.create("http://localhost:" + RestAssured.port))) {
            var answer = line.send("GET /api HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            assertThat(Json.tree(answer.body()).path("code").asText()).isEqualTo("http.400");
        }
    }

    @Test
    void isNotFound_whatIsNotThereOrOutOfSight() {
        UUID nobody = UUID.randomUUID();
        Response missing = proper(assertProblem(clerk.get(NOTES + "/" + nobody), 404, "not-found"));
        assertThat(missing.<String>path("detail")).contains(nobody.toString());
        String hers = notes.note();
        Response hidden = proper(assertProblem(notes.api.as(SELLER).get(NOTES + "/" + hers), 404, "not-found"));
        assertThat(hidden.<String>path("detail"))
                .isEqualTo(missing.<String>path("detail").replace(nobody.toString(), hers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/platform/nothing", "/api/platform", "/api/nothing", "/nothing", "/api/platform/notes/a/b/c"
            })
    void isNotFound_anAddressThatLeadsNowhere(String path) {
        proper(assertProblem(clerk.get(path), 404, "http.404"));
    }

    @Test
    void isRefused_anotherMethod_andLearnsWhichThereAre() {
        String note = NOTES + "/" + UUID.randomUUID();
        assertThat(proper(assertProblem(clerk.delete(note), 405, "http.405")).header("Allow"))
                .isEqualTo("GET, PUT");
        assertThat(proper(assertProblem(clerk.put(NOTES, NoteApi.body()), 405, "http.405"))
                        .header("Allow"))
                .isEqualTo("GET, POST");
        assertThat(proper(assertProblem(clerk.get(note + "/change"), 405, "http.405"))
                        .header("Allow"))
                .isEqualTo("POST");
    }

    @Test
    void isRefused_aBodyOfAnotherType() {
        Response refused = RestAssured.given()
                .header("Authorization", "Bearer " + token())
                .contentType("text/plain")
                .body("hello")
                .post(NOTES);
        proper(assertProblem(refused, 415, "http.415"));
    }

    @Test
    void isRefused_whenTheCallerWantsAnotherType() {
        proper(assertProblem(clerk.header("Accept", "image/png").get(NOTES), 406, "http.406"));
    }

    @Test
    void isRefused_aBodyThatIsTooLarge() {
        proper(assertProblem(clerk.post(NOTES, NoteApi.body("x".repeat(2_200_000))), 413, "http.413"));
    }

    @Test
    void isRefused_aBodyThatIsTooLarge_alsoWhenItDoesNotSayHowLargeItIs() throws Exception {
        byte[] body = Json.text(NoteApi.body("x".repeat(4_000_000))).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + NOTES))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        // The server cuts such a body off by itself, so that the answer has a status, and at times no more.
        HttpResponse<Void> refused = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void isRefused_aParameterThatTheAddressDoesNotKnow() {
        proper(assertProblem(clerk.get(NOTES + "?onwer=E001"), 400, "parameter-unknown"));
        proper(assertProblem(
                clerk.get(NOTES + "?" + "x".repeat(39) + "%F0%9F%98%80%F0%9F%98%80=a"), 400, "parameter-unknown"));
        proper(assertProblem(clerk.get(NOTES + "?q=a&q=b"), 400, "parameter-repeated"));
        proper(assertProblem(clerk.post(NOTES + "?dry=true", NoteApi.body()), 400, "parameter-unknown"));
        proper(assertProblem(clerk.get(NOTES + "/" + UUID.randomUUID() + "?on=x"), 400, "parameter-unknown"));
        assertStatus(clerk.get(NOTES + "?q=a&owner=E001&limit=1&count=exact&dueOn=2026-11-21&cursor="), 200);
        assertProblem(notes.api.anonymous().get(NOTES + "?onwer=E001"), 401, "token-missing");
    }

    @Test
    void isRefused_aDayThatNoCalendarHereReaches() {
        for (String day : new String[] {"-999999999-01-01", "%2B999999999-12-31", "1899-12-31", "10000-01-01"}) {
            proper(assertProblem(clerk.get(NOTES + "?dueOn=" + day), 400, "parameter-invalid"));
        }
    }

    @Test
    void writesTheTraceId_intoTheLogLine() {
        List<String> traces = new CopyOnWriteArrayList<>();
        Handler ear = new Handler() {
            @Override
            public void publish(LogRecord line) {
                traces.add(String.valueOf(((ExtLogRecord) line).getMdc("traceId")));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(ExceptionMappers.class.getName());
        log.addHandler(ear);
        try {
            Response failed = clerk.get(NOTES + "/broken");
            assertThat(traces).containsExactly(failed.<String>path("traceId"));
        } finally {
            log.removeHandler(ear);
        }
    }

    @Test
    void says_whatCanBeDone_inThisState() {
        Response refused = proper(assertProblem(clerk.get(NOTES + "/locked"), 409, "illegal-transition"));
        assertThat(refused.<List<String>>path("allowedActions")).containsExactly("reopen");
        assertThat(refused.<String>path("detail")).isEqualTo("'edit' is not possible in state CLOSED.");
    }

    @Test
    void namesTheRule_thatAUniqueConstraintKeeps() {
        Map<String, Object> body = NoteApi.body();
        notes.write(body);
        proper(assertProblem(notes.write(body), 409, "duplicate-title"));
    }

    @Test
    void tellsNothing_ofAnUnexpectedFailure() {
        Response failed = proper(assertProblem(clerk.get(NOTES + "/broken"), 500, "unexpected"));
        assertThat(failed.<String>path("traceId")).isNotBlank();
        proper(assertProblem(clerk.post(NOTES + "/" + notes.note() + "/bad-sql"), 500, "unexpected"));
    }

    @Test
    void carriesTheCallersRequestId_asTraceId() {
        Response refused = clerk.header("X-Request-Id", "abc-1").get(NOTES + "?limit=0");
        assertThat(refused.<String>path("traceId")).isEqualTo("abc-1");
    }

    @Test
    @DisplayName("refusals speak Chinese and English")
    void speaksTheCallersLanguage() {
        Response chinese = clerk.language("zh-CN,zh;q=0.9,en;q=0.5").post(NOTES, "{\"title\": \"a\"}");
        assertThat(chinese.<String>path("title")).isEqualTo("请求无法读取");
        assertThat(chinese.<String>path("errors[0].message")).isEqualTo("长度须在 2 与 1000000 之间");
        assertThat(chinese.header("Content-Language")).isEqualTo("zh");
        Response english = clerk.language("en-GB").post(NOTES, "{\"title\": \"a\"}");
        assertThat(english.<String>path("title")).isEqualTo("The request cannot be read");
        assertThat(english.<String>path("errors[0].message")).isEqualTo("must be 2 to 1000000 long");
        for (String other : new String[] {"fr", "", "zz;;q=x", "*"}) {
            assertThat(clerk.language(other).get(NOTES + "?limit=0").header("Content-Language"))
                    .as(other)
                    .isEqualTo("en");
        }
    }

    private static String token() {
        return io.neiqin.testkit.token.TestIssuer.current().tokenFor(CLERK);
    }

    /** All members are there, and nothing of our insides. */
    static Response proper(Response refused) {
        String text = refused.asString();
        assertThat(refused.<String>path("type")).as(text).startsWith("urn:neiqin:problem:");
        assertThat(refused.<String>path("title")).as(text).isNotBlank().doesNotStartWith("status.");
        assertThat(refused.<Integer>path("status")).as(text).isEqualTo(refused.statusCode());
        assertThat(refused.<String>path("detail")).as(text).isNotBlank();
        assertThat(refused.<String>path("traceId")).as(text).isNotBlank();
        assertThat(INTERNALS).as(text).noneMatch(text.toLowerCase(java.util.Locale.ROOT)::contains);
        return refused;
    }
}
