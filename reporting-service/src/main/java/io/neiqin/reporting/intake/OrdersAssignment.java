package io.neiqin.reporting.intake;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Lets a partition begin where our own books say, not where Kafka's do. */
@ApplicationScoped
@Identifier("orders-assignment")
public class OrdersAssignment implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(OrdersAssignment.class);

    private final IntakeService intake;

    public OrdersAssignment(IntakeService intake) {
        this.intake = intake;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            Map<TopicPartition, Long> offsets = intake.offsets();
            for (TopicPartition partition : partitions) {
                if (offsets.containsKey(partition)) {
                    consumer.seek(partition, offsets.get(partition));
                }
            }
        } catch (SQLException away) {
            // Read from the beginning then; the intake passes over what it has.
            LOG.warnf("offsets unknown, partitions are read from the beginning: %s", away.getMessage());
        }
    }
}
