package io.neiqin.reporting.rebuild;

import io.neiqin.reporting.intake.Offsets.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The orders topic, read from one set of offsets to another, in no group. For one thread. */
final class OrdersTopic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> until = new HashMap<>();
    private final Set<TopicPartition> open = new HashSet<>();
    private final Queue<ConsumerRecord<String, byte[]>> fetched = new ArrayDeque<>();

    /** @param batch how many records are usually taken at a time */
    OrdersTopic(String brokers, int batch) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        batch,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        4 << 20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Begins anew.
     *
     * @param from the next offset to read; the beginning where there is none
     * @param to the first offset not to be read, of each partition that is to be read
     * @return over what the topic no longer has
     */
    List<Step> seek(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        fetched.clear();
        open.clear();
        until.clear();
        until.putAll(to);
        consumer.assign(to.keySet());
        consumer.resume(to.keySet());
        List<Step> lost = new ArrayList<>();
        consumer.beginningOffsets(to.keySet()).forEach((partition, first) -> {
            long next = from.getOrDefault(partition, 0L);
            long start = Math.min(Math.max(next, first), to.get(partition));
            if (start > next) {
                lost.add(new Step(partition, next, start));
            }
            if (start < to.get(partition)) {
                open.add(partition);
                consumer.seek(partition, start);
            } else {
                consumer.pause(List.of(partition));
            }
        });
        lost.sort(Step.BY_PARTITION);
        return lost;
    }

    /**
     * The next records, each partition's in order.
     *
     * @return none when all is read, else {@code most} unless it is the last time
     * @throws IllegalStateException when the topic is silent although it should have more
     */
    List<ConsumerRecord<String, byte[]>> next(int most) {
        long silentSince = System.nanoTime();
        while (fetched.size() < most && !open.isEmpty()) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > PATIENCE.toNanos()) {
                throw new IllegalStateException("the topic gives no more records of " + open);
            }
            records.forEach(this::fetch);
        }
        List<ConsumerRecord<String, byte[]>> next = new ArrayList<>();
        while (next.size() < most && !fetched.isEmpty()) {
            next.add(fetched.remove());
        }
        return next;
    }

    private void fetch(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long end = until.get(partition);
        if (record.offset() < end) {
            fetched.add(record);
        }
        if (record.offset() >= end - 1 && open.remove(partition)) {
            consumer.pause(List.of(partition));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
