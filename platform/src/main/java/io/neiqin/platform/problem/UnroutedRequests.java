package io.neiqin.platform.problem;

import io.neiqin.platform.id.RequestIds;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;

/** Answers what never reaches an endpoint: an address beside the API or not to be decoded, a body too large. */
@ApplicationScoped
public class UnroutedRequests {

    private static final int LAST = Integer.MAX_VALUE;
    /** Before the server's own check, which would answer without a body. */
    private static final int FIRST = Integer.MIN_VALUE;
    /** Behind the server, which lets every body be as large as an upload where its length is not announced. */
    private static final int CUT_OFF = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;
    /** More than an upload may have, so that it is its reader who refuses, with an answer. */
    private static final long SLACK = 1024 * 1024;

    private final ProblemAnswers answers;
    private final BodyLimits limits;

    public UnroutedRequests(ProblemAnswers answers, BodyLimits limits) {
        this.answers = answers;
        this.limits = limits;
    }

    void register(@Observes Router router) {
        router.route().order(LAST).handler(http -> answer(http, 404));
        router.route().order(FIRST).handler(this::admit).failureHandler(this::refused);
        router.route().order(CUT_OFF).handler(http -> {
            if (http.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
                long slack = limits.isUpload(http.request()) ? SLACK : 0;
                http.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limits.size(http.request()) + slack);
            }
            http.next();
        });
    }

    private void admit(RoutingContext http) {
        RequestIds.intoLog(http);
        if (announcedLength(http) > limits.size(http.request())) {
            http.response().putHeader("Connection", "close");
            answer(http, 413);
        } else if (!isReadable(http)) {
            answers.answer(Problem.badRequest("parameter-unreadable"), http);
        } else {
            http.next();
        }
    }

    /** The server refuses wordlessly what it does not even route, as a request without a host. */
    private void refused(RoutingContext http) {
        int status = http.statusCode();
        if ((status == 400 || status == 404) && !http.response().headWritten()) {
            answer(http, status);
        } else {
            http.next();
        }
    }

    /** Whether a body whose length was not announced has turned out to be too large. */
    boolean isCutOff(HttpServerRequest request) {
        return request.bytesRead() > limits.size(request);
    }

    /** 0 when the length is not announced; such a body is cut off while it is read. */
    private static long announcedLength(RoutingContext http) {
        String length = http.request().getHeader("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    /** Whether its address can be decoded: what decodes it later on the way would refuse it wordlessly. */
    private static boolean isReadable(RoutingContext http) {
        try {
            URI.create(http.request().uri());
            http.normalizedPath();
            http.queryParams();
            return true;
        } catch (HttpException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private void answer(RoutingContext http, int status) {
        answers.answer(Problem.of(status, "http." + status), http);
    }
}
