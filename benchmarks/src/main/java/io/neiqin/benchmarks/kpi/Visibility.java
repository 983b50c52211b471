package io.neiqin.benchmarks.kpi;

import io.neiqin.benchmarks.Company;
import io.neiqin.benchmarks.Pace;
import io.neiqin.benchmarks.Row;
import io.neiqin.benchmarks.Stack;
import io.neiqin.benchmarks.measure.ClosedLoop;
import io.neiqin.benchmarks.measure.Comparison;
import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.benchmarks.measure.OpenLoop;
import io.neiqin.benchmarks.measure.WarmUp;
import io.neiqin.benchmarks.measure.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * P4: from the answer to an order's confirmation to the answer of a KPI that contains it, at half the rate of orders,
 * from draft to confirmed, that the machine can bear. Seen from outside, by {@code min=}.
 */
public final class Visibility {

    private static final double MUST = 200;
    private static final double AIM = 60;
    private static final int CLOSED = 16;
    private static final int OPEN = 96;

    private Visibility() {}

    public static List<Row> measure(Pace pace) throws Exception {
        try (Stack stack = Stack.start()) {
            stack.run(Stack.ADMIN, Stack.CUSTOMER, Stack.ORDERS, Stack.REPORTING);
            Company company = Company.found(stack);
            company.awaitReader(stack);
            stack.stop(Stack.ADMIN, Stack.CUSTOMER);
            Map<String, String> tokens = new HashMap<>();
            for (String who : List.of(Company.CLERK, Company.SECOND_CLERK, Company.MANAGER, Company.STATISTICIAN)) {
                tokens.put(who, stack.token(who));
            }
            List<OrderWalk> walks = new ArrayList<>();
            for (int i = 0; i < OPEN; i++) {
                walks.add(new OrderWalk(stack, company, tokens));
            }
            Cpu cpu = stack.cpu(Stack.ORDERS, Stack.REPORTING);
            ClosedLoop saturation = new ClosedLoop(cpu, walks.subList(0, CLOSED), () -> {});
            long warm = WarmUp.run(pace.warmUp(), pace.warmUpMost(), saturation::run);
            Window peak = saturation.run(pace.window());
            // Lets reporting take what the saturation has left it, and warms up the reading, which had no part in it.
            walks.get(0).timed();
            double rate = peak.rate() / 2;
            new OpenLoop(cpu, walks).run(rate, pace.warmUp());
            OpenLoop load = new OpenLoop(cpu, walks);
            Window window = load.run(rate, pace.window().multipliedBy(pace.rounds() * 2L));
            List<String> notes = List.of(
                    "from the confirmation's answer to the answer of a KPI with min=; warmed up for " + warm + " s",
                    Comparison.line("peak, draft to confirmed", List.of(peak)),
                    String.format(
                            Locale.ROOT,
                            "at %.0f/s: p50 %.0f p95 %.0f p99 %.0f most %.0f ms, %d orders, %d begun late, CPU-ms"
                                    + " each: %s",
                            rate,
                            window.percentile(50),
                            window.percentile(95),
                            window.percentile(99),
                            window.percentile(100),
                            window.operations(),
                            load.late(),
                            window.cpu()));
            return List.of(new Row("P4", "p99 ms", window.percentile(99), MUST, AIM, false, 0, notes));
        }
    }
}
