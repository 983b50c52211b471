package io.neiqin.platform.file;

import io.neiqin.platform.http.Aside;
import io.neiqin.platform.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.VertxInputStream;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Receives files by HTTP: the body of the request in hand, streamed by a worker thread into the store's temporary place. Its
 * address has to be one of {@link io.neiqin.platform.problem.BodyLimits uploads}, and the endpoint has no parameter for the
 * body, so that nobody else reads it. Who may is asked before: nothing of it has been read then.
 */
@ApplicationScoped
public class Uploads {

    private final FileStore store;
    private final CurrentVertxRequest current;
    private final long most;
    private final Duration patience;
    private final int atOnce;
    private final AtomicInteger open = new AtomicInteger();

    Uploads(
            FileStore store,
            CurrentVertxRequest current,
            @ConfigProperty(name = "neiqin.upload.size") MemorySize most,
            @ConfigProperty(name = "neiqin.http.body") Duration patience,
            @ConfigProperty(name = "neiqin.upload.at-once") int atOnce) {
        this.store = store;
        this.current = current;
        this.most = most.asLongValue();
        this.patience = patience;
        this.atOnce = atOnce;
    }

    /**
     * Reads the file and gives it to {@code work}, which may keep it; then the temporary one is gone. Refuses with 413
     * {@code file-too-large}, with 400 {@code upload-broken-off} where it does not come to its end, and with 503
     * {@code overloaded} where too many are in work.
     *
     * @param limit in bytes; {@code neiqin.upload.size} at most
     */
    public <A> Uni<A> receive(long limit, Function<Incoming, Uni<A>> work) {
        RoutingContext http = current.getCurrent();
        return Uni.createFrom().deferred(() -> {
            Reading reading = new Reading();
            return Aside.run(() -> reading.read(http, Math.min(limit, most)))
                    .flatMap(work::apply)
                    .onTermination()
                    .invoke(reading::end);
        });
    }

    /** Stores what has come. */
    public Uni<StoredFile> keep(Incoming file) {
        return Aside.run(() -> store.keep(file));
    }

    /** One request's file, which may come to its end when nobody waits for it any more. */
    private final class Reading {

        private Incoming file;
        private boolean ended;

        /** Leaves the body open: what is left after a refusal is not waited for. */
        private Incoming read(RoutingContext http, long limit) {
            try {
                if (open.incrementAndGet() > atOnce) {
                    throw Problem.unavailable("overloaded");
                }
                return take(store.receive(new VertxInputStream(http, patience.toMillis()), limit));
            } catch (IOException brokenOff) {
                throw Problem.badRequest("upload-broken-off");
            } finally {
                open.decrementAndGet();
            }
        }

        private synchronized Incoming take(Incoming received) {
            file = received;
            if (ended) {
                file.close();
            }
            return file;
        }

        private synchronized void end() {
            ended = true;
            if (file != null) {
                file.close();
            }
        }
    }
}
