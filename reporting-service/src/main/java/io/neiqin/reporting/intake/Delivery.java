package io.neiqin.reporting.intake;

import io.neiqin.platform.event.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event that was delivered, by the topic or out of the waiting room.
 *
 * @param attributes its CloudEvents attributes
 * @param event null for a record that is not one of our events
 * @param fault why it cannot be applied, as far as known without looking at its aggregate; null where nothing is known
 */
public record Delivery(
        UUID aggregateId,
        long version,
        Map<String, String> attributes,
        byte[] payload,
        ReceivedEvent event,
        String fault) {

    private static final String PREFIX = "ce_";
    private static final String FOREIGN = "not one of our events";

    /** A record of the topic. One that names no aggregate and version stands for an aggregate of its own. */
    public static Delivery of(ConsumerRecord<String, byte[]> record) {
        Map<String, String> attributes = ReceivedEvent.attributes(record);
        byte[] payload = record.value() == null ? new byte[0] : record.value();
        try {
            ReceivedEvent event = ReceivedEvent.of(record);
            return new Delivery(event.aggregateId(), event.aggregateVersion(), attributes, payload, event, null);
        } catch (IllegalArgumentException foreign) {
            String place = record.topic() + "/" + record.partition() + "@" + record.offset();
            UUID standIn = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
            return new Delivery(standIn, 1, attributes, payload, null, foreign.getMessage());
        }
    }

    /** One that the topic did not bring. */
    public static Delivery of(ReceivedEvent event) {
        byte[] payload = event.payload() == null ? new byte[0] : event.payload();
        return new Delivery(event.aggregateId(), event.aggregateVersion(), event.attributes(), payload, event, null);
    }

    /** One that has waited, from what was kept of it. */
    static Delivery waiting(UUID aggregateId, long version, Map<String, String> attributes, byte[] payload) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("waiting", 0, version, null, payload);
        attributes.forEach(
                (name, value) -> record.headers().add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8)));
        Delivery again = of(record);
        return again.fault == null ? again : new Delivery(aggregateId, version, attributes, payload, null, FOREIGN);
    }

    /** The same with a fault that showed only when its effect was stored. */
    public Delivery faulty(String cause) {
        return new Delivery(aggregateId, version, attributes, payload, event, cause);
    }

    String type() {
        return attributes.getOrDefault("type", "unknown");
    }
}
