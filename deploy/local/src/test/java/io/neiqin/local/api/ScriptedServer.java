package io.neiqin.local.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server whose answers a test decides, with a log of what it was asked. */
public final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Asked> log = new CopyOnWriteArrayList<>();

    /** What came in. */
    public record Asked(String method, String path, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return headers.containsKey(name) ? headers.get(name).get(0) : null;
        }
    }

    /** What goes out. */
    public record Reply(int status, String body, Map<String, String> headers) {
        public static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }

        /** The beginning of an answer, and then nothing more. */
        public static Reply broken() {
            return new Reply(0, "{\"id\"", Map.of());
        }
    }

    public ScriptedServer(Function<Asked, Reply> script) throws IOException {
        this(0, script);
    }

    /** @param port 0 for a free one */
    public ScriptedServer(int port, Function<Asked, Reply> script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<Asked, Reply> script) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Asked asked = new Asked(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body);
        log.add(asked);
        Reply reply = script.apply(asked);
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean broken = reply.status() == 0;
        long length = broken ? bytes.length + 1L : bytes.length == 0 ? -1 : bytes.length;
        exchange.sendResponseHeaders(broken ? 200 : reply.status(), length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Asked> log() {
        return log;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
