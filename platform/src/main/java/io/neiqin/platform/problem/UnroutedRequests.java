package io.neiqin.platform.problem;

import io.neiqin.platform.id.RequestIds;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers what never reaches an endpoint: an address beside the API, a body that is too large. */
@ApplicationScoped
public class UnroutedRequests {

    private static final int LAST = Integer.MAX_VALUE;
    /** Before the server's own check, which would answer without a body. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final ProblemAnswers answers;
    private final long largestBody;

    public UnroutedRequests(
            ProblemAnswers answers,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.answers = answers;
        this.largestBody = largestBody.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(LAST).handler(http -> answer(http, 404));
        router.route().order(FIRST).handler(http -> {
            RequestIds.intoLog(http);
            if (announcedLength(http) > largestBody) {
                http.response().putHeader("Connection", "close");
                answer(http, 413);
            } else {
                http.next();
            }
        });
    }

    /** Whether a body whose length was not announced has turned out to be too large. */
    boolean isCutOff(HttpServerRequest request) {
        return request.bytesRead() > largestBody;
    }

    /** 0 when the length is not announced; such a body is cut off while it is read. */
    private static long announcedLength(RoutingContext http) {
        String length = http.request().getHeader("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private void answer(RoutingContext http, int status) {
        answers.answer(Problem.of(status, "http." + status), http);
    }
}
