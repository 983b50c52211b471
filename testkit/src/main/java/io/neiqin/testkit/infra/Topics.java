package io.neiqin.testkit.infra;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The fixed topics. They are made here and nowhere else: a broker that makes topics by itself would guess partitions. */
public final class Topics {

    /** Fixed for good: more partitions later would break the order per key. */
    public static final int PARTITIONS = 12;

    public static final List<String> ALL = List.of(
            "neiqin.orders",
            "neiqin.customers",
            "neiqin.contracts",
            "neiqin.expenses",
            "neiqin.admin",
            "neiqin.reporting",
            "neiqin.erp.inbound");

    private static final long TIMEOUT_SECONDS = 30;

    private Topics() {}

    /** Makes the topics that are missing, with unlimited retention. */
    public static void create(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            Set<String> there = get(admin.listTopics().names());
            Map<String, String> unlimited = Map.of("retention.ms", "-1", "retention.bytes", "-1");
            List<NewTopic> missing = ALL.stream()
                    .filter(topic -> !there.contains(topic))
                    .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1).configs(unlimited))
                    .toList();
            get(admin.createTopics(missing).all());
        }
    }

    /** Removes every record of the fixed topics; offsets go on, so that committed ones stay true. */
    public static void empty(String bootstrapServers) {
        empty(bootstrapServers, ALL.toArray(String[]::new));
    }

    /** Removes every record of these topics; offsets go on. */
    public static void empty(String bootstrapServers, String... topics) {
        try (Admin admin = admin(bootstrapServers)) {
            Map<TopicPartition, RecordsToDelete> all = Stream.of(topics)
                    .flatMap(topic -> partitions(topic).stream())
                    .collect(Collectors.toMap(partition -> partition, partition -> RecordsToDelete.beforeOffset(-1)));
            get(admin.deleteRecords(all).all());
        }
    }

    public static Collection<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    static boolean answers(String bootstrapServers) {
        // An admin client would log a warning for every attempt before the port is open.
        if (!FreePort.listening(bootstrapServers)) {
            return false;
        }
        try (Admin admin = admin(bootstrapServers)) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new InfraException("Kafka refused: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("interrupted", e);
        }
    }
}
