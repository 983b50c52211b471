package io.neiqin.reporting.intake;

import io.neiqin.platform.consumer.EventConsumer;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** The intake as those who run the system see it. */
@ApplicationScoped
public class KpiConsumer implements EventConsumer {

    private final IntakeService intake;

    public KpiConsumer(IntakeService intake) {
        this.intake = intake;
    }

    @Override
    public String name() {
        return OrdersIntake.CONSUMER;
    }

    @Override
    public String producer() {
        return "orders";
    }

    @Override
    public String channel() {
        return OrdersIntake.CHANNEL;
    }

    @Override
    public Uni<List<ParkedEvent>> parked(int limit) {
        return blocking(() -> intake.parked(limit));
    }

    @Override
    public Uni<Long> waiting() {
        return blocking(intake::waiting);
    }

    @Override
    public Uni<Optional<Integer>> replay(UUID aggregateId) {
        return blocking(() -> intake.replay(aggregateId));
    }

    @Override
    public Uni<List<Gap>> gaps(int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Void> fill(List<ReceivedEvent> missing) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<ConsumedHour>> hours(Instant from, Instant to) {
        return Uni.createFrom().item(List.of());
    }

    private static <T> Uni<T> blocking(Callable<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return work.call();
                    } catch (RuntimeException refused) {
                        throw refused;
                    } catch (Exception away) {
                        throw new IllegalStateException(away);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
