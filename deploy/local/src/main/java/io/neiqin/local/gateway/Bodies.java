package io.neiqin.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the bodies of requests whole before a part is bothered with them: bodies that never end would otherwise take up
 * the connections to the parts. Bounded in size, time and number.
 */
final class Bodies {
    /** A little more than the services take, so that it is they who refuse what is too large for them. */
    static final int LARGEST = 4 * 1024 * 1024;

    private static final long MOST = 12L * LARGEST;

    private final Vertx vertx;
    private final long patienceMillis;
    private final AtomicLong held = new AtomicLong();

    Bodies(Vertx vertx, long patienceMillis) {
        this.vertx = vertx;
        this.patienceMillis = patienceMillis;
    }

    /** The whole body, to be {@link #release}d; fails with the problem to answer. */
    Future<Buffer> read(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(patienceMillis, late -> refuse(whole, GatewayProblem.TOO_SLOW));
        request.exceptionHandler(whole::tryFail);
        request.endHandler(end -> whole.tryComplete(body));
        request.handler(chunk -> {
            if (whole.future().isComplete()) {
                return;
            }
            body.appendBuffer(chunk);
            long all = held.addAndGet(chunk.length());
            if (body.length() > LARGEST) {
                refuse(whole, GatewayProblem.TOO_LARGE);
            } else if (all > MOST) {
                refuse(whole, GatewayProblem.UNAVAILABLE);
            }
        });
        request.resume();
        return whole.future().onComplete(end -> {
            vertx.cancelTimer(timer);
            if (end.failed()) {
                release(body);
            }
        });
    }

    private static void refuse(Promise<Buffer> whole, GatewayProblem problem) {
        whole.tryFail(new GatewayProblem.Refused(problem));
    }

    void release(Buffer body) {
        held.addAndGet(-body.length());
    }
}
