package io.neiqin.benchmarks.relay;

import io.neiqin.testkit.infra.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as it lies. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long STEP_MS = 10;

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    public TopicReader(String brokers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        "5000",
                        "max.partition.fetch.bytes",
                        Integer.toString(8 << 20)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        partitions = List.copyOf(Topics.partitions(topic));
        consumer.assign(partitions);
    }

    /** How many records were ever written. */
    public long end() {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(offset -> offset)
                .sum();
    }

    /** Returns when so many records have been written. */
    void awaitEnd(long wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (end() < wanted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(end() + " records instead of " + wanted);
            }
            Thread.sleep(STEP_MS);
        }
    }

    /** Where the partitions begin. */
    public Map<TopicPartition, Long> beginning() {
        return consumer.beginningOffsets(partitions);
    }

    /** Where the partitions end now, to be read from later. */
    Map<TopicPartition, Long> mark() {
        return consumer.endOffsets(partitions);
    }

    /** Hands over every record from the mark to the present end; returns how many. */
    public long read(Map<TopicPartition, Long> mark, Consumer<ConsumerRecord<String, byte[]>> each) {
        mark.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long count = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                each.accept(record);
                count++;
            }
        }
        return count;
    }

    /** What was written first after the mark, up to so many. */
    List<ConsumerRecord<String, byte[]>> sample(Map<TopicPartition, Long> mark, int most) {
        List<ConsumerRecord<String, byte[]>> sample = new ArrayList<>();
        read(mark, record -> {
            if (sample.size() < most) {
                sample.add(record);
            }
        });
        return sample;
    }

    /**
     * How often an aggregate's event does not follow the one before it; an event that is there again is none.
     *
     * @param versions the name of the header that tells the version
     */
    long violations(Map<TopicPartition, Long> mark, String versions) {
        Map<String, Long> last = new HashMap<>();
        long[] wrong = {0};
        read(mark, record -> {
            String text = new String(record.headers().lastHeader(versions).value(), StandardCharsets.UTF_8);
            long version = Long.parseLong(text);
            long before = last.getOrDefault(record.key(), 0L);
            if (version > before + 1) {
                wrong[0]++;
            }
            last.put(record.key(), Math.max(before, version));
        });
        return wrong[0];
    }

    @Override
    public void close() {
        consumer.close();
    }
}
