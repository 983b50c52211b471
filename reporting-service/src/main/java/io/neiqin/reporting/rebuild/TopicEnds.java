package io.neiqin.reporting.rebuild;

import io.neiqin.reporting.rebuild.Projection.Lag;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the orders topic has, and how far somebody is behind it. Looked at in no group, by one caller at a time. */
@ApplicationScoped
class TopicEnds {

    /** @param end the offsets after the last records */
    record Ends(Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {}

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String brokers;
    private final String topic;
    private KafkaConsumer<byte[], byte[]> consumer;

    TopicEnds(
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            @ConfigProperty(name = "mp.messaging.incoming.orders.topic") String topic) {
        this.brokers = brokers;
        this.topic = topic;
    }

    @PreDestroy
    synchronized void close() {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** Empty when the broker does not say. */
    synchronized Optional<Ends> look() {
        try {
            List<TopicPartition> partitions = consumer().partitionsFor(topic, ANSWER).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return Optional.of(
                    new Ends(consumer.beginningOffsets(partitions, ANSWER), consumer.endOffsets(partitions, ANSWER)));
        } catch (KafkaException away) {
            return Optional.empty();
        }
    }

    /** @param next the next offsets of who may be behind; the beginning where there is none */
    synchronized Lag lag(Ends ends, Map<TopicPartition, Long> next) {
        Map<TopicPartition, Long> open = new HashMap<>();
        long events = 0;
        for (var end : ends.end().entrySet()) {
            long first = ends.first().get(end.getKey());
            long due = Math.max(first, next.getOrDefault(end.getKey(), first));
            if (due < end.getValue()) {
                events += end.getValue() - due;
                open.put(end.getKey(), due);
            }
        }
        if (events == 0) {
            return new Lag(0, 0L);
        }
        try {
            OptionalLong oldest = oldest(open);
            long now = Instant.now().toEpochMilli();
            return new Lag(events, oldest.isEmpty() ? null : Math.max(0, now - oldest.getAsLong()) / 1000);
        } catch (KafkaException away) {
            return new Lag(events, null);
        }
    }

    /** When the first record that is due was sent, in milliseconds; empty unless all partitions have answered. */
    private OptionalLong oldest(Map<TopicPartition, Long> due) {
        consumer().assign(due.keySet());
        due.forEach(consumer::seek);
        Map<TopicPartition, Long> sent = new HashMap<>();
        long begin = System.nanoTime();
        while (sent.size() < due.size() && System.nanoTime() - begin < READ.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                sent.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.timestamp());
            }
            consumer.pause(sent.keySet());
        }
        consumer.unsubscribe();
        return sent.size() < due.size()
                ? OptionalLong.empty()
                : sent.values().stream().mapToLong(Long::longValue).min();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            brokers,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false,
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "earliest",
                            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                            1 << 16),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        }
        return consumer;
    }
}
