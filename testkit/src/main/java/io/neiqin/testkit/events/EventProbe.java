package io.neiqin.testkit.events;

import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, as a consumer of another service would. For one thread. */
public final class EventProbe implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final List<Received> received = new ArrayList<>();

    private EventProbe(KafkaConsumer<String, String> consumer) {
        this.consumer = consumer;
    }

    /** On a topic of the shared Kafka. */
    public static EventProbe on(String topic) {
        return on(Infra.shared().kafka(), topic);
    }

    public static EventProbe on(String bootstrapServers, String topic) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(Topics.partitions(topic));
        consumer.seekToBeginning(consumer.assignment());
        return new EventProbe(consumer);
    }

    /**
     * The first event that fits, seen before or arriving in time.
     *
     * @throws AssertionError when none does; the message lists what was seen
     */
    public Received await(Predicate<Received> wanted, Duration timeout) {
        return await(1, wanted, timeout).get(0);
    }

    /** The first {@code count} events that fit, in the order of arrival; one key's events are in its order. */
    public List<Received> await(int count, Predicate<Received> wanted, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            List<Received> fitting =
                    received.stream().filter(wanted).limit(count).toList();
            if (fitting.size() == count) {
                return fitting;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "only " + fitting.size() + " of " + count + " awaited events within " + timeout + "; seen: "
                                + received.stream()
                                        .map(event -> event.type() + " " + event.key())
                                        .toList());
            }
            poll();
        }
    }

    /** Every event on the topic by now. */
    public List<Received> all() {
        Map<org.apache.kafka.common.TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
        return List.copyOf(received);
    }

    /** Behind the last record, by partition, of those that have any. */
    public Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new TreeMap<>();
        var first = consumer.beginningOffsets(consumer.assignment());
        consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> {
            if (end > first.get(partition)) {
                ends.put(partition.partition(), end);
            }
        });
        return ends;
    }

    /** What was read so far, without asking again. */
    public List<Received> seen() {
        return List.copyOf(received);
    }

    public static Predicate<Received> type(String type) {
        return event -> type.equals(event.type());
    }

    /** Events that a producer has told, as {@code /neiqin/orders}; others forge some. */
    public static Predicate<Received> from(String source) {
        return event -> source.equals(event.attribute("source"));
    }

    /** Events of one aggregate. */
    public static Predicate<Received> about(Object aggregateId) {
        return event -> aggregateId.toString().equals(event.subject());
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void poll() {
        for (ConsumerRecord<String, String> row : consumer.poll(STEP)) {
            received.add(Received.of(row));
        }
    }
}
