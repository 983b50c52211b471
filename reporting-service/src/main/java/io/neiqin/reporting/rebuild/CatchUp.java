package io.neiqin.reporting.rebuild;

import io.neiqin.platform.event.EventCodec;
import io.neiqin.reporting.cube.Cell;
import io.neiqin.reporting.cube.Cells;
import io.neiqin.reporting.cube.Fact;
import io.neiqin.reporting.cube.Facts;
import io.neiqin.reporting.cube.Source;
import io.neiqin.reporting.intake.Batch;
import io.neiqin.reporting.intake.Books;
import io.neiqin.reporting.intake.Delivery;
import io.neiqin.reporting.intake.IntakeService;
import io.neiqin.reporting.intake.Offsets;
import io.neiqin.reporting.intake.Offsets.Step;
import io.neiqin.reporting.intake.Stream;
import io.neiqin.reporting.order.OrderProjection;
import io.neiqin.reporting.rebuild.ShadowLease.Term;
import io.quarkus.arc.All;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes events into the shadow as the intake takes them into the live projection, in large transactions: while one is
 * written, the next is read, decoded and worked out. The shadow never overtakes the live projection.
 */
@ApplicationScoped
class CatchUp {

    /**
     * The events of one transaction, worked out.
     *
     * @param cells differences of them
     * @param entries of the events that the live journal knows
     */
    private record Prepared(
            Portion portion,
            Map<UUID, Stream> streams,
            Batch batch,
            Map<Cell, BigDecimal> cells,
            Map<UUID, Long> entries) {}

