package io.neiqin.reporting.intake;

import static java.util.stream.Collectors.groupingBy;

import io.neiqin.reporting.cube.Labels;
import io.neiqin.reporting.intake.Stream.Waiting;
import io.neiqin.reporting.order.OrderState;
import io.neiqin.reporting.order.OrderStates;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Everything that a batch reads before and writes after beside figures, each with one statement. */
@ApplicationScoped
public class Books {

    private final Versions versions;
    private final WaitingRoom waitingRoom;
    private final OrderStates orders;
    private final Labels labels;
    private final AppliedHours hours;

    public Books(Versions versions, WaitingRoom waitingRoom, OrderStates orders, Labels labels, AppliedHours hours) {
        this.versions = versions;
        this.waitingRoom = waitingRoom;
        this.orders = orders;
        this.labels = labels;
        this.hours = hours;
    }

    /** The aggregates as they stand, locked until the end of the transaction. */
    public Map<UUID, Stream> open(Connection connection, Collection<UUID> aggregates) throws SQLException {
        Set<UUID> ordered = new TreeSet<>(aggregates);
        // What waits comes first: an aggregate parked from its first event on has no version yet that could be locked,
        // and a replay may be applying that event just now.
        Map<UUID, List<Waiting>> waiting = waitingRoom.lock(connection, ordered).stream()
                .collect(groupingBy(one -> one.delivery().aggregateId()));
        Map<UUID, Long> applied = versions.lock(connection, ordered);
        Map<UUID, OrderState> states = orders.lock(connection, ordered);
        Map<UUID, Stream> streams = new HashMap<>();
        for (UUID id : ordered) {
            Stream stream =
                    new Stream(id, applied.getOrDefault(id, 0L), states.get(id), waiting.getOrDefault(id, List.of()));
            streams.put(id, stream);
        }
        return streams;
    }

    /** Writes what the batch has made of them; but the cells, which have to be first, and the journal, the last. */
    public void close(Connection connection, Collection<Stream> streams, Batch batch) throws SQLException {
        labels.put(connection, batch.labels);
        orders.save(
                connection,
                streams.stream()
                        .filter(Stream::hasOrderChanged)
                        .map(Stream::order)
                        .toList());
        versions.save(connection, streams.stream().filter(Stream::hasAdvanced).toList());
        waitingRoom.enter(
                connection,
                streams.stream().flatMap(stream -> stream.entered().stream()).toList());
        waitingRoom.leave(
                connection,
                streams.stream().flatMap(stream -> stream.left().stream()).toList());
        hours.add(connection, batch.hours);
    }
}
