package io.neiqin.reporting.rebuild;

import io.neiqin.platform.feed.EventFeed;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.intake.FeedReading;
import io.neiqin.reporting.intake.Gate;
import io.neiqin.reporting.intake.Offsets;
import io.neiqin.reporting.rebuild.TopicEnds.Ends;
import io.neiqin.reporting.rebuild.Transactions.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** What may be done with projections: begin one, compare it, put it in the live one's place, and take that back. */
@ApplicationScoped
public class RebuildService {

    private static final Logger LOG = Logger.getLogger(RebuildService.class);

    /** How long the intake may be kept waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(30);

    /** How long one statement of a comparison may take; there are some for each measure. */
    private static final Duration SLICE = Duration.ofMinutes(5);

    private static final int LOOK_EVERY_MS = 10;

    /** What a projection is built from: the topic, or the log of the service that told the events. */
    enum Source {
        TOPIC,
        FEED
    }

    private final Transactions transactions;
    private final Projections projections;
    private final Rebuild rebuild;
    private final Offsets offsets;
    private final FeedReading reading;
    private final TopicEnds ends;
    private final EventFeed feed;

    RebuildService(
            Transactions transactions,
            Projections projections,
            Rebuild rebuild,
            Offsets offsets,
            FeedReading reading,
            TopicEnds ends,
            EventFeed feed) {
        this.transactions = transactions;
        this.projections = projections;
        this.rebuild = rebuild;
        this.offsets = offsets;
        this.reading = reading;
        this.ends = ends;
        this.feed = feed;
    }

    /** Those that there are; null for one that is not. */
    public record All(Projection live, Projection shadow, Projection previous) {}

    All all() throws SQLException {
        Optional<Ends> topic = ends.look();
        return new All(find(Place.LIVE, topic), find(Place.SHADOW, topic), find(Place.PREVIOUS, topic));
    }

    private Projection find(Place place, Optional<Ends> topic) throws SQLException {
        Optional<Projection> found = transactions.in(Place.LIVE, connection -> projections.find(connection, place));
        if (found.isEmpty() || topic.isEmpty()) {
            return found.orElse(null);
        }
        return found.get().behind(ends.lag(topic.get(), transactions.in(place, offsets::load)));
    }

    /**
     * @param source what to build it from
     * @throws Problem 409 when there is one already, the topic no longer has everything, or the feed is not to be
     *     reached
     */
    void begin(Source source, String by) throws SQLException {
        if (source == Source.TOPIC) {
            requireWholeTopic();
        } else if (!feed.reaches(FeedReading.PRODUCER)) {
            throw Problem.conflict("feed-unreachable");
        }
        transactions.in(Place.LIVE, connection -> {
            // Two at once: the second waits here and then finds the shadow of the first.
            Transactions.execute(connection, "select 1 from kpi.projection for update");
            if (projections.isThere(connection, Place.SHADOW)) {
                throw Problem.conflict("rebuild-running");
            }
            if (source == Source.FEED) {
                // The live projection reads the log, too, and the shadow follows: so it never overtakes.
                Gate.close(connection, PATIENCE);
                reading.begin(connection);
            }
            projections.begin(connection, source.name().toLowerCase(Locale.ROOT), by);
            return null;
        });
        rebuild.wake();
    }

    /** A broker that does not say waits with the builder, who finds it out then. */
    private void requireWholeTopic() throws SQLException {
        Optional<Ends> topic = ends.look();
        if (topic.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> needed = transactions.in(Place.LIVE, offsets::first);
        topic.get().first().forEach((partition, first) -> {
            if (first > needed.getOrDefault(partition, first)) {
                throw Problem.conflict("topic-incomplete", partition, first);
            }
        });
    }

    /**
     * Compares when both are at the same offsets; the intake waits only until they are. One comparison at a time.
     *
     * @throws Problem 409 when there is no shadow or it is not built yet, 503 when it does not come up in time, or
     *     another comparison is running
     */
    Reconciliation reconcile() throws SQLException {
        Snapshot view = atTheSameOffsets();
        try (view) {
            if (!Reconciliation.takeTurn(view.connection())) {
                throw Problem.unavailable("reconcile-busy");
            }
            return Reconciliation.of(view.connection());
        }
    }

    private Snapshot atTheSameOffsets() throws SQLException {
        AtomicReference<Snapshot> view = new AtomicReference<>();
        try {
            return transactions.in(Place.LIVE, gate -> {
                settle(gate);
                view.set(transactions.snapshot(SLICE));
                return view.get();
            });
        } catch (SQLException | RuntimeException failed) {
            if (view.get() != null) {
                view.get().close();
            }
            throw failed;
        }
    }

    /** @throws Problem also 409 when the two differ and that is not accepted */
    Reconciliation putLive(boolean acceptDifferences) throws SQLException {
        Reconciliation found = reconcile();
        if (!found.isSame() && !acceptDifferences) {
            throw Problem.conflict(
                            "projection-differs",
                            found.cells().differing(),
                            found.orders().differing(),
                            found.journal().differing())
                    .with("reconciliation", found);
        }
        transactions.in(Place.LIVE, connection -> {
            settle(connection);
            projections.lockShadow(connection);
            // Not before: a switch that fails has to leave what can be gone back to.
            projections.drop(connection, Place.PREVIOUS);
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
