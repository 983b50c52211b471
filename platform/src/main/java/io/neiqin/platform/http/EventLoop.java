package io.neiqin.platform.http;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** The threads on which sessions of the database live, as seen by threads that may wait. */
public final class EventLoop {

    private EventLoop() {}

    /** Waits for what is done on an event loop, in a context of its own; for threads that may wait. */
    public static <T> T await(Supplier<Uni<T>> work) throws Exception {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Exception | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
