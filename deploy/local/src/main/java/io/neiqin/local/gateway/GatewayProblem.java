package io.neiqin.local.gateway;

import io.neiqin.local.Wording;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the gateway answers in a part's place: the same problem+json, in the caller's language. */
enum GatewayProblem {
    MALFORMED(400, "malformed-request"),
    UNKNOWN_PATH(404, "not-found"),
    TOO_SLOW(408, "request-timeout"),
    TOO_LARGE(413, "too-large"),
    URI_TOO_LONG(414, "uri-too-long"),
    HEADERS_TOO_LARGE(431, "headers-too-large"),
    UNAVAILABLE(503, "unavailable");

    private static final String RETRY_AFTER_SECONDS = "2";
    private static final Map<Locale, Wording> WORDINGS =
            Map.of(Locale.ENGLISH, new Wording(Locale.ENGLISH), Locale.CHINESE, new Wording(Locale.CHINESE));

    private final int status;
    private final String code;

    GatewayProblem(int status, String code) {
        this.status = status;
        this.code = code;
    }

    /** As a failure of a future. */
    static final class Refused extends RuntimeException {
        private final transient GatewayProblem problem;

        Refused(GatewayProblem problem) {
            super(problem.code, null, false, false);
            this.problem = problem;
        }
    }

    /** A failure without a problem of its own is a part that cannot be reached. */
    static GatewayProblem of(Throwable failure) {
        return failure instanceof Refused refused ? refused.problem : UNAVAILABLE;
    }

    /** Of a request that could not be read to its body. */
    static GatewayProblem ofUnreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : MALFORMED;
    }

    int status() {
        return status;
    }

    /** The rest of the request does not come any more, or is not waited for. */
    boolean endsConnection() {
        return this != UNKNOWN_PATH && this != UNAVAILABLE;
    }

    Map<String, String> headers(MultiMap asked) {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Content-Type",
                "application/problem+json",
                "Content-Language",
                locale(asked).getLanguage()));
        if (this == UNAVAILABLE) {
            headers.put("Retry-After", RETRY_AFTER_SECONDS);
        }
        return headers;
    }

    Buffer body(MultiMap asked) {
        Wording wording = WORDINGS.get(locale(asked));
        return new JsonObject()
                .put("type", "urn:neiqin:problem:" + code)
                .put("title", wording.text("gateway." + code + ".title"))
                .put("status", status)
                .put("code", code)
                .put("detail", wording.text("gateway." + code))
                .put("traceId", traceId(asked.get("X-Request-Id")))
                .toBuffer();
    }

    void answer(HttpServerRequest request) {
        var response = request.response().setStatusCode(status);
        headers(request.headers()).forEach(response::putHeader);
        response.end(body(request.headers())).onComplete(sent -> {
            if (endsConnection()) {
                request.connection().close();
            }
        });
    }

    /** As the services do it: a caller's id is taken over where it is harmless. */
    private static String traceId(String given) {
        boolean harmless = given != null && given.matches("[A-Za-z0-9._-]{1,64}");
        return harmless ? given : UUID.randomUUID().toString();
    }

    private static Locale locale(MultiMap asked) {
        String header = asked.get("Accept-Language");
        try {
            Locale best = header == null
                    ? null
                    : Locale.lookup(Locale.LanguageRange.parse(header), List.of(Locale.ENGLISH, Locale.CHINESE));
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }
}
