package io.neiqin.reporting.intake;

import io.neiqin.platform.consumer.GapFill;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.intake.FeedReading.Position;
import io.neiqin.reporting.intake.Offsets.Step;
import io.neiqin.reporting.intake.Taking.Refused;
import io.neiqin.reporting.intake.Taking.Released;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Takes events into the live projection. One transaction holds facts, cells, order states, versions and offsets: they
 * are all there or none is.
 */
@ApplicationScoped
public class IntakeService {

    private static final Logger LOG = Logger.getLogger(IntakeService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Statements with one outcome. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Who last gave the schema its name: every exchange of projections, back and forth, is another transaction. */
    private static final String PROJECTION =
            "select xmin::text::bigint from pg_namespace where oid = 'kpi'::regnamespace";

    private final DataSource database;
    private final Offsets offsets;
    private final FeedReading reading;
    private final Versions versions;
    private final Taking taking;
    private final GapFill gaps;

    public IntakeService(
            DataSource database, Offsets offsets, FeedReading reading, Versions versions, Taking taking, GapFill gaps) {
        this.database = database;
        this.offsets = offsets;
        this.reading = reading;
        this.versions = versions;
        this.taking = taking;
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

    /** How far the producer's log is read into the live projection. */
    Position reading() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return reading.load(connection);
        }
    }

    /**
     * Where to go on in the topic. Where it has lost records that were not taken, or was made anew, its own beginning is
     * where to go on, and the producer's log is read for what it lacks; events that were taken are known by their
     * versions.
     *
     * @param stored the offsets as they stood before the topic was asked: it never ends before what was taken of it,
     *     unless it is another one
     * @param first the topic's first offsets, of the partitions that are asked for
     * @param end the offsets after its last ones
     * @return the next offset of each of them
     * @throws Offsets.PartitionLost when another instance has gone on meanwhile; nothing is changed then
     * @throws SQLException also when somebody else does not finish in time
     */
    Map<TopicPartition, Long> goOn(
            Map<TopicPartition, Long> stored, Map<TopicPartition, Long> first, Map<TopicPartition, Long> end)
            throws SQLException {
        List<Step> lost = Offsets.lost(stored, first, end);
        if (!lost.isEmpty()) {
            alone(connection -> {
                offsets.advance(connection, lost);
                reading.begin(connection);
            });
            lost.forEach(step -> LOG.warnf("%s; the log of orders is read for what is missing", step.loss()));
        }
        Map<TopicPartition, Long> next = new HashMap<>(first);
        next.putAll(offsets());
        next.keySet().retainAll(first.keySet());
        return next;
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
        AtomicBoolean parked = new AtomicBoolean();
        try {
            List<Delivery> deliveries = records.stream()
                    .flatMap(record -> Delivery.of(record).stream())
                    .toList();
            inTransaction(connection -> {
                offsets.advance(connection, Step.over(records));
                parked.set(taking.together(connection, deliveries));
            });
        } catch (SQLException refused) {
            requireValueBlamed(refused);
            for (ConsumerRecord<String, byte[]> record : records) {
                alone(connection -> {
                    offsets.advance(connection, Step.over(List.of(record)));
                    parked.compareAndSet(
                            false,
                            taking.oneByOne(
                                    connection, Delivery.of(record).stream().toList()));
                });
            }
        }
        if (parked.get()) {
            gaps.wake();
        }
    }

    /**
     * Tries again what cannot be applied or waits behind it. Returns how many events were applied; empty when none of
     * the aggregate waits.
     *
     * @throws Problem 409 event-refused when the database refuses a value in one; those before it are applied, and it
     *     waits with the new cause (NFR-4)
     */
    Optional<Integer> replay(UUID aggregateId) throws SQLException {
        AtomicReference<Optional<Released>> released = new AtomicReference<>();
        try {
            inTransaction(connection -> released.set(taking.release(connection, aggregateId)));
        } catch (SQLException refused) {
            requireValueBlamed(refused);
            alone(connection -> released.set(Optional.of(taking.releaseOneByOne(connection, aggregateId))));
        }
        Optional<Refused> refused = released.get().flatMap(Released::refused);
        if (refused.isPresent()) {
            throw Problem.conflict(
                            "event-refused",
                            refused.get().version(),
                            refused.get().cause())
                    .with("released", released.get().get().events());
        }
        return released.get().map(Released::events);
    }

