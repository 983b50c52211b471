package io.neiqin.reporting.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
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

    /** The name under which versions, offsets and parked events are kept. */
    static final String CONSUMER = "kpi";

    static final String CHANNEL = "orders";
    private static final Logger LOG = Logger.getLogger(OrdersIntake.class);

    private final IntakeService intake;
    private final KafkaClientService kafka;

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
                Long next = offsets.get(partition);
                List<ConsumerRecord<String, byte[]>> rest = records.records(partition).stream()
                        .filter(record -> next == null || record.offset() >= next)
                        .toList();
                if (!rest.isEmpty() && next != null && rest.get(0).offset() > next) {
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
