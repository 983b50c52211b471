package io.neiqin.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Two things measured in turn, so that what changes slowly changes both: the yardstick, then A B B A as often as asked,
 * then the yardstick again.
 *
 * @param subject windows of A
 * @param yardstick windows of B, the first and the last of them from before and after
 */
public record Comparison(List<Window> subject, List<Window> yardstick) {

    public static Comparison of(int rounds, Supplier<Window> subject, Supplier<Window> yardstick) {
        List<Window> a = new ArrayList<>();
        List<Window> b = new ArrayList<>();
        b.add(seen("yardstick", yardstick.get()));
        for (int i = 0; i < rounds; i++) {
            a.add(seen("subject", subject.get()));
            b.add(seen("yardstick", yardstick.get()));
            b.add(seen("yardstick", yardstick.get()));
            a.add(seen("subject", subject.get()));
        }
        b.add(seen("yardstick", yardstick.get()));
        return new Comparison(a, b);
    }

    /** A measurement takes minutes: somebody watches. */
    private static Window seen(String side, Window window) {
        System.err.printf(Locale.ROOT, "  %s %.0f/s, CPU-ms each: %s%n", side, window.rate(), window.cpu());
        return window;
    }

    /** Of the medians. */
    public double ratio() {
        return Window.median(subject).rate() / Window.median(yardstick).rate();
    }

    /** How far the yardstick was off at the end, as a fraction of its beginning. */
    public double moved() {
        double before = yardstick.get(0).rate();
        return Math.abs(yardstick.get(yardstick.size() - 1).rate() - before) / before;
    }

    /** The yardstick before and after, and both sides with their spread and processor time. */
    public List<String> notes(String subjectName, String yardstickName) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%s before %.0f/s after %.0f/s",
                        yardstickName,
                        yardstick.get(0).rate(),
                        yardstick.get(yardstick.size() - 1).rate()),
                line(subjectName, subject),
                line(yardstickName, yardstick));
    }

    /** Median, range and processor time of the windows of one side. */
    public static String line(String name, List<Window> windows) {
        Window median = Window.median(windows);
        double least = windows.stream().mapToDouble(Window::rate).min().orElseThrow();
        double most = windows.stream().mapToDouble(Window::rate).max().orElseThrow();
        String latency = median.latencies().length == 0
                ? ""
                : String.format(Locale.ROOT, " p50 %.1f p99 %.1f ms", median.percentile(50), median.percentile(99));
        return String.format(
                Locale.ROOT,
                "%s %.0f/s (%.0f–%.0f)%s, CPU-ms each: %s",
                name,
                median.rate(),
                least,
                most,
                latency,
                median.cpu());
    }
}
