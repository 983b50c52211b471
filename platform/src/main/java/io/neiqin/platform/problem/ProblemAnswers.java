package io.neiqin.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.id.RequestIds;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a {@link Problem} as an RFC 9457 answer in the caller's language. */
@ApplicationScoped
public class ProblemAnswers {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final String RETRY_SECONDS = "2";

    private final Messages messages;
    private final RequestIds requestIds;
    private final ObjectMapper json;

    public ProblemAnswers(Messages messages, RequestIds requestIds, ObjectMapper json) {
        this.messages = messages;
        this.requestIds = requestIds;
        this.json = json;
    }

    /** Members: type, title, status, code, detail, errors, traceId, and the problem's own extensions. */
    public Response answer(Problem problem, String acceptLanguage) {
        var answer = Response.status(problem.status())
                .type(MEDIA_TYPE)
                .entity(body(problem, acceptLanguage, requestIds.current()));
        answer.header("Content-Language", Messages.localeOf(acceptLanguage).getLanguage());
        if (isPassing(problem)) {
            answer.header("Retry-After", RETRY_SECONDS);
        }
        if (problem.status() == 401) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        return answer.build();
    }

    /** Answers a request that has not reached, or will not reach, an endpoint. */
    public void answer(Problem problem, RoutingContext http) {
        Map<String, Object> body = body(problem, http.request().getHeader("Accept-Language"), RequestIds.of(http));
        if (isPassing(problem)) {
            http.response().putHeader("Retry-After", RETRY_SECONDS);
        }
        try {
            http.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", MEDIA_TYPE)
                    .end(json.writeValueAsString(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isPassing(Problem problem) {
        return problem.status() == 503
                || problem.status() == 429
                || problem.code().equals("in-progress");
    }

    private Map<String, Object> body(Problem problem, String acceptLanguage, String traceId) {
        Locale locale = Messages.localeOf(acceptLanguage);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:neiqin:problem:" + problem.code());
        body.put("title", messages.sentence(locale, "status." + problem.status(), List.of()));
        body.put("status", problem.status());
        body.put("code", problem.code());
        body.put("detail", messages.sentence(locale, problem.code(), problem.arguments()));
        if (!problem.errors().isEmpty()) {
            body.put(
                    "errors",
                    problem.errors().stream().map(e -> field(locale, e)).toList());
        }
        body.putAll(problem.extensions());
        body.put("traceId", traceId);
        return body;
    }

    private Map<String, Object> field(Locale locale, Problem.FieldError error) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("pointer", error.pointer());
        field.put("code", error.code());
        field.put("message", messages.sentence(locale, error.code(), error.arguments()));
        return field;
    }
}
