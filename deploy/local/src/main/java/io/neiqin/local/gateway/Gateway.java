package io.neiqin.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.BindException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP port with the paths a cluster would have: {@code /api/<service>/…} goes to the service, {@code /auth/…} to
 * Keycloak. Bodies are streamed. A part that is not up answers 503, an unknown path 404, both as problem+json.
 */
public final class Gateway implements AutoCloseable {
    private static final int RETRY_AFTER_SECONDS = 2;
    private static final int IDLE_SECONDS = 120;

    private final List<String> prefixes;
    private final Map<String, HttpProxy> proxies = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(64).setIdleTimeout(IDLE_SECONDS));
    private HttpServer server;

    /** @param prefixes every path prefix there will be, as {@code /api/orders/}; parts come up later */
    public Gateway(List<String> prefixes) {
        this.prefixes = List.copyOf(prefixes);
    }

    /**
     * Listens on the loopback address: the passwords of a local run are public.
     *
     * @param port 0 for a free one
     * @throws BindException where the port is taken
     */
    public void listen(int port) throws Exception {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(this::route)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BindException taken ? taken : e;
        }
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on requests below the prefix go to this port of the loopback address. */
    public void connect(String prefix, int port) {
        if (!prefixes.contains(prefix)) {
            throw new IllegalArgumentException(prefix);
        }
        HttpProxy proxy = HttpProxy.reverseProxy(client).origin(SocketAddress.inetSocketAddress(port, "127.0.0.1"));
        proxies.put(prefix, proxy.addInterceptor(new Forwarding()));
    }

    private void route(HttpServerRequest request) {
        String path = request.path() == null || climbs(request.path()) ? "" : request.path();
        String prefix = prefixes.stream().filter(path::startsWith).findFirst().orElse(null);
        HttpProxy proxy = prefix == null ? null : proxies.get(prefix);
        if (proxy != null) {
            proxy.handle(request);
        } else {
            Problem problem = prefix == null ? Problem.UNKNOWN_PATH : Problem.UNAVAILABLE;
            var response = request.response().setStatusCode(problem.status);
            problem.headers().forEach(response::putHeader);
            response.end(problem.body(request.path()));
        }
    }

    /** A path that the part behind would resolve to one outside its prefix, as to its health and metrics. */
    private static boolean climbs(String path) {
        return path.contains("..") || path.toLowerCase(Locale.ROOT).contains("%2e");
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Tells the part behind who asked and how, and answers in its place when it cannot be reached. */
    private static final class Forwarding implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            HttpServerRequest asked = context.request().proxiedRequest();
            context.request()
                    .putHeader("X-Forwarded-For", asked.remoteAddress().hostAddress())
                    .putHeader("X-Forwarded-Proto", "http")
                    .putHeader("X-Forwarded-Host", String.valueOf(asked.authority()));
            return context.sendRequest().recover(failure -> Future.succeededFuture(unavailable(context)));
        }

        private static ProxyResponse unavailable(ProxyContext context) {
            ProxyResponse response = context.request().release().response();
            response.setStatusCode(Problem.UNAVAILABLE.status);
            Problem.UNAVAILABLE.headers().forEach(response::putHeader);
            return response.setBody(
                    Body.body(Problem.UNAVAILABLE.body(context.request().getURI())));
        }
    }

    private enum Problem {
        UNKNOWN_PATH(404, "not-found", "Not found", "Nothing is served under this path."),
        UNAVAILABLE(503, "unavailable", "Service unavailable", "The service behind this path is not up. Try again.");

        private final int status;
        private final String code;
        private final String title;
        private final String detail;

        Problem(int status, String code, String title, String detail) {
            this.status = status;
            this.code = code;
            this.title = title;
            this.detail = detail;
        }

        private Map<String, String> headers() {
            String type = "application/problem+json";
            return this == UNAVAILABLE
                    ? Map.of("Content-Type", type, "Retry-After", String.valueOf(RETRY_AFTER_SECONDS))
                    : Map.of("Content-Type", type);
        }

        private Buffer body(String path) {
            return new JsonObject()
                    .put("type", "urn:neiqin:problem:" + code)
                    .put("title", title)
                    .put("status", status)
                    .put("code", code)
                    .put("detail", detail)
                    .put("instance", path)
                    .toBuffer();
        }
    }
}
