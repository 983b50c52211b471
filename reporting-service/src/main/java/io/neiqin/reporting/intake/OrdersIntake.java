package io.neiqin.reporting.intake;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Receives the orders topic in batches. While the database is away the same batch is tried until it is back: nothing is
 * skipped, the channel never stops, and the consumer, asked for no more, pauses.
 */
@ApplicationScoped
public class OrdersIntake {

    static final String CHANNEL = "orders";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(OrdersIntake.class);

    private final IntakeService intake;
    private final KafkaClientService kafka;

    /** The projection that this consumer's position belongs to. */
    private volatile long known;

    public OrdersIntake(IntakeService intake, KafkaClientService kafka) {
        this.intake = intake;
        this.kafka = kafka;
    }

    @Incoming(CHANNEL)
    public Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .transformToUni(ignored -> take(records))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "intake tries again: %s", failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(50), Duration.ofSeconds(5))
                .indefinitely();
    }

    /** Done when all is taken, and where records are missing the consumer has gone back to them. */
    private Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        try {
            Map<TopicPartition, Long> offsets = intake.offsets();
            List<ConsumerRecord<String, byte[]>> due = new ArrayList<>();
            Map<TopicPartition, Long> missing = new HashMap<>();
            for (TopicPartition partition : records.partitions()) {
                long next = offsets.getOrDefault(partition, 0L);
                List<ConsumerRecord<String, byte[]>> rest = records.records(partition).stream()
                        .filter(record -> record.offset() >= next)
                        .toList();
                if (!rest.isEmpty() && rest.get(0).offset() > next) {
                    missing.put(partition, next);
                } else {
                    due.addAll(rest);
                }
            }
            if (!due.isEmpty()) {
                intake.take(due);
            }
            return missing.isEmpty() ? Uni.createFrom().voidItem() : readAgain(missing);
        } catch (SQLException e) {
            return Uni.createFrom().failure(e);
        }
    }

    /**
     * Another projection may have taken the live one's place and stand elsewhere. What it lacks is read again, also when
     * nothing new arrives; what it has already is passed over.
     */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void follow() throws SQLException {
        long live = intake.projection();
        KafkaConsumer<String, byte[]> channel = kafka.getConsumer(CHANNEL);
        if (live == known || channel == null) {
            return;
        }
        Map<TopicPartition, Long> offsets = intake.offsets();
        channel.runOnPollingThread(consumer -> {
                    consumer.assignment()
                            .forEach(partition -> consumer.seek(partition, offsets.getOrDefault(partition, 0L)));
                })
                .await()
                .atMost(PATIENCE);
        known = live;
    }

    /** A partition that is somebody else's by now begins at its offset there. */
    private Uni<Void> readAgain(Map<TopicPartition, Long> missing) {
        LOG.infof("read again from %s", missing);
        return kafka.<String, byte[]>getConsumer(CHANNEL).runOnPollingThread(consumer -> {
            missing.keySet().retainAll(consumer.assignment());
            Map<TopicPartition, Long> first = consumer.beginningOffsets(missing.keySet());
            missing.forEach((partition, next) -> consumer.seek(
                    partition,
                    first.get(partition) > next ? intake.passOver(partition, next, first.get(partition)) : next));
        });
    }
}
