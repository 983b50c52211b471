package io.neiqin.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.local.api.ScriptedServer.Asked;
import io.neiqin.local.api.ScriptedServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Long> pauses = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private int tokens;
    private int tokenFailures;
    private Runnable onPause = () -> {};
    private ScriptedServer server;
    private Api api;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer(this::reply);
        HttpClient http = HttpClient.newHttpClient();
        InstantSource clock = () -> now;
        var token = AccessToken.ofClient(http, server.uri(), "neiqin-import", "s", clock.withZone(ZoneOffset.UTC));
        api = new Api(http, server.uri(), token, this::pause, new Outages(told::add), "zh");
    }

    private void pause(long millis) {
        pauses.add(millis);
        onPause.run();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply reply(Asked asked) {
        if (asked.path().endsWith("/token") && tokenFailures-- > 0) {
            return Reply.of(503, "");
        }
        if (asked.path().endsWith("/token")) {
            return Reply.of(200, "{\"access_token\":\"t" + ++tokens + "\",\"expires_in\":300}");
        }
        return replies.isEmpty() ? Reply.of(200, "{}") : replies.pop();
    }

    private List<String> bearers() {
        return server.log().stream()
                .filter(asked -> !asked.path().endsWith("/token"))
                .map(asked -> asked.header("Authorization"))
                .toList();
    }

    @Test
    void get_tokenStillGood_isUsedAgain() throws Exception {
        api.get("/a");
        assertThat(server.log().get(1).header("Accept-language")).isEqualTo("zh");
        now = now.plusSeconds(269);
        api.get("/b");

        assertThat(bearers()).containsExactly("Bearer t1", "Bearer t1");
    }

    @Test
    void get_tokenAboutToExpire_isFetchedAnew() throws Exception {
        api.get("/a");
        now = now.plusSeconds(271);
        api.get("/b");

        assertThat(bearers()).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void get_tokenRefused_isFetchedAnewOnce() throws Exception {
        replies.add(Reply.of(401, ""));

        assertThat(api.get("/a").status()).isEqualTo(200);
        assertThat(bearers()).containsExactly("Bearer t1", "Bearer t2");

        replies.add(Reply.of(401, ""));
        replies.add(Reply.of(401, ""));
        assertThatThrownBy(() -> api.get("/a")).hasMessageStartingWith("401");
    }

    @Test
    void post_retryAfter_asksAgainAfterThatTime() throws Exception {
        replies.add(new Reply(503, "", Map.of("Retry-After", "2")));
        replies.add(new Reply(409, "", Map.of("Retry-After", "1")));
        replies.add(new Reply(201, "{\"id\":\"x\"}", Map.of("Event-Version", "3")));

        Api.Answer answer = api.post("/a", Map.of("k", "v"), Map.of("Idempotency-Key", "key"));

        assertThat(answer.body().path("id").asText()).isEqualTo("x");
        assertThat(answer.eventVersion()).isEqualTo("3");
        assertThat(pauses).containsExactly(2000L, 1000L);
        assertThat(server.log()).filteredOn(asked -> asked.path().equals("/a")).allSatisfy(asked -> {
            assertThat(asked.body()).isEqualTo("{\"k\":\"v\"}");
            assertThat(asked.header("Idempotency-key")).isEqualTo("key");
        });
    }

    @Test
    void post_problem_tellsCodeDetailAndFields() {
        replies.add(Reply.of(422, """
                {"status":422,"code":"rule-broken","detail":"The order is incomplete.",
                 "errors":[{"pointer":"/lines/2/sku","code":"unknown","message":"no such product"}]}"""));

        assertThatThrownBy(() -> api.post("/a", Map.of(), Map.of()))
                .hasMessage("422 rule-broken: The order is incomplete. (/lines/2/sku no such product)");
    }

    @Test
    void post_duplicate_namesTheRecordThereIs() {
        replies.add(Reply.of(409, "{\"code\":\"duplicate-external-ref\",\"existingId\":\"old\"}"));

        assertThatThrownBy(() -> api.post("/a", Map.of(), Map.of()))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.existingId()).isEqualTo("old"));
    }

    @Test
    void get_answerIsNoJson_isAPlainProblem() {
        replies.add(Reply.of(404, "<html>bad</html>"));

        assertThatThrownBy(() -> api.get("/a")).hasMessage("404 http-404: <html>bad</html>");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void post_partIsAway_isRepeatedWithTheSameKeyUntilItAnswers(int status) throws Exception {
        for (int i = 0; i < 100; i++) {
            replies.add(Reply.of(status, ""));
        }

        assertThat(api.post("/api/orders/orders", Map.of(), Map.of("Idempotency-Key", "key"))
                        .status())
                .isEqualTo(200);

        assertThat(pauses).hasSize(100).containsOnly(1000L);
        assertThat(server.log())
                .filteredOn(asked -> asked.path().equals("/api/orders/orders"))
                .hasSize(101)
                .allSatisfy(asked -> assertThat(asked.header("Idempotency-key")).isEqualTo("key"));
        assertThat(told).containsExactly("orders");
    }

    @Test
    void get_partStaysAway_givesUpAfterThreeMinutes() {
        for (int i = 0; i < 300; i++) {
            replies.add(Reply.of(503, ""));
        }

        assertThatThrownBy(() -> api.get("/api/orders/orders")).hasMessageStartingWith("503");
        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isEqualTo(Patience.MILLIS);
    }

    @Test
    void post_connectionDroppedMidAnswer_isRepeated() throws Exception {
        replies.add(Reply.broken());
        replies.add(Reply.broken());

        assertThat(api.post("/api/orders/orders", Map.of(), Map.of()).status()).isEqualTo(200);
        assertThat(told).containsExactly("orders");
    }

    @Test
    void get_nobodyListens_isRepeatedUntilSomebodyDoes() throws Exception {
        api.get("/api/orders/orders");
        int port = server.uri().getPort();
        server.close();
        onPause = () -> restartAt(port, 3);

        assertThat(api.get("/api/orders/orders").status()).isEqualTo(200);
        assertThat(pauses).hasSize(3);
    }

    private void restartAt(int port, int pause) {
        try {
            server = pauses.size() == pause ? new ScriptedServer(port, this::reply) : server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 412, 422})
    void post_realRefusal_isNeverRepeated(int status) {
        replies.add(Reply.of(status, "{\"code\":\"no\"}"));

        assertThatThrownBy(() -> api.post("/a", Map.of(), Map.of())).hasMessageStartingWith(status + " no");
        assertThat(bearers()).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void post_faultOfADyingPart_isRepeatedFewTimesOnly() throws Exception {
        replies.add(Reply.of(500, ""));
        assertThat(api.post("/a", Map.of(), Map.of()).status()).isEqualTo(200);

        for (int i = 0; i < 10; i++) {
            replies.add(Reply.of(500, ""));
        }
        assertThatThrownBy(() -> api.post("/a", Map.of(), Map.of())).hasMessageStartingWith("500");
        assertThat(replies).hasSize(5);
    }

    @Test
    void get_identityProviderIsAway_isAwaited() throws Exception {
        tokenFailures = 3;

        assertThat(api.get("/api/orders/orders").status()).isEqualTo(200);
        assertThat(told).containsExactly("Keycloak");
        assertThat(pauses).hasSize(3);
    }
}
