package io.neiqin.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final int BODY_MILLIS = 1000;

    private final Gateway gateway = new Gateway(List.of("/api/orders/", "/auth/"), BODY_MILLIS);
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
    void route_file_isStreamedBeforeItsEnd_andMayBeLargerThanOtherBodies() throws Exception {
        CompletableFuture<Integer> firstSeen = new CompletableFuture<>();
        orders.createContext("/api/orders/attachments", exchange -> {
            int length = exchange.getRequestBody().readNBytes(1000).length;
            firstSeen.complete(length);
            length += exchange.getRequestBody().readAllBytes().length;
            byte[] answer = String.valueOf(length).getBytes();
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        byte[] rest = new byte[Bodies.LARGEST + 1_000_000];
        HttpRequest request = HttpRequest.newBuilder(uri("/api/orders/attachments?type=order"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() ->
                        new SequenceInputStream(new ByteArrayInputStream(new byte[70_000]), waiting(firstSeen, rest))))
                .build();

        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(firstSeen).isCompletedWithValue(1000);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo(String.valueOf(70_000 + rest.length));
    }

    /** Content that is not sent before something has happened. */
    private static InputStream waiting(CompletableFuture<?> happened, byte[] content) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                happened.orTimeout(10, TimeUnit.SECONDS).join();
                return super.read(into, from, length);
            }
        };
    }

    @Test
    void route_refusedFile_isAnsweredThoughItIsStillComing() throws Exception {
        orders.createContext("/api/orders/imports", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        String head = "POST /api/orders/imports HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\nabc";

        assertThat(raw(head)).startsWith("HTTP/1.1 403 ");
        assertThat(get("/api/orders/orders").statusCode()).isEqualTo(201);
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

    private HttpResponse<String> get(String path, String language, String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Accept-Language", language)
                .header("X-Request-Id", id)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void route_problem_isInTheCallersLanguageWithAnIdToTrace() throws Exception {
        HttpResponse<String> chinese = get("/api/unknown/x", "zh-CN,zh;q=0.9,en;q=0.5", "my-id.1");
        HttpResponse<String> english = get("/auth/x", "en-US", "<script>");

        assertThat(new JsonObject(chinese.body()).getString("title")).isEqualTo("未找到");
        assertThat(new JsonObject(chinese.body()).getString("traceId")).isEqualTo("my-id.1");
        assertThat(chinese.headers().firstValue("Content-Language")).contains("zh");
        assertThat(new JsonObject(english.body()).getString("title")).isEqualTo("Not available at the moment");
        assertThat(new JsonObject(english.body()).getString("traceId")).hasSize(36);
    }

    @Test
    void route_partIsBackOnItsPort_isServedAgain() throws Exception {
        int port = orders.getAddress().getPort();
        orders.stop(0);
        assertUnavailable(get("/api/orders/orders"));

        orders = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        orders.createContext("/", GatewayTest::echo);
        orders.start();

        assertThat(get("/api/orders/orders").statusCode()).isEqualTo(201);
    }

    /** Sends bytes as they are and reads the answer to the end of the connection. */
    private String raw(String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertProblem(String answer, int status, String code) {
        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .containsIgnoringCase("application/problem+json");
        JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("traceId")).isNotBlank();
    }

    @Test
    void read_addressTooLong_answers414() throws Exception {
        String long1 = "GET /api/orders/" + "x".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n";

        assertProblem(raw(long1), 414, "uri-too-long");
    }

    @Test
    void read_headerTooLarge_answers431() throws Exception {
        String large = "GET /api/orders/x HTTP/1.1\r\nHost: a\r\nX-Y: " + "y".repeat(20_000) + "\r\n\r\n";

        assertProblem(raw(large), 431, "headers-too-large");
    }

    @Test
    void read_noHttp_answers400() throws Exception {
        assertProblem(raw("内勤\r\n\r\n"), 400, "malformed-request");
    }

    @Test
    void read_bodyTooLarge_answers413() throws Exception {
        String head = "POST /api/orders/x HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n";

        assertProblem(raw(head + "b".repeat(Bodies.LARGEST + 100_000)), 413, "too-large");
    }

    @Test
    void read_manyBodiesThatNeverEnd_leaveThePartFreeForOthersAndAreEnded() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /api/orders/x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            long began = System.nanoTime();
            assertThat(get("/api/orders/orders").statusCode()).isEqualTo(201);
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MILLISECONDS.toNanos(BODY_MILLIS));

            slow.get(99).setSoTimeout(10_000);
            assertProblem(
                    new String(slow.get(99).getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    408,
                    "request-timeout");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
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
