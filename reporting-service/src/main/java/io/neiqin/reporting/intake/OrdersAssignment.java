package io.neiqin.reporting.intake;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Lets a partition begin where our own books say, not where Kafka's do; and where the topic no longer has that place, at
 * the topic's beginning (DAT-4).
 */
@ApplicationScoped
@Identifier("orders-assignment")
public class OrdersAssignment implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(OrdersAssignment.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final IntakeService intake;

    public OrdersAssignment(IntakeService intake) {
        this.intake = intake;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            goOn(consumer, partitions);
        } catch (SQLException | KafkaException | Offsets.PartitionLost away) {
            // Read from the beginning then; the intake passes over what it has, and goes back to what it has not.
            LOG.warnf("offsets unknown, partitions are read from the beginning: %s", away.getMessage());
        }
    }

    /**
     * Lets partitions go on where the live projection stands. For the consumer's own thread.
     *
     * @throws KafkaException when the broker does not say what it has
     */
    void goOn(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) throws SQLException {
        // Before the topic is asked, or it could seem to end before what others have taken of it meanwhile.
        Map<TopicPartition, Long> stored = intake.offsets();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, ANSWER);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, ANSWER);
        intake.goOn(stored, first, end).forEach(consumer::seek);
    }
}
