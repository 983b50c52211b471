package io.neiqin.reporting.intake;

import io.neiqin.reporting.cube.Unnest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How far each partition is taken, kept beside the figures so that both move in one transaction. */
@ApplicationScoped
public class Offsets {

    /** A step of one partition: from the offset that must still stand there, to the next one. */
    public record Step(TopicPartition partition, long from, long to) {

        /** One order for all instances, or two of them could wait for each other's rows. */
        public static final Comparator<Step> BY_PARTITION = Comparator.comparing(
                        (Step step) -> step.partition().topic())
                .thenComparing(step -> step.partition().partition());

        /** What the step passes over, for those who run the system. */
        public String loss() {
            return to < from
                    ? "%s was made anew, %d was due: it is taken from its beginning at %d"
                            .formatted(partition, from, to)
                    : "%s has lost its records from %d to %d before they were taken".formatted(partition, from, to - 1);
        }

        /** From the first to behind the last record of each partition, in the order of all instances. */
        public static List<Step> over(Collection<ConsumerRecord<String, byte[]>> records) {
            Map<TopicPartition, Step> steps = new HashMap<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                steps.merge(
                        new TopicPartition(record.topic(), record.partition()),
                        new Step(
                                new TopicPartition(record.topic(), record.partition()),
                                record.offset(),
                                record.offset() + 1),
                        (a, b) -> new Step(a.partition, Math.min(a.from, b.from), Math.max(a.to, b.to)));
            }
            return steps.values().stream().sorted(BY_PARTITION).toList();
        }
    }

    /** Somebody else has taken the partition over and gone on: what was read here must not be written. */
    public static final class PartitionLost extends RuntimeException {
        PartitionLost(List<Step> steps, int advanced) {
            super("only " + advanced + " of " + steps + " were still where this instance thought");
        }
    }

    private static final String LOAD = "select topic, partition, next from intake_offset";
    private static final String FIRST = "select topic, partition, first from intake_offset";

    private static final Unnest<Step> BEGIN = Unnest.<Step>of("""
        insert into intake_offset (topic, partition, next) select * from unnest(?, ?, ?)
        on conflict do nothing\
        """)
            .with("text", step -> step.partition().topic())
            .with("int4", step -> step.partition().partition())
            .with("bigint", Step::from);

    private static final Unnest<Step> ADVANCE = Unnest.<Step>of("""
        update intake_offset o set next = step.following
        from unnest(?, ?, ?, ?) as step(topic, partition, expected, following)
        where o.topic = step.topic and o.partition = step.partition and o.next = step.expected\
        """)
            .with("text", step -> step.partition().topic())
            .with("int4", step -> step.partition().partition())
            .with("bigint", Step::from)
            .with("bigint", Step::to);

    /** The next offset of each partition that was ever taken from. */
    public Map<TopicPartition, Long> load(Connection connection) throws SQLException {
        return read(connection, LOAD);
    }

    /** From where on each of them is needed: what lies before came out of the producer's log, or was never there. */
    public Map<TopicPartition, Long> first(Connection connection) throws SQLException {
        return read(connection, FIRST);
    }

    private static Map<TopicPartition, Long> read(Connection connection, String sql) throws SQLException {
        Map<TopicPartition, Long> next = new HashMap<>();
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return next;
    }

    /**
     * The steps to where the topic goes on, of the partitions that no longer have what is due: it is before their
     * beginning, or behind their end, since they were made anew.
     */
    static List<Step> lost(
            Map<TopicPartition, Long> stored, Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {
        return first.keySet().stream()
                .map(partition -> new Step(partition, stored.getOrDefault(partition, 0L), first.get(partition)))
                .filter(step -> step.from() < step.to() || step.from() > end.get(step.partition()))
                .sorted(Step.BY_PARTITION)
                .toList();
    }

    /**
     * Takes the steps. A partition that was never taken from stands where its first step begins.
     *
     * @throws PartitionLost unless every partition stood where its step begins; the caller must roll back
     */
    public void advance(Connection connection, List<Step> steps) throws SQLException {
        BEGIN.execute(connection, steps);
        int advanced = ADVANCE.execute(connection, steps);
        if (advanced != steps.size()) {
            throw new PartitionLost(steps, advanced);
        }
    }
}
