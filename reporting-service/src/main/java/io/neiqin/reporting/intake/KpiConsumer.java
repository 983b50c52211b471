package io.neiqin.reporting.intake;

import io.neiqin.platform.consumer.EventConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The intake as those see it who run the system, and as the gap fill does. */
@ApplicationScoped
public class KpiConsumer implements EventConsumer {

    public static final String NAME = "kpi";

    /** Statements with one answer. */
    private interface Statements<T> {
        T of(Connection connection) throws SQLException;
    }

    /** Work with one answer. */
    private interface Work<T> {
        T done() throws SQLException;
    }

    private final DataSource database;
    private final IntakeService intake;
    private final WaitingRoom waitingRoom;
    private final AppliedHours hours;

    public KpiConsumer(DataSource database, IntakeService intake, WaitingRoom waitingRoom, AppliedHours hours) {
        this.database = database;
        this.intake = intake;
        this.waitingRoom = waitingRoom;
        this.hours = hours;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String producer() {
        return FeedReading.PRODUCER;
    }

    @Override
    public String channel() {
        return OrdersIntake.CHANNEL;
    }

    @Override
    public Uni<List<ParkedEvent>> parked(int limit) {
        return on(connection -> waitingRoom.list(connection, limit));
    }

    @Override
    public Uni<Long> waiting() {
        return on(waitingRoom::count);
    }

    @Override
    public Uni<Optional<Integer>> replay(UUID aggregateId) {
        return blocking(() -> intake.replay(aggregateId));
    }

    @Override
    public Uni<Forgotten> forget(UUID aggregateId, long version, Set<UUID> said, Discard discard) {
        return on(connection -> waitingRoom.forget(connection, aggregateId, version, said, discard));
    }

    @Override
    public Uni<List<Gap>> gaps(int limit) {
        return on(connection -> waitingRoom.gaps(connection, limit));
    }

    @Override
    public Uni<List<ReceivedEvent>> lacking(List<ReceivedEvent> told) {
        return on(connection -> waitingRoom.lacking(connection, told));
    }

    @Override
    public Uni<Void> fill(List<ReceivedEvent> missing) {
        return blocking(() -> {
            intake.fill(missing);
            return null;
        });
    }

    @Override
    public Uni<List<ConsumedHour>> hours(Instant from, Instant to) {
        return on(connection -> hours.between(connection, from, to));
    }

    private <T> Uni<T> on(Statements<T> statements) {
        return blocking(() -> {
            try (Connection connection = database.getConnection()) {
                return statements.of(connection);
            }
        });
    }

    private static <T> Uni<T> blocking(Work<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return work.done();
                    } catch (SQLException away) {
                        throw new IllegalStateException(away);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
