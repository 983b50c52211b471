package io.neiqin.reporting.intake;

import io.neiqin.platform.event.EventCodec;
import io.neiqin.reporting.cube.Cells;
import io.neiqin.reporting.cube.Facts;
import io.neiqin.reporting.intake.Stream.Waiting;
import io.neiqin.reporting.order.OrderProjection;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Takes events into facts, cells and order states within the caller's transaction: together, or, where the database
 * refuses a value in them, one by one, so that each parks itself and nothing else (NFR-4).
 */
@ApplicationScoped
class Taking {

    private static final Logger LOG = Logger.getLogger(Taking.class);

    /** The classes of SQLSTATE that blame a value, not the database. */
    private static final Set<String> BLAMES_A_VALUE = Set.of("21", "22", "23", "54");

    /**
     * What a replay came to.
     *
     * @param events how many were applied
     * @param refused the version that the database has refused, and the cause; empty when it refused none
     */
    record Released(int events, Optional<Refused> refused) {}

    /** @param cause under which it is parked now */
    record Refused(long version, String cause) {}

    private final EventCodec codec;
    private final List<OrderProjection> projections;
    private final Books books;
    private final Cells cells;
    private final Facts facts;

    Taking(EventCodec codec, @All List<OrderProjection> projections, Books books, Cells cells, Facts facts) {
        this.codec = codec;
        this.projections = projections;
        this.books = books;
        this.cells = cells;
        this.facts = facts;
    }

    /** Returns whether any of them had to be parked. */
    boolean together(Connection connection, List<Delivery> deliveries) throws SQLException {
        Map<UUID, Stream> streams = books.open(
                connection, deliveries.stream().map(Delivery::aggregateId).toList());
        Batch batch = new Batch(codec, projections, streams);
        deliveries.forEach(batch::take);
        return write(connection, streams, batch);
    }

    /**
     * The same event by event, refused ones parked. The caller keeps all others from taking events until the end of its
     * transaction: the journal stays locked between two events.
     */
    boolean oneByOne(Connection connection, List<Delivery> deliveries) throws SQLException {
        boolean parked = false;
        for (Delivery delivery : deliveries) {
            UUID aggregate = delivery.aggregateId();
            String cause = attempt(connection, () -> step(connection, aggregate, batch -> batch.take(delivery, 1)));
            if (cause != null) {
                step(connection, aggregate, batch -> batch.take(delivery.faulty(cause), 1));
            }
            releaseOneByOne(connection, aggregate);
            parked |= !open(connection, aggregate).waiting.isEmpty();
        }
        return parked;
    }

    /** Tries again what waits of an aggregate. Empty when nothing does. */
    Optional<Released> release(Connection connection, UUID aggregate) throws SQLException {
        Map<UUID, Stream> streams = books.open(connection, Set.of(aggregate));
        Stream stream = streams.get(aggregate);
        if (stream.waiting.isEmpty()) {
            return Optional.empty();
        }
        Batch batch = new Batch(codec, projections, streams);
        batch.release(stream);
        write(connection, streams, batch);
        return Optional.of(new Released(stream.left().size(), Optional.empty()));
    }

    /** The same event by event, up to the first that is refused; it waits under the new cause. As {@link #oneByOne}. */
    Released releaseOneByOne(Connection connection, UUID aggregate) throws SQLException {
        int events = 0;
        while (true) {
            Stream before = open(connection, aggregate);
            long next = before.applied() + 1;
            Waiting first = before.waiting.get(next);
            if (first == null) {
                return new Released(events, Optional.empty());
            }
            String cause = attempt(
                    connection, () -> step(connection, aggregate, batch -> batch.release(batch.stream(aggregate), 1)));
            if (cause != null) {
                Delivery faulty = first.delivery().faulty(cause);
                step(connection, aggregate, batch -> batch.stream(aggregate).wait(faulty, cause));
                return new Released(events, Optional.of(new Refused(next, cause)));
            }
            if (open(connection, aggregate).applied() < next) {
                return new Released(events, Optional.empty());
            }
            events++;
        }
    }

    private Stream open(Connection connection, UUID aggregate) throws SQLException {
        return books.open(connection, Set.of(aggregate)).get(aggregate);
    }

    private void step(Connection connection, UUID aggregate, Consumer<Batch> work) throws SQLException {
        Map<UUID, Stream> streams = books.open(connection, Set.of(aggregate));
        Batch batch = new Batch(codec, projections, streams);
        work.accept(batch);
        write(connection, streams, batch);
    }

    /** Statements that may be refused. */
    private interface Step {
        void run() throws SQLException;
    }

    /** Null when it is written, else why it is not; then nothing of it is. */
    private static String attempt(Connection connection, Step step) throws SQLException {
        var before = connection.setSavepoint();
        try {
            step.run();
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException refused) {
            if (!blamesAValue(refused)) {
                throw refused;
            }
            connection.rollback(before);
            return refusal(refused);
        }
    }

    private boolean write(Connection connection, Map<UUID, Stream> streams, Batch batch) throws SQLException {
        cells.add(connection, batch.changes().cells());
        books.close(connection, streams.values(), batch);
        facts.append(connection, batch.changes().facts());
        List<Waiting> entered = streams.values().stream()
                .flatMap(stream -> stream.entered().stream())
                .toList();
        entered.forEach(Taking::report);
        return !entered.isEmpty();
    }

    private static void report(Waiting parked) {
        Delivery event = parked.delivery();
        LOG.errorf("aggregate %s is parked at version %d: %s", event.aggregateId(), event.version(), parked.cause());
    }

    static String refusal(SQLException refused) {
        return "cannot be stored: " + refused.getMessage().lines().findFirst().orElse(refused.getSQLState());
    }

    static boolean blamesAValue(SQLException refused) {
        String state = refused.getSQLState();
        return state != null && state.length() == 5 && BLAMES_A_VALUE.contains(state.substring(0, 2));
    }
}
