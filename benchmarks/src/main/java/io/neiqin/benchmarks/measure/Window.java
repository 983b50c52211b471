package io.neiqin.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one stretch of measuring saw.
 *
 * @param seconds in which the operations were done
 * @param cpuMs processor time by process, what was left to do afterwards included
 * @param latencies of the operations in nanoseconds, ascending; empty where nobody timed them one by one
 */
public record Window(long operations, double seconds, Map<String, Long> cpuMs, long[] latencies) {

    public double rate() {
        return operations / seconds;
    }

    /** In milliseconds. */
    public double percentile(double percent) {
        if (latencies.length == 0) {
            return Double.NaN;
        }
        int place = (int) Math.ceil(percent / 100 * latencies.length) - 1;
        return latencies[Math.max(0, place)] / 1e6;
    }

    /** Processor milliseconds per operation, by process; those that did nothing are left out. */
    public Map<String, Double> cpuPerOperation() {
        Map<String, Double> each = new LinkedHashMap<>();
        cpuMs.forEach((name, ms) -> {
            if (ms > 0 && operations > 0) {
                each.put(name, (double) ms / operations);
            }
        });
        return each;
    }

    /** Processor milliseconds per operation of all processes together; not of {@link Cpu#OTHERS}. */
    public double cpuOfAll() {
        return cpuPerOperation().entrySet().stream()
                .filter(one -> !one.getKey().equals(Cpu.OTHERS))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** As in {@code application 0.412 PostgreSQL 0.380}. */
    public String cpu() {
        return cpuPerOperation().entrySet().stream()
                .map(one -> "%s %.3f".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** The window whose rate stands in the middle. */
    public static Window median(List<Window> windows) {
        return windows.stream()
                .sorted((a, b) -> Double.compare(a.rate(), b.rate()))
                .toList()
                .get((windows.size() - 1) / 2);
    }
}
