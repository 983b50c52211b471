package io.neiqin.benchmarks;

import io.neiqin.benchmarks.importing.FileIntake;
import io.neiqin.benchmarks.kpi.Rebuilding;
import io.neiqin.benchmarks.kpi.Visibility;
import io.neiqin.benchmarks.measure.Machine;
import io.neiqin.benchmarks.order.OrderCreate;
import io.neiqin.benchmarks.order.OutboxPrice;
import io.neiqin.benchmarks.order.ReactiveCreate;
import io.neiqin.benchmarks.relay.RelayDrain;
import io.neiqin.benchmarks.search.CustomerSearch;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the bars named as arguments, or all. Ends with 1 when one is below its must or void, with 2 when one could
 * not be measured. {@code --quick} measures shortly, which does not count.
 */
public final class Run {

    private static final Map<String, Bar> BARS = new LinkedHashMap<>();

    static {
        BARS.put("P0", ReactiveCreate::measure);
        BARS.put("P1", OrderCreate::measure);
        BARS.put("P2", OutboxPrice::measure);
        BARS.put("P3", RelayDrain::measure);
        BARS.put("P4", Visibility::measure);
        BARS.put("P5", Rebuilding::measure);
        BARS.put("P10", FileIntake::measure);
        BARS.put("P13", CustomerSearch::measure);
    }

    private Run() {}

    public static void main(String[] arguments) {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        Pace pace = wanted.removeIf("--quick"::equals) ? Pace.quick() : Pace.full();
        if (!BARS.keySet().containsAll(wanted)) {
            System.err.println("usage: benchmarks/run [--quick] [" + String.join("] [", BARS.keySet()) + "]");
            System.exit(2);
        }
        System.out.println(ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + Machine.describe());
        if (!pace.forTheRecord()) {
            System.out.println("quick: short windows, NOT FOR THE RECORD");
        }
        int status = 0;
        for (String name : wanted.isEmpty() ? BARS.keySet() : wanted) {
            status = Math.max(status, measure(name, pace));
        }
        System.exit(status);
    }

    private static int measure(String name, Pace pace) {
        try {
            List<Row> rows = BARS.get(name).measure(pace);
            if (rows.stream().anyMatch(Row::isVoid) && pace.forTheRecord()) {
                rows.forEach(row -> System.out.println(row.text()));
                System.out.println(name + " once more");
                rows = BARS.get(name).measure(pace);
            }
            rows.forEach(row -> System.out.println(row.text()));
            return rows.stream().anyMatch(row -> row.isMissed() || row.isVoid()) ? 1 : 0;
        } catch (Exception unmeasured) {
            System.out.println(name + " could not be measured: " + unmeasured);
            unmeasured.printStackTrace();
            return 2;
        }
    }
}
