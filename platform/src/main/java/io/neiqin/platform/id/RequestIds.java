package io.neiqin.platform.id;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.MDC;

/**
 * The id that ties an answer, its log lines and its events together: the trace id when tracing is on, else the caller's
 * {@code X-Request-Id}, else a new one.
 */
@ApplicationScoped
public class RequestIds {

    private static final String KEY = RequestIds.class.getName();

    private final CurrentVertxRequest request;

    public RequestIds(CurrentVertxRequest request) {
        this.request = request;
    }

    public String current() {
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            return span.getTraceId();
        }
        RoutingContext http = request.getCurrent();
        return http == null ? Uuid7.next().toString() : of(http);
    }

    /** The id of a request that no endpoint has taken yet. */
    public static String of(RoutingContext http) {
        String id = http.get(KEY);
        if (id == null) {
            id = acceptable(http.request().getHeader("X-Request-Id"));
            http.put(KEY, id);
        }
        return id;
    }

    /** From here on the request's log lines carry its id; tracing, where it is on, writes its own there. */
    public static void intoLog(RoutingContext http) {
        if (!Span.current().getSpanContext().isValid()) {
            MDC.put("traceId", of(http));
        }
    }

    /** A caller's id lands in logs and events, so only a harmless one is taken over. */
    private static String acceptable(String given) {
        return given != null && given.matches("[A-Za-z0-9._-]{1,64}")
                ? given
                : Uuid7.next().toString();
    }
}
