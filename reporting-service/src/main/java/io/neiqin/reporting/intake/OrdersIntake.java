package io.neiqin.reporting.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final String CHANNEL = "orders";
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

    private Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        try {
            List<ConsumerRecord<String, byte[]>> due = due(records, intake.offsets());
            if (!due.isEmpty()) {
                intake.take(due);
            }
            return Uni.createFrom().voidItem();
        } catch (SQLException e) {
            return Uni.createFrom().failure(e);
        }
    }

    /** What is not taken yet. Of a partition whose next record is not among these, nothing: it is read again. */
    private List<ConsumerRecord<String, byte[]>> due(
            ConsumerRecords<String, byte[]> records, Map<TopicPartition, Long> offsets) {
        List<ConsumerRecord<String, byte[]>> due = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            Long next = offsets.get(partition);
            List<ConsumerRecord<String, byte[]>> rest = records.records(partition).stream()
                    .filter(record -> next == null || record.offset() >= next)
                    .toList();
            if (!rest.isEmpty() && next != null && rest.get(0).offset() > next) {
                readAgain(partition, next);
            } else {
                due.addAll(rest);
            }
        }
        return due;
    }

    private void readAgain(TopicPartition partition, long next) {
        LOG.infof("%s is read again from %d", partition, next);
        kafka.getConsumer(CHANNEL)
                .runOnPollingThread(consumer -> {
                    long first = consumer.beginningOffsets(Set.of(partition)).get(partition);
                    consumer.seek(partition, first > next ? intake.passOver(partition, next, first) : next);
                })
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("%s: %s", partition, failure.getMessage()));
    }
}
