package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.Backlog;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * P2: creating orders with the outbox ÷ without. The other side is a copy of the same archive in which the outbox takes
 * events and does nothing; so what the relay does afterwards counts against the first side, too.
 */
public final class OutboxPrice {

    private static final double MUST = 0.85;
    private static final double AIM = 0.93;
    private static final String MUTE = "orders-without";

    private OutboxPrice() {}

    public static List<Row> measure(Pace pace) throws Exception {
        try (OrderBench bench = OrderBench.prepare()) {
            Stack stack = bench.stack;
            DatabaseSettings with = stack.databaseOf(Stack.ORDERS);
            DatabaseSettings without = stack.copy(Stack.ORDERS, "neiqin_without");
            stack.run(Stack.ORDERS);
            stack.run(MUTE, MuteArchive.of(Stack.ORDERS), without);
            Cpu cpu = stack.cpu(Stack.ORDERS, MUTE);
            ClosedLoop telling = bench.posts(Stack.ORDERS, with, cpu);
            ClosedLoop silent = bench.posts(MUTE, without, cpu);
            List<String> notes = new ArrayList<>();
            notes.add("with: " + OrderBench.warm(pace, telling) + ", without: " + OrderBench.warm(pace, silent));
            Comparison comparison = OrderBench.compare(pace, telling, silent);
            notes.addAll(comparison.notes("with outbox", "without"));
            notes.add("told: with " + Backlog.told(with) + ", without " + Backlog.told(without) + " events");
            if (Backlog.told(without) > Backlog.told(with) / 10) {
                throw new IllegalStateException("the side without an outbox has told events");
            }
            return List.of(Row.ratio("P2", comparison.ratio(), MUST, AIM, comparison.moved(), notes));
        }
    }
}
