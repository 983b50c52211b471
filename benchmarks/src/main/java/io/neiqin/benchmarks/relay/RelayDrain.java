package io.neiqin.benchmarks.relay;

import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.benchmarks.measure.Stopwatch;
import io.neiqin.benchmarks.measure.Window;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * P3: how fast the relay carries a backlog of the outbox to Kafka ÷ Y2, a client that produces the same bytes and
 * nothing else; and beside it Debezium's engine on the same rows in the same table.
 */
public final class RelayDrain {

    private static final double MUST = 0.25;
    private static final double AIM = 0.50;
    private static final String TOPIC = "neiqin.orders";
    private static final String OTHER_TOPIC = "neiqin.erp.inbound";
    private static final int SAMPLE = 20_000;

    /** Of the client: enough for its compiler, as the first figures of long runs have shown. */
    private static final int WARM_UPS = 5;

    private static final String VERSION = "ce_aggregateversion";

    private final Pace pace;
    private final Stack stack;
    private final Cpu cpu;
    private long violations;

    private RelayDrain(Pace pace, Stack stack, Cpu cpu) {
        this.pace = pace;
        this.stack = stack;
        this.cpu = cpu;
    }

    public static List<Row> measure(Pace pace) throws Exception {
        try (Stack stack = Stack.start("wal_level=logical")) {
            stack.run(Stack.ORDERS);
            stack.stop(Stack.ORDERS);
            DatabaseSettings copy = stack.copy(Stack.ORDERS, "neiqin_debezium");
            stack.run(Stack.ORDERS);
            return new RelayDrain(pace, stack, stack.cpu(Stack.ORDERS)).measure(copy);
        }
    }

    private List<Row> measure(DatabaseSettings copy) throws Exception {
        OutboxTable outbox = new OutboxTable(stack.databaseOf(Stack.ORDERS));
        List<String> notes = new ArrayList<>();
        notes.add(pace.rows() + " rows of " + EventBodies.confirmed().length() + " bytes and their headers, "
                + pace.rows() / OutboxTable.PER_AGGREGATE + " aggregates, " + Topics.PARTITIONS + " partitions");
        try (TopicReader topic = new TopicReader(stack.kafka(), TOPIC);
                RawProducer raw = new RawProducer(stack.kafka(), OTHER_TOPIC)) {
            warm(outbox, topic);
            var mark = topic.mark();
            drain(outbox, topic);
            var sample = topic.sample(mark, SAMPLE);
            for (int i = 0; i < WARM_UPS; i++) {
                raw.send(sample, pace.rows());
            }
            Comparison comparison = Comparison.of(pace.rounds(), () -> drain(outbox, topic), () -> {
                Stopwatch watch = Stopwatch.start(cpu);
                raw.send(sample, pace.rows());
                return watch.stop(pace.rows());
            });
            notes.addAll(comparison.notes("relay", "Y2 produce"));
            List<Window> peer = tail(copy, topic);
            notes.add(Comparison.line("Debezium engine", peer));
            // Around the peer, whose replication nothing else may disturb while it is measured.
            List<Window> around = new ArrayList<>(comparison.subject());
            for (int i = 0; i < 2 * pace.rounds(); i++) {
                around.add(drain(outbox, topic));
            }
            notes.add(Comparison.line("relay before and after it", around));
            notes.add("order violations per key: " + violations);
            double ratio = violations == 0 ? comparison.ratio() : Double.NaN;
            double beside = Window.median(around).rate() / Window.median(peer).rate();
            return List.of(
                    Row.ratio("P3", ratio, MUST, AIM, comparison.moved(), notes),
                    Row.ratio("P3", beside, 1, 1, 0, List.of("relay ÷ Debezium's engine")));
        }
    }

    /** At least two drains, and as many as the time for warming up allows. */
    private void warm(OutboxTable outbox, TopicReader topic) {
        long end = System.nanoTime() + pace.warmUp().toNanos();
        drain(outbox, topic);
        do {
            drain(outbox, topic);
        } while (System.nanoTime() < end);
    }

    /** From the moment at which the relay may begin to the last acknowledgement that it has noted. */
    private Window drain(OutboxTable outbox, TopicReader topic) {
        outbox.hold();
        outbox.fill(pace.rows());
        outbox.vacuum();
        // It should not fall into the middle of a measurement.
        stack.administer("checkpoint");
        var mark = topic.mark();
        Stopwatch watch = Stopwatch.start(cpu);
        outbox.release();
        outbox.awaitSent();
        Window window = watch.stop(pace.rows());
        violations += topic.violations(mark, VERSION);
        return window;
    }

    /** From the commit of the rows, with the engine listening already, to the last of them on the topic. */
    private List<Window> tail(DatabaseSettings database, TopicReader topic) throws Exception {
        OutboxTable outbox = new OutboxTable(database);
        List<Window> windows = new ArrayList<>();
        try (Debezium engine = Debezium.start(stack, database)) {
            stack.awaitReplication(database);
            Cpu all = stack.cpu(Stack.ORDERS).watch("Debezium", engine.pid());
            for (int i = 0; i <= 2 * pace.rounds(); i++) {
                long end = topic.end();
                outbox.fill(pace.rows());
                Stopwatch watch = Stopwatch.start(all);
                topic.awaitEnd(end + pace.rows());
                Window window = watch.stop(pace.rows());
                if (i > 0) {
                    windows.add(window);
                }
            }
        }
        return windows;
    }
}
