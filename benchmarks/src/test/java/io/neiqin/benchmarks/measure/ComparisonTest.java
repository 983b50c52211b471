package io.neiqin.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void measuresInTurn_betweenTwoLooksAtTheYardstick() {
        List<String> order = new ArrayList<>();
        Comparison.of(
                2,
                () -> {
                    order.add("A");
                    return window(1);
                },
                () -> {
                    order.add("B");
                    return window(1);
                });
        assertThat(String.join("", order)).isEqualTo("B" + "ABBA" + "ABBA" + "B");
    }

    @Test
    void comparesEachWithTheOneBesideIt_andTellsHowFarTheYardstickMoved() {
        Queue<Window> subjects = new ArrayDeque<>(List.of(window(50), window(70)));
        Queue<Window> yardsticks = new ArrayDeque<>(List.of(window(100), window(200), window(100), window(88)));
        Comparison comparison = Comparison.of(1, subjects::remove, yardsticks::remove);
        // 50 ÷ 200 and 70 ÷ 100
        assertThat(comparison.ratio()).isCloseTo(0.475, within(1e-9));
        assertThat(comparison.moved()).isCloseTo(0.12, within(1e-9));
    }

    @Test
    void isNotMovedByAMachineThatIsSlowForAWhile() {
        Queue<Window> subjects = new ArrayDeque<>(List.of(window(80), window(40), window(40), window(80)));
        Queue<Window> yardsticks =
                new ArrayDeque<>(List.of(window(100), window(100), window(50), window(50), window(100), window(100)));
        assertThat(Comparison.of(2, subjects::remove, yardsticks::remove).ratio())
                .isCloseTo(0.8, within(1e-9));
    }

    @Test
    void comparesProcessorTime_ofAllProcesses() {
        Queue<Window> subjects = new ArrayDeque<>(List.of(spent(4, 1), spent(4, 1)));
        Queue<Window> yardsticks = new ArrayDeque<>(List.of(spent(1, 1), spent(2, 2), spent(2, 2), spent(9, 9)));
        assertThat(Comparison.of(1, subjects::remove, yardsticks::remove).cpuRatio())
                .isCloseTo(0.8, within(1e-9));
    }

    @Test
    void findsPercentiles_amongTheLatenciesSeen() {
        long[] latencies = new long[100];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = (i + 1) * 1_000_000L;
        }
        Window window = new Window(100, 2, Map.of("orders", 50L, "Kafka", 0L), latencies);
        assertThat(window.rate()).isEqualTo(50);
        assertThat(window.percentile(50)).isEqualTo(50);
        assertThat(window.percentile(99)).isEqualTo(99);
        assertThat(window.percentile(100)).isEqualTo(100);
        assertThat(window.cpu()).isEqualTo("orders 0.500");
    }

    @Test
    void countsItsOwnProcessorTime() {
        Cpu cpu = new Cpu().watch("me", ProcessHandle.current().pid());
        long before = cpu.milliseconds().get("me");
        long end = System.nanoTime() + 300_000_000L;
        long spun = 0;
        while (System.nanoTime() < end) {
            spun++;
        }
        assertThat(cpu.milliseconds().get("me") - before)
                .as("after %d turns", spun)
                .isBetween(50L, 5_000L);
    }

    private static Window window(long operations) {
        return new Window(operations, 1, Map.of(), new long[0]);
    }

    private static Window spent(long orders, long database) {
        return new Window(1, 1, Map.of("orders", orders, "PostgreSQL", database), new long[0]);
    }
}
