package io.neiqin.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private final Gateway gateway = new Gateway(List.of("/api/orders/", "/auth/"));
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer orders;

    @BeforeEach
    void startBoth() throws Exception {
        orders = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        orders.setExecutor(Executors.newCachedThreadPool());
        orders.createContext("/", GatewayTest::echo);
        orders.start();
        gateway.listen(0);
        gateway.connect("/api/orders/", orders.getAddress().getPort());
    }

    @AfterEach
    void stopBoth() throws Exception {
        gateway.close();
        orders.stop(0);
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonObject seen = new JsonObject()
                .put("path", exchange.getRequestURI().toString())
                .put("length", body.length)
                .put("for", exchange.getRequestHeaders().getFirst("X-Forwarded-For"))
                .put("host", exchange.getRequestHeaders().getFirst("X-Forwarded-Host"))
                .put("proto", exchange.getRequestHeaders().getFirst("X-Forwarded-Proto"))
                .put("etag", exchange.getRequestHeaders().getFirst("If-Match"));
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        byte[] answer = seen.toBuffer().getBytes();
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void route_knownPrefix_passesPathBodyAndHeadersBothWays() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/orders/orders?limit=1"))
                .header("If-Match", "\"6\"")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[3_000_000]))
                .build();

        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

        JsonObject seen = new JsonObject(response.body());
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(seen.getString("path")).isEqualTo("/api/orders/orders?limit=1");
        assertThat(seen.getInteger("length")).isEqualTo(3_000_000);
        assertThat(seen.getString("etag")).isEqualTo("\"6\"");
        assertThat(seen.getString("for")).isEqualTo("127.0.0.1");
        assertThat(seen.getString("proto")).isEqualTo("http");
        assertThat(seen.getString("host")).isEqualTo("127.0.0.1:" + gateway.port());
    }

    @Test
    void route_longAnswer_isStreamedBeforeItsEnd() throws Exception {
        CompletableFuture<Void> firstSeen = new CompletableFuture<>();
        orders.createContext("/api/orders/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("first".getBytes());
            exchange.getResponseBody().flush();
            firstSeen.join();
            exchange.close();
        });
        HttpRequest request = HttpRequest.newBuilder(uri("/api/orders/stream")).build();

        try (InputStream body =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            assertThat(new String(body.readNBytes(5))).isEqualTo("first");
            firstSeen.complete(null);
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    @Test
    void route_partNotYetUp_answers503WithRetryAfter() throws Exception {
        assertUnavailable(get("/auth/realms/neiqin"));
    }

    @Test
    void route_partGone_answers503WithRetryAfter() throws Exception {
        orders.stop(0);

        assertUnavailable(get("/api/orders/orders"));
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("unavailable");
    }

    @Test
    void route_unknownPath_answers404AsProblem() throws Exception {
        HttpResponse<String> response = get("/api/unknown/x");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("not-found");
    }

    @Test
    void route_climbingPath_isNotPassedOn() throws Exception {
        assertThat(get("/api/orders/../../q/metrics").statusCode()).isEqualTo(404);
        assertThat(get("/api/orders/%2e%2e/%2E%2e/q/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void listen_portTaken_tellsSo() throws Exception {
        try (Gateway second = new Gateway(List.of())) {
            assertThatThrownBy(() -> second.listen(gateway.port())).isInstanceOf(BindException.class);
        }
    }
}
