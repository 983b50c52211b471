package io.neiqin.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.regex.Pattern;

/**
 * One HTTP port with the paths a cluster would have: {@code /api/<service>/…} goes to the service, {@code /auth/…} to
 * Keycloak. Answers are streamed, and files, over connections of their own. For a part that is not up it answers 503, for
 * an unknown path 404, as problem+json.
 */
public final class Gateway implements AutoCloseable {
    private static final int IDLE_SECONDS = 120;
    private static final int BODY_MILLIS = 20_000;
    private static final int CONNECTIONS = 64;
    private static final int WAITING = 256;
    /** As many as a service takes at once. */
    private static final int UPLOADS = 16;
    /** As the services have it: what is read as a stream there is not held here. */
    private static final Pattern UPLOAD = Pattern.compile(".*/(attachments|imports)/*");

    private static final int HEAD_BYTES = 16 * 1024;

    private final List<String> prefixes;
    private final Map<String, HttpProxy> proxies = new ConcurrentHashMap<>();
    private final Map<String, HttpProxy> uploads = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = client(CONNECTIONS, WAITING);
    /** Whoever sends a file slowly has no connection that others wait for. */
    private final HttpClient uploadClient = client(UPLOADS, UPLOADS);

    private final Bodies bodies;
    private HttpServer server;

    /** @param prefixes every path prefix there will be, as {@code /api/orders/}; parts come up later */
    public Gateway(List<String> prefixes) {
        this(prefixes, BODY_MILLIS);
    }

    /** @param bodyMillis how long a request's body may take to come in */
    Gateway(List<String> prefixes, long bodyMillis) {
        this.prefixes = List.copyOf(prefixes);
        this.bodies = new Bodies(vertx, bodyMillis);
    }

    private HttpClient client(int connections, int waiting) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(waiting)
                .setIdleTimeout(IDLE_SECONDS));
    }

    /**
     * Listens on the loopback address: the passwords of a local run are public.
     *
     * @param port 0 for a free one
     * @throws BindException where the port is taken
     */
    public void listen(int port) throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMaxHeaderSize(HEAD_BYTES)
                .setHandle100ContinueAutomatically(true)
                // A file without a length has no beginning of its own in HTTP/2, and the proxy would not pass it on.
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS);
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(this::route)
                    .invalidRequestHandler(request -> GatewayProblem.ofUnreadable(
                                    request.decoderResult().cause())
                            .answer(request))
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
        SocketAddress part = SocketAddress.inetSocketAddress(port, "127.0.0.1");
        proxies.put(prefix, HttpProxy.reverseProxy(client).origin(part).addInterceptor(new Forwarding(bodies)));
        uploads.put(prefix, HttpProxy.reverseProxy(uploadClient).origin(part).addInterceptor(new Forwarding(null)));
    }

    private void route(HttpServerRequest request) {
        String path = request.path() == null || climbs(request.path()) ? "" : request.path();
        String prefix = prefixes.stream().filter(path::startsWith).findFirst().orElse(null);
        HttpProxy proxy = prefix == null ? null : (isUpload(request) ? uploads : proxies).get(prefix);
        if (proxy != null) {
            proxy.handle(request);
        } else {
            GatewayProblem problem = prefix == null ? GatewayProblem.UNKNOWN_PATH : GatewayProblem.UNAVAILABLE;
            problem.answer(request);
        }
    }

    private static boolean isUpload(HttpServerRequest request) {
        return HttpMethod.POST.equals(request.method())
                && UPLOAD.matcher(request.path()).matches();
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
        private static final String BODY = "body";
        private static final String PROBLEM = "problem";
        /** So long goes on coming, unread, what is left of a refused file: else its sender would not see why. */
        private static final long REST_MILLIS = 2_000;

        private final Bodies bodies;

        /** @param bodies null for streaming them */
        private Forwarding(Bodies bodies) {
            this.bodies = bodies;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            HttpServerRequest asked = context.request().proxiedRequest();
            context.request()
                    .putHeader("X-Forwarded-For", asked.remoteAddress().hostAddress())
                    .putHeader("X-Forwarded-Proto", "http")
                    .putHeader("X-Forwarded-Host", String.valueOf(asked.authority()));
            return (bodies == null ? context.sendRequest() : sendWhole(asked, context))
                    .recover(failure -> Future.succeededFuture(answer(context, GatewayProblem.of(failure))));
        }

        private Future<ProxyResponse> sendWhole(HttpServerRequest asked, ProxyContext context) {
            return bodies.read(asked).compose(body -> {
                context.set(BODY, body);
                context.request().setBody(Body.body(body));
                return context.sendRequest();
            });
        }

        private static ProxyResponse answer(ProxyContext context, GatewayProblem problem) {
            context.set(PROBLEM, problem);
            HttpServerRequest asked = context.request().proxiedRequest();
            ProxyResponse response = context.request().release().response();
            response.setStatusCode(problem.status());
            problem.headers(asked.headers()).forEach(response::putHeader);
            return response.setBody(Body.body(problem.body(asked.headers())));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            return context.sendResponse().onComplete(sent -> {
                Buffer body = context.get(BODY, Buffer.class);
                if (body != null) {
                    bodies.release(body);
                }
                HttpServerRequest asked = context.request().proxiedRequest();
                if (bodies == null && !asked.isEnded()) {
                    letTheRestPass(asked);
                }
                GatewayProblem problem = context.get(PROBLEM, GatewayProblem.class);
                if (problem != null && problem.endsConnection()) {
                    asked.connection().close();
                }
            });
        }

        private static void letTheRestPass(HttpServerRequest asked) {
            asked.handler(unread -> {});
            asked.resume();
            Vertx.currentContext()
                    .owner()
                    .setTimer(REST_MILLIS, over -> asked.connection().close());
        }
    }
}
