package io.neiqin.platform.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The reactive pool with an end to the waits for a free connection, for a new one, and for a statement; each ends as an
 * outage (503). A server that stops answering in the middle of a statement is not noticed here.
 */
@Singleton
public class BoundedPool implements PgPoolCreator {

    private final Duration patience;
    private final String idleInTransaction;

    /**
     * @param patience for one statement, and for a free connection
     * @param idleInTransaction how long a transaction may stand still, as PostgreSQL writes it
     */
    public BoundedPool(
            @ConfigProperty(name = "neiqin.db.patience") Duration patience,
            @ConfigProperty(name = "neiqin.db.idle-in-transaction") String idleInTransaction) {
        this.patience = patience;
        this.idleInTransaction = idleInTransaction;
    }

    @Override
    public Pool create(Input input) {
        int wait = Math.toIntExact(patience.toMillis());
        for (PgConnectOptions server : input.pgConnectOptionsList()) {
            server.setConnectTimeout(wait);
            server.addProperty("statement_timeout", Integer.toString(wait));
            // For an instance that is stopped between two statements while others wait for its rows.
            server.addProperty("idle_in_transaction_session_timeout", idleInTransaction);
            // For a server that accepts a connection and says nothing.
            server.setIdleTimeout(2 * wait).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        input.poolOptions()
                .setConnectionTimeout(wait)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                // What is idle is given back before the silence of an idle connection looks like an outage.
                .setIdleTimeout(wait)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod(wait / 4);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
