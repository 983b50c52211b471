package io.neiqin.reporting.intake;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
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
    private final OrdersAssignment assignment;
    private final KafkaClientService kafka;

    /** The projection that this consumer's position belongs to. */
    private volatile long known;

    public OrdersIntake(
            IntakeService intake,
            @Identifier("orders-assignment") OrdersAssignment assignment,
            KafkaClientService kafka) {
        this.intake = intake;
        this.assignment = assignment;
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
            Set<TopicPartition> missing = new HashSet<>();
            Map<TopicPartition, Long> passedOver = new HashMap<>();
            for (TopicPartition partition : records.partitions()) {
                long next = offsets.getOrDefault(partition, 0L);
                List<ConsumerRecord<String, byte[]>> rest = records.records(partition).stream()
                        .filter(record -> record.offset() >= next)
                        .toList();
                if (rest.isEmpty()) {
                    passedOver.put(partition, next);
                } else if (rest.get(0).offset() > next) {
                    missing.add(partition);
                } else {
                    due.addAll(rest);
                }
            }
            if (!due.isEmpty()) {
                intake.take(due);
            }
            return missing.isEmpty() && passedOver.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : readAgain(missing, passedOver);
        } catch (SQLException e) {
            return Uni.createFrom().failure(e);
        }
    }

    /**
     * Another projection may have taken the live one's place and stand elsewhere. What it lacks is read again, also when
     * nothing new arrives; what it has already is passed over.
     */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void follow() {
        try {
            long live = intake.projection();
            KafkaConsumer<String, byte[]> channel = kafka.getConsumer(CHANNEL);
            if (live == known || channel == null) {
                return;
            }
            channel.runOnPollingThread(consumer -> {
                        goOn(consumer, consumer.assignment());
                    })
                    .await()
                    .atMost(PATIENCE);
            known = live;
        } catch (SQLException | KafkaException | IllegalStateException | TimeoutException away) {
            // Looked at again in a second; that database or broker are away is told where work waits for them.
            LOG.debugf("which projection is live is not known: %s", away.getMessage());
        }
    }

    /**
     * Goes back to what is missing. Where everything that came was taken before, it is worth looking only if more of
     * that would come: the topic may have been made anew, and its new records have the numbers of old ones. A partition
     * that is somebody else's by now begins at its offset there.
     */
    private Uni<Void> readAgain(Set<TopicPartition> missing, Map<TopicPartition, Long> passedOver) {
        return kafka.<String, byte[]>getConsumer(CHANNEL).runOnPollingThread(consumer -> {
            Set<TopicPartition> again = new HashSet<>(missing);
            passedOver.forEach((partition, next) -> {
                if (consumer.assignment().contains(partition) && consumer.position(partition, PATIENCE) < next) {
                    again.add(partition);
                }
            });
            again.retainAll(consumer.assignment());
            if (!again.isEmpty()) {
                LOG.infof("read again: %s", again);
                goOn(consumer, again);
            }
        });
    }

    private void goOn(Consumer<String, byte[]> consumer, Set<TopicPartition> partitions) {
        try {
            assignment.goOn(consumer, partitions);
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }
}