    private final Transactions transactions;
    private final ShadowLease lease;
    private final EventCodec codec;
    private final Projections projections;
    private final List<OrderProjection> families;
    private final Offsets offsets;
    private final ProducerLog log;
    private final Books books;
    private final Cells cells;
    private final Facts facts;
    private final int size;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "rebuild-write");
        thread.setDaemon(true);
        return thread;
    });

    CatchUp(
            Transactions transactions,
            ShadowLease lease,
            EventCodec codec,
            Projections projections,
            @All List<OrderProjection> families,
            Offsets offsets,
            ProducerLog log,
            Books books,
            Cells cells,
            Facts facts,
            @ConfigProperty(name = "neiqin.rebuild.batch") int size) {
        this.transactions = transactions;
        this.lease = lease;
        this.codec = codec;
        this.projections = projections;
        this.families = families;
        this.offsets = offsets;
        this.log = log;
        this.books = books;
        this.cells = cells;
        this.facts = facts;
        this.size = size;
    }

    @PreDestroy
    void stop() {
        writer.shutdownNow();
    }

    /**
     * Takes what the live projection has and the shadow has not. Returns the number of events.
     *
     * @throws ShadowLease.Lost when the shadow is no longer this instance's
     * @throws IllegalStateException when the topic no longer has what the live projection has taken out of it
     * @throws SQLException when the database is not there; trying again continues where this ended
     */
    long run(Term term, OrdersTopic topic) throws SQLException, InterruptedException {
        long filled = log.fillGaps(portion -> takeInParts(term, portion));
        if (!transactions.in(Place.LIVE, projections::areApart)) {
            return filled;
        }
        long read = log.follow(term, portion -> takeInParts(term, portion));
        Map<TopicPartition, Long> from = transactions.in(Place.SHADOW, offsets::load);
        Map<TopicPartition, Long> to = transactions.in(Place.LIVE, offsets::load);
        to.entrySet().removeIf(end -> from.getOrDefault(end.getKey(), 0L) >= end.getValue());
        if (to.isEmpty()) {
            return filled + read;
        }
        List<Step> lost = topic.seek(from, to);
        if (!lost.isEmpty()) {
            throw new IllegalStateException(lost.get(0).loss() + "; abandon this and rebuild from the feed");
        }
        return filled + read + take(term, topic);
    }

    private long take(Term term, OrdersTopic topic) throws SQLException, InterruptedException {
        long taken = 0;
        Prepared last = null;
        Future<?> writing = CompletableFuture.completedFuture(null);
        List<ConsumerRecord<String, byte[]>> records = topic.next(size);
        while (!records.isEmpty()) {
            Portion portion = new Portion.OfTopic(offsets, records);
            Prepared next = prepare(portion, last, null);
            if (!isWritten(writing)) {
                takeInParts(term, last.portion());
                next = prepare(portion, null, null);
            }
            Prepared now = next;
            writing = writer.submit(() -> {
                write(term, now);
                return null;
            });
            last = now;
            taken += records.size();
            records = topic.next(size);
        }
        if (!isWritten(writing)) {
            takeInParts(term, last.portion());
        }
        return taken;
    }

    /** True when it is in the shadow, false when the database refused a value in it. */
    private static boolean isWritten(Future<?> writing) throws SQLException, InterruptedException {
        try {
            writing.get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                if (IntakeService.blamesAValue(refused)) {
                    return false;
                }
                throw refused;
            }
            if (failed.getCause() instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** In halves, and halves of them, until the one that is refused stands alone; it is parked, as the intake does. */
    private void takeInParts(Term term, Portion portion) throws SQLException {
        try {
            write(term, prepare(portion, null, null));
        } catch (SQLException refused) {
            if (!IntakeService.blamesAValue(refused)) {
                throw refused;
            }
            int size = portion.size();
            if (size == 1) {
                write(term, prepare(portion, null, IntakeService.refusal(refused)));
                return;
            }
            takeInParts(term, portion.part(0, size / 2));
            takeInParts(term, portion.part(size / 2, size));
        }
    }

    /** @param before what may not be committed yet: its aggregates are taken over from memory */
    private Prepared prepare(Portion portion, Prepared before, String fault) throws SQLException {
        List<Delivery> deliveries = portion.deliveries().stream()
                .map(delivery -> fault == null ? delivery : delivery.faulty(fault))
                .toList();
        Map<UUID, Stream> streams = new HashMap<>();
        Set<UUID> unknown = new HashSet<>();
        for (Delivery delivery : deliveries) {
            Stream known = before == null ? null : before.streams().get(delivery.aggregateId());
            if (known == null) {
                unknown.add(delivery.aggregateId());
            } else {
                streams.computeIfAbsent(delivery.aggregateId(), id -> known.next());
            }
        }
        streams.putAll(transactions.in(Place.SHADOW, connection -> books.open(connection, unknown)));
        Batch batch = new Batch(codec, families, streams);
        deliveries.forEach(batch::take);
        return new Prepared(
                portion,
                streams,
                batch,
                batch.changes().cells(),
                entries(batch.changes().facts()));
    }

    private Map<UUID, Long> entries(List<Fact> made) throws SQLException {
        List<Source> events = Facts.sources(made);
        return events.isEmpty()
                ? Map.of()
                : transactions.in(Place.LIVE, connection -> facts.entries(connection, events));
    }

    private void write(Term term, Prepared prepared) throws SQLException {
        transactions.in(Place.SHADOW, connection -> {
            if (!term.ready()) {
                // A crash of the database may take the last of these, each whole and with its note, so that they are
                // taken again; what makes the shadow ready waits for the disk, and with it for all before it.
                Transactions.execute(connection, "set local synchronous_commit = off");
            }
            lease.renew(connection, term, prepared.portion().size());
            prepared.portion().note(connection);
            if (term.ready()) {
                cells.add(connection, prepared.cells());
            } else {
                cells.spool(connection, prepared.cells());
            }
            books.close(connection, prepared.streams().values(), prepared.batch());
            facts.write(
                    connection,
                    prepared.batch().changes().facts(),
                    event -> prepared.entries().getOrDefault(event, term.ownEntry()));
            return null;
        });
    }
}
