package io.neiqin.reporting.intake;

import io.neiqin.platform.consumer.GapFill;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.reporting.cube.Cells;
import io.neiqin.reporting.cube.Facts;
import io.neiqin.reporting.intake.Offsets.Step;
import io.neiqin.reporting.intake.Stream.Waiting;
import io.neiqin.reporting.order.OrderProjection;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Takes events into facts, cells and order states. One transaction holds all of it, the versions and the offsets: they
 * are all there or none is.
 */
@ApplicationScoped
public class IntakeService {

    private static final Logger LOG = Logger.getLogger(IntakeService.class);

    /** Statements with one outcome. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Who last gave the schema its name: every exchange of projections, back and forth, is another transaction. */
    private static final String PROJECTION =
            "select xmin::text::bigint from pg_namespace where oid = 'kpi'::regnamespace";

    /** The classes of SQLSTATE that blame a value, not the database. */
    private static final Set<String> BLAMES_A_VALUE = Set.of("21", "22", "23", "54");

    private final DataSource database;
    private final EventCodec codec;
    private final List<OrderProjection> projections;
    private final Offsets offsets;
    private final Books books;
    private final Cells cells;
    private final Facts facts;
    private final GapFill gaps;

    public IntakeService(
            DataSource database,
            EventCodec codec,
            @All List<OrderProjection> projections,
            Offsets offsets,
            Books books,
            Cells cells,
            Facts facts,
            GapFill gaps) {
        this.database = database;
        this.codec = codec;
        this.projections = projections;
        this.offsets = offsets;
        this.books = books;
        this.cells = cells;
        this.facts = facts;
        this.gaps = gaps;
    }

    /** What tells the live projection from those before it. It changes whenever another takes its place. */
    long projection() throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(PROJECTION)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The next offset of each partition that was ever taken from. */
    Map<TopicPartition, Long> offsets() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return offsets.load(connection);
        }
    }

    /**
     * Gives up records that the topic no longer has; the aggregates that miss them will be parked. Returns where to go
     * on.
     */
    long passOver(TopicPartition partition, long next, long first) {
        if (next > 0) {
            LOG.errorf("%s has lost its records from %d to %d", partition, next, first - 1);
        }
        try {
            inTransaction(connection -> offsets.advance(connection, List.of(new Step(partition, next, first))));
            return first;
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    /**
     * Takes the records, in one transaction if possible. Where the database refuses a value in them, each is taken in
     * a transaction of its own, and the refused one is parked.
     *
     * @param records of each partition without a gap
     * @throws Offsets.PartitionLost when another instance has gone on from there; nothing is written
     * @throws SQLException when the database is not there; trying again continues where this ended
     */
    void take(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
        try {
            takeTogether(records, null);
        } catch (SQLException refused) {
            if (!blamesAValue(refused)) {
                throw refused;
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                takeAlone(record);
            }
        }
    }

    /**
     * Tries again what cannot be applied or waits behind it. Returns how many events were applied; empty when none of
     * the aggregate waits.
     */
    Optional<Integer> replay(UUID aggregateId) throws SQLException {
        List<Stream> replayed = new ArrayList<>();
        inTransaction(connection -> {
            Map<UUID, Stream> streams = books.open(connection, Set.of(aggregateId));
            Stream stream = streams.get(aggregateId);
            if (!stream.waiting.isEmpty()) {
                Batch batch = new Batch(codec, projections, streams);
                batch.release(stream);
                write(connection, streams, batch);
                replayed.add(stream);
            }
        });
        return replayed.stream().findFirst().map(stream -> stream.left().size());
    }

    private void takeAlone(ConsumerRecord<String, byte[]> record) throws SQLException {
        try {
            takeTogether(List.of(record), null);
        } catch (SQLException refused) {
            if (!blamesAValue(refused)) {
                throw refused;
            }
            takeTogether(List.of(record), refusal(refused));
        }
    }

    /** Takes events that the topic did not bring; those that are there already are passed over. */
    void fill(List<ReceivedEvent> missing) throws SQLException {
        inTransaction(connection ->
                take(connection, missing.stream().map(Delivery::of).toList()));
    }

    private void takeTogether(List<ConsumerRecord<String, byte[]>> records, String fault) throws SQLException {
        List<Delivery> deliveries = records.stream()
                .map(Delivery::of)
                .map(delivery -> fault == null ? delivery : delivery.faulty(fault))
                .toList();
        AtomicBoolean parked = new AtomicBoolean();
        inTransaction(connection -> {
            offsets.advance(connection, Step.over(records));
            parked.set(take(connection, deliveries));
        });
        if (parked.get()) {
            gaps.wake();
        }
    }

    /** Whether any of them had to be parked. */
    private boolean take(Connection connection, List<Delivery> deliveries) throws SQLException {
        Map<UUID, Stream> streams = books.open(
                connection, deliveries.stream().map(Delivery::aggregateId).toList());
        Batch batch = new Batch(codec, projections, streams);
        deliveries.forEach(batch::take);
        write(connection, streams, batch);
        List<Waiting> entered = streams.values().stream()
                .flatMap(stream -> stream.entered().stream())
                .toList();
        entered.forEach(IntakeService::report);
        return !entered.isEmpty();
    }

    private void write(Connection connection, Map<UUID, Stream> streams, Batch batch) throws SQLException {
        cells.add(connection, batch.cells());
        books.close(connection, streams.values(), batch);
        facts.append(connection, batch.facts());
    }

    private static void report(Waiting parked) {
        Delivery event = parked.delivery();
        LOG.errorf("aggregate %s is parked at version %d: %s", event.aggregateId(), event.version(), parked.cause());
    }

    private void inTransaction(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                Gate.pass(connection);
                work.on(connection);
                connection.commit();
                committed = true;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    /** The cause under which an event is parked whose value the database refuses; not by which statement it did. */
    public static String refusal(SQLException refused) {
        return "cannot be stored: " + refused.getMessage().lines().findFirst().orElse(refused.getSQLState());
    }

    /** Whether the database refuses a value rather than itself: trying again would not help. */
    public static boolean blamesAValue(SQLException refused) {
        String state = refused.getSQLState();
        return state != null && state.length() == 5 && BLAMES_A_VALUE.contains(state.substring(0, 2));
    }
}
