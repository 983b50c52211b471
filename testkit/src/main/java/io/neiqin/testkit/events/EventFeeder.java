package io.neiqin.testkit.events;

import io.neiqin.events.DomainEvent;
import io.neiqin.events.EventType;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.infra.Infra;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events as if another service had: what a single service's tests need from the others. */
public final class EventFeeder implements AutoCloseable {

    /** Set anew by whoever empties the topics; numbers start at 1 again then. */
    public static final String RUN = "neiqin.testkit.run";

    private static final ZoneId COMPANY_ZONE = ZoneId.of("Asia/Shanghai");
    // Static, because every test class has a feeder of its own and the receivers count on.
    private static final Map<String, Long> LAST = new ConcurrentHashMap<>();

    private final KafkaProducer<String, String> producer;

    private EventFeeder(KafkaProducer<String, String> producer) {
        this.producer = producer;
    }

    /** On the shared Kafka. */
    public static EventFeeder connect() {
        return connect(Infra.shared().kafka());
    }

    public static EventFeeder connect(String bootstrapServers) {
        return new EventFeeder(new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer()));
    }

    /** Now, with the aggregate's next version. */
    public Published publish(DomainEvent event) {
        Instant now = Instant.now();
        return publish(event, next("aggregate " + event.aggregateId()), now, LocalDate.ofInstant(now, COMPANY_ZONE));
    }

    /** With the aggregate's next version, at a time of the test's choice. */
    public Published publish(DomainEvent event, Instant time, LocalDate businessDate) {
        return publish(event, next("aggregate " + event.aggregateId()), time, businessDate);
    }

    /** With a version of the test's choice: a repeated, missing or overtaking one. */
    public Published publish(DomainEvent event, long aggregateVersion, Instant time, LocalDate businessDate) {
        String type = type(event);
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("type", type);
        attributes.put("source", "/" + topic(type).replace('.', '/'));
        attributes.put("subject", event.aggregateId().toString());
        attributes.put("time", time.toString());
        attributes.put("aggregateversion", Long.toString(aggregateVersion));
        attributes.put("position", Long.toString(next("topic " + topic(type))));
        attributes.put("businessdate", businessDate.toString());
        attributes.put("correlationid", UUID.randomUUID().toString());
        attributes.put("actor", "feeder");
        return publish(topic(type), event.aggregateId().toString(), attributes, Json.text(event));
    }

    /**
     * Anything, also what no service would send.
     *
     * @param attributes CloudEvents attributes without the prefix {@code ce_}; a value may be null
     * @param body may be broken JSON
     */
    public Published publish(String topic, String key, Map<String, String> attributes, String body) {
        ProducerRecord<String, String> row = new ProducerRecord<>(topic, key, body);
        row.headers().add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
        row.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        attributes.forEach((name, value) ->
                row.headers().add("ce_" + name, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(row).get();
            return new Published(topic, key, Collections.unmodifiableMap(new HashMap<>(attributes)), body);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused the event", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same record once more, as after a producer's crash. */
    public Published repeat(Published event) {
        return publish(event.topic(), event.key(), event.attributes(), event.body());
    }

    @Override
    public void close() {
        producer.close();
    }

    private static long next(String what) {
        return LAST.merge(System.getProperty(RUN, "") + " " + what, 1L, Long::sum);
    }

    private static String type(DomainEvent event) {
        EventType type = event.getClass().getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(event.getClass() + " has no @EventType");
        }
        return type.value();
    }

    /** All of the type but its last two parts, event and version. */
    private static String topic(String type) {
        return type.replaceFirst("\\.[^.]+\\.v\\d+$", "");
    }

    /**
     * What was sent.
     *
     * @param attributes without the prefix {@code ce_}
     */
    public record Published(String topic, String key, Map<String, String> attributes, String body) {

        public long aggregateVersion() {
            return Long.parseLong(attributes.get("aggregateversion"));
        }
    }
}
