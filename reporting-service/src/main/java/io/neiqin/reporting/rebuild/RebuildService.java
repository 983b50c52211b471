package io.neiqin.reporting.rebuild;

import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.intake.Gate;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** What may be done with projections: begin one, compare it, put it in the live one's place, and take that back. */
@ApplicationScoped
public class RebuildService {

    private static final Logger LOG = Logger.getLogger(RebuildService.class);

    /** How long the intake may be kept waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int LOOK_EVERY_MS = 10;

    private final Transactions transactions;
    private final Projections projections;
    private final Rebuild rebuild;

    RebuildService(Transactions transactions, Projections projections, Rebuild rebuild) {
        this.transactions = transactions;
        this.projections = projections;
        this.rebuild = rebuild;
    }

    /** Those that there are; null for one that is not. */
    public record All(Projection live, Projection shadow, Projection previous) {}

    All all() throws SQLException {
        return transactions.in(
                Place.LIVE,
                connection -> new All(
                        projections.find(connection, Place.LIVE).orElse(null),
                        projections.find(connection, Place.SHADOW).orElse(null),
                        projections.find(connection, Place.PREVIOUS).orElse(null)));
    }

    /** @throws Problem 409 when one is there already */
    void begin(String by) throws SQLException {
        transactions.in(Place.LIVE, connection -> {
            // Two at once: the second waits here and then finds the shadow of the first.
            Transactions.execute(connection, "select 1 from kpi.projection for update");
            if (projections.isThere(connection, Place.SHADOW)) {
                throw Problem.conflict("rebuild-running");
            }
            projections.begin(connection, "topic", by);
            return null;
        });
        rebuild.wake();
    }

    /**
     * Compares when both are at the same offsets; the intake waits only until they are.
     *
     * @throws Problem 409 when there is no shadow or it is not built yet, 503 when it does not come up in time
     */
    Reconciliation reconcile() throws SQLException {
        return transactions.in(Place.LIVE, LONG, view -> {
            transactions.in(Place.LIVE, gate -> {
                settle(gate);
                // The first statement of a repeatable read says as of when it reads.
                Transactions.execute(view, "set transaction isolation level repeatable read, read only");
                Transactions.execute(view, "select 1");
                return null;
            });
            return Reconciliation.of(view);
        });
    }

    /** @throws Problem also 409 when the two differ and that is not accepted */
    Reconciliation putLive(boolean acceptDifferences) throws SQLException {
        Reconciliation found = reconcile();
        if (!found.isSame() && !acceptDifferences) {
            throw Problem.conflict(
                            "projection-differs",
                            found.cells().differing(),
                            found.orders().differing())
                    .with("reconciliation", found);
        }
        transactions.in(Place.LIVE, connection -> {
            projections.drop(connection, Place.PREVIOUS);
            return null;
        });
        transactions.in(Place.LIVE, connection -> {
            settle(connection);
            projections.lockShadow(connection);
            projections.exchange(connection, Place.SHADOW, Place.PREVIOUS);
            return null;
        });
        LOG.info("another projection is live");
        return found;
    }

    /**
     * Makes the previous projection the live one again; it takes what it lacks from the topic. The one it replaces may
     * be switched to again, or abandoned.
     *
     * @throws Problem 409 when there is none, or another is being built
     */
    void rollBack() throws SQLException {
        transactions.in(Place.LIVE, connection -> {
            Gate.close(connection, PATIENCE);
            if (!projections.isThere(connection, Place.PREVIOUS)) {
                throw Problem.conflict("no-previous-projection");
            }
            if (projections.isThere(connection, Place.SHADOW)) {
                throw Problem.conflict("rebuild-running");
            }
            projections.exchange(connection, Place.PREVIOUS, Place.SHADOW);
            return null;
        });
        LOG.info("the previous projection is live again");
        rebuild.wake();
    }

    /** @throws Problem 409 when there is none */
    void abandon() throws SQLException {
        transactions.in(Place.LIVE, LONG, connection -> {
            require(connection);
            projections.lockShadow(connection);
            projections.drop(connection, Place.SHADOW);
            return null;
        });
    }

    private Projection require(Connection connection) throws SQLException {
        return projections.find(connection, Place.SHADOW).orElseThrow(() -> Problem.conflict("no-shadow-projection"));
    }

    /** Keeps the intake waiting until the shadow is where it is, and on until the end of the transaction. */
    private void settle(Connection gate) throws SQLException {
        Projection shadow = require(gate);
        if (!shadow.state().equals("READY")) {
            throw Problem.conflict("projection-not-ready", shadow.behind());
        }
        // What only the intake can bring to the live one has to come before it is kept waiting.
        await(() -> !projections.isShadowAhead(gate));
        Gate.close(gate, PATIENCE);
        await(() -> !projections.areApart(gate));
    }

    /** A question to the database. */
    private interface Question {
        boolean isAnswered() throws SQLException;
    }

    private void await(Question question) throws SQLException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!question.isAnswered()) {
            if (Instant.now().isAfter(end)) {
                throw Problem.unavailable("projection-behind");
            }
            rebuild.wake();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
