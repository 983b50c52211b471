package io.neiqin.platform.http;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Between an event loop, where sessions of the database live and nothing may block, and a worker's thread, which may. */
public final class Aside {

    private Aside() {}

    /** Blocks on a worker thread, and goes on where the caller is: on his Vert.x context, with its session and request. */
    public static <T> Uni<T> run(Callable<T> blocking) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return UniHelper.toUni(context.executeBlocking(blocking, false));
        });
    }

    /** From a worker thread of a request: what needs the request's own thread, as a session does. */
    public static <T> Uni<T> back(Supplier<Uni<T>> reactive) {
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .deferred(reactive::get)
                .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()));
    }

    /** Waits for what is done on an event loop, in a context of its own; from a thread that may wait, outside a request. */
    public static <T> T await(Supplier<Uni<T>> reactive) throws Exception {
        try {
            return VertxContextSupport.subscribeAndAwait(reactive);
        } catch (Exception | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