    /**
     * Takes events that the topic did not bring; those that are there already are passed over, refused ones parked.
     * Alone: an aggregate's first event locks nothing that would keep the topic from bringing it just now.
     */
    void fill(List<ReceivedEvent> missing) throws SQLException {
        List<Delivery> deliveries = missing.stream().map(Delivery::of).toList();
        try {
            alone(connection -> taking.together(connection, deliveries));
        } catch (SQLException refused) {
            requireValueBlamed(refused);
            alone(connection -> taking.oneByOne(connection, deliveries));
        }
    }

    /**
     * Takes what is missing of a page of the producer's log. Changes nothing when somebody else has read it meanwhile.
     *
     * @param at where the page begins
     * @param page empty when there is no more
     */
    void fill(Position at, List<ReceivedEvent> page) throws SQLException {
        long to = page.isEmpty() ? at.position() : page.get(page.size() - 1).position();
        List<Delivery> missing = missing(page);
        if (missing.isEmpty()) {
            inTransaction(connection -> reading.advance(connection, at, to, page.isEmpty()));
        } else {
            fill(at, to, missing);
        }
        if (page.isEmpty()) {
            LOG.infof("the log of orders is read up to its end, position %d", to);
        }
    }

    /** Alone, as above. */
    private void fill(Position at, long to, List<Delivery> missing) throws SQLException {
        AtomicBoolean parked = new AtomicBoolean();
        try {
            alone(connection ->
                    parked.set(reading.advance(connection, at, to, false) && taking.together(connection, missing)));
        } catch (SQLException refused) {
            requireValueBlamed(refused);
            alone(connection ->
                    parked.set(reading.advance(connection, at, to, false) && taking.oneByOne(connection, missing)));
        }
        LOG.infof("%d events up to position %d have come out of the log of orders", missing.size(), to);
        if (parked.get()) {
            gaps.wake();
        }
    }

    /** Anything else is for the caller: trying again may help. */
    private static void requireValueBlamed(SQLException refused) throws SQLException {
        if (!blamesAValue(refused)) {
            throw refused;
        }
    }

    private List<Delivery> missing(List<ReceivedEvent> page) throws SQLException {
        List<UUID> aggregates = page.stream().map(ReceivedEvent::aggregateId).toList();
        try (Connection connection = database.getConnection()) {
            Map<UUID, Long> applied = versions.load(connection, aggregates);
            return page.stream()
                    .filter(event -> event.aggregateVersion() > applied.getOrDefault(event.aggregateId(), 0L))
                    .map(Delivery::of)
                    .toList();
        }
    }

    private void inTransaction(Work work) throws SQLException {
        transaction(Gate::pass, work);
    }

    /** With nobody else taking events until its end. */
    private void alone(Work work) throws SQLException {
        transaction(connection -> Gate.close(connection, PATIENCE), work);
    }

    private void transaction(Work gate, Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                gate.on(connection);
                work.on(connection);
                connection.commit();
            } catch (Throwable failed) {
                giveUp(connection, failed);
                throw failed;
            }
        }
    }

    /** Whatever has failed: the pool would commit what is not rolled back. */
    private static void giveUp(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            because.addSuppressed(broken);
        }
    }

    /** The cause under which an event is parked whose value the database refuses; not by which statement it did. */
    public static String refusal(SQLException refused) {
        return Taking.refusal(refused);
    }

    /** Whether the database refuses a value rather than itself: trying again would not help. */
    public static boolean blamesAValue(SQLException refused) {
        return Taking.blamesAValue(refused);
    }
}
