package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.testkit.infra.ChildProcess;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.FreePort;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * P0: creating orders through the service ÷ a server that reads the same request and sends the service's own statements
 * through the reactive SQL client, with no token, validation, rules or entities. Reported only: it says what all that
 * costs together.
 */
public final class ReactiveCreate {

    private static final String PLAIN = "plain";

    private ReactiveCreate() {}

    public static List<Row> measure(Pace pace) throws Exception {
        try (OrderBench bench = OrderBench.prepare()) {
            Stack stack = bench.stack;
            DatabaseSettings copy = stack.copy(Stack.ORDERS, "neiqin_plain");
            stack.run(Stack.ORDERS);
            int port = FreePort.take(0, PLAIN);
            ChildProcess plain = PlainServer.launch(port, copy, bench.work.sent());
            try {
                Cpu cpu = stack.cpu(Stack.ORDERS).watch(PLAIN, plain.pid());
                ClosedLoop service = bench.posts(Stack.ORDERS, stack.databaseOf(Stack.ORDERS), cpu);
                ClosedLoop bare = new ClosedLoop(cpu, bench.posts(URI.create("http://127.0.0.1:" + port)), () -> {});
                List<String> notes = new ArrayList<>();
                notes.add(OrderBench.warm(pace, service) + "; " + PLAIN + ": " + OrderBench.warm(pace, bare));
                Comparison comparison = OrderBench.compare(pace, service, bare);
                notes.addAll(comparison.notes("service", PLAIN));
                return List.of(Row.report("P0", "ratio", comparison.ratio(), notes));
            } finally {
                plain.stop();
            }
        }
    }
}
