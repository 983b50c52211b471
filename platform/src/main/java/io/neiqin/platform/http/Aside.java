package io.neiqin.platform.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Between a request's own thread, which must not block, and a worker's, which may. */
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
}
