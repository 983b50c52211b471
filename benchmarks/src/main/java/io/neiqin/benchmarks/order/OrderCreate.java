package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.benchmarks.measure.Window;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** P1: creating orders over HTTP ÷ Y1, a bare JDBC client that inserts the same rows one by one with one commit. */
public final class OrderCreate {

    private static final double MUST = 0.45;
    private static final double AIM = 0.90;
    private static final Duration BARE_WARM_UP = Duration.ofSeconds(5);

    private OrderCreate() {}

    public static List<Row> measure(Pace pace) throws Exception {
        try (OrderBench bench = OrderBench.prepare()) {
            Stack stack = bench.stack;
            DatabaseSettings bare = stack.copy(Stack.ORDERS, "neiqin_bare");
            stack.run(Stack.ORDERS);
            Cpu cpu = stack.cpu(Stack.ORDERS);
            ClosedLoop service = bench.posts(Stack.ORDERS, stack.databaseOf(Stack.ORDERS), cpu);
            ClosedLoop y1 = bench.bare(bare, bench.work.rows(), cpu);
            ClosedLoop asSent = bench.bare(bare, bench.work.sent(), cpu);
            List<String> notes = new ArrayList<>();
            notes.add("Y1 inserts the rows that the service writes, one by one: " + bench.work.tables() + "; "
                    + OrderBench.CONNECTIONS + " connections on either side");
            notes.add(OrderBench.warm(pace, service));
            y1.run(BARE_WARM_UP);
            asSent.run(BARE_WARM_UP);
            Comparison comparison = OrderBench.compare(pace, service, y1);
            notes.addAll(comparison.notes("create", "Y1"));
            List<Window> sent = List.of(asSent.run(pace.window()), asSent.run(pace.window()));
            notes.add(Comparison.line("all " + bench.work.sent().size() + " statements of the service by JDBC", sent));
            return List.of(Row.ratio("P1", comparison.ratio(), MUST, AIM, comparison.moved(), notes));
        }
    }
}
