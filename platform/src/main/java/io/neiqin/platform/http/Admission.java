package io.neiqin.platform.http;

import io.neiqin.platform.problem.BodyLimits;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.problem.ProblemAnswers;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * How many requests are in work at once. One more is answered 503 before it costs anything: work that would be given up
 * by its caller before it is done takes the time of that which can be. Health and metrics are always answered.
 *
 * <p>At the end every answer asks its caller to leave the connection, until nobody comes any more: a request on a
 * connection that is being closed would be lost without an answer.
 */
@ApplicationScoped
public class Admission {

    /** Behind the trace id, before everything that takes time. */
    private static final int ORDER = Integer.MIN_VALUE + 1;

    private static final String OPERATION = "/q/";
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    /** So long goes on coming, unread, what is left of a refused upload. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final ProblemAnswers answers;
    private final int limit;
    private final BodyLimits limits;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean leaving;
    private volatile long lastCame = System.nanoTime();

    /** @param limit of requests in work */
    public Admission(
            ProblemAnswers answers, BodyLimits limits, @ConfigProperty(name = "neiqin.http.in-flight") int limit) {
        this.answers = answers;
        this.limit = limit;
        this.limits = limits;
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::admit);
    }

    private void admit(RoutingContext http) {
        if (http.normalizedPath().startsWith(OPERATION)) {
            http.next();
            return;
        }
        lastCame = System.nanoTime();
        http.addHeadersEndHandler(ignored -> {
            if (leaving || limits.isUpload(http.request()) && !http.request().isEnded()) {
                http.response().putHeader("Connection", "close");
            }
        });
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            answers.answer(Problem.unavailable("overloaded"), http);
            return;
        }
        boolean upload = limits.isUpload(http.request());
        // Not http.addEndHandler: what it sets on the response others set anew, and a caller who leaves would stay
        // counted.
        QuarkusRequestWrapper.get(http.request()).addRequestDoneHandler(ended -> {
            inFlight.decrementAndGet();
            if (upload) {
                letTheRestPass(http);
            }
        });
        http.next();
    }

    /**
     * Behind authentication, which holds the request up and may wait for the database: what has come but is not read yet is
     * not its caller's delay.
     */
    @ServerRequestFilter
    public void hurry(RoutingContext http) {
        if (!http.request().isEnded()) {
            long timer =
                    http.vertx().setTimer(limits.time(http.request()).toMillis(), late -> giveUpUnlessAllCame(http));
            QuarkusRequestWrapper.get(http.request())
                    .addRequestDoneHandler(ended -> http.vertx().cancelTimer(timer));
        }
    }

    /** Who never ends his request would keep a place for ever. */
    private static void giveUpUnlessAllCame(RoutingContext http) {
        if (!http.request().isEnded()) {
            http.request().connection().close();
        }
    }

    /** A refusal may come before all of the file has: a line that is closed at once would take the answer with it. */
    private static void letTheRestPass(RoutingContext http) {
        if (!http.request().isEnded()) {
            http.request().handler(unread -> {});
            http.request().resume();
            http.vertx()
                    .setTimer(
                            REST.toMillis(), over -> http.request().connection().close());
        }
    }

    /** Holds the shutdown up, three seconds at most; what is still in work then has the shutdown's own patience. */
    void leave(@Observes ShutdownDelayInitiatedEvent ending) throws InterruptedException {
        leaving = true;
        long began = System.nanoTime();
        lastCame = began;
        while (System.nanoTime() - began < FAREWELL.toNanos()
                && (inFlight.get() > 0 || System.nanoTime() - lastCame < QUIET.toNanos())) {
            Thread.sleep(QUIET.toMillis() / 10);
        }
    }
}
