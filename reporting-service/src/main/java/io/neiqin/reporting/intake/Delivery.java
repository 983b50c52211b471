package io.neiqin.reporting.intake;

import io.neiqin.platform.event.ReceivedEvent;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * An event that was delivered, by the topic, by its producer's log or out of the waiting room.
 *
 * @param attributes its CloudEvents attributes
 * @param event null where what was kept of it cannot be read
 * @param fault why it cannot be applied, as far as known without looking at its aggregate; null where nothing is known
 */
public record Delivery(
        UUID aggregateId,
        long version,
        Map<String, String> attributes,
        byte[] payload,
        ReceivedEvent event,
        String fault) {

    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final String FOREIGN = "not one of our events";

    /**
     * A record of the topic. Empty for one that is not one of our events: there is no aggregate that could wait for it,
     * and if it was one, its producer's log still has it.
     */
    public static Optional<Delivery> of(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(of(ReceivedEvent.of(record)));
        } catch (IllegalArgumentException foreign) {
            LOG.errorf("a record is passed over: %s", foreign.getMessage());
            return Optional.empty();
        }
    }

    /** An event as it was told. */
    public static Delivery of(ReceivedEvent event) {
        byte[] payload = event.payload() == null ? new byte[0] : event.payload();
        return new Delivery(event.aggregateId(), event.aggregateVersion(), event.attributes(), payload, event, null);
    }

    /** One that has waited, from what was kept of it. */
    static Delivery waiting(UUID aggregateId, long version, Map<String, String> attributes, byte[] payload) {
        try {
            return of(ReceivedEvent.of(attributes, payload));
        } catch (IllegalArgumentException unreadable) {
            return new Delivery(aggregateId, version, attributes, payload, null, FOREIGN);
        }
    }

    /** The same with a fault that showed only when its effect was stored. */
    public Delivery faulty(String cause) {
        return new Delivery(aggregateId, version, attributes, payload, event, cause);
    }

    String type() {
        return attributes.getOrDefault("type", "unknown");
    }
}
