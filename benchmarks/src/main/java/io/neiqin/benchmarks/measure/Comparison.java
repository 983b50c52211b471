package io.neiqin.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Two things measured in turn, so that what changes slowly changes both: the yardstick, then A B B A as often as asked,
 * then the yardstick again.
 *
 * @param subject windows of A
 * @param yardstick windows of B, the first and the last of them from before and after
 */
public record Comparison(List<Window> subject, List<Window> yardstick) {

    public static Comparison of(int rounds, Supplier<Window> subject, Supplier<Window> yardstick) {
        return of(rounds, subject, yardstick, yardstick);
    }

    /** @param ends how the yardstick is measured before and after: in a longer window, perhaps */
    public static Comparison of(
            int rounds, Supplier<Window> subject, Supplier<Window> yardstick, Supplier<Window> ends) {
        List<Window> a = new ArrayList<>();
        List<Window> b = new ArrayList<>();
        b.add(seen("yardstick", ends.get()));
        for (int i = 0; i < rounds; i++) {
            a.add(seen("subject", subject.get()));
            b.add(seen("yardstick", yardstick.get()));
            b.add(seen("yardstick", yardstick.get()));
            a.add(seen("subject", subject.get()));
        }
        b.add(seen("yardstick", ends.get()));
        return new Comparison(a, b);
    }

    /** A measurement takes minutes: somebody watches. */
    private static Window seen(String side, Window window) {
        System.err.printf(Locale.ROOT, "  %s %.0f/s, CPU-ms each: %s%n", side, window.rate(), window.cpu());
        return window;
    }

    /** The median of the pairs, A ÷ the B beside it. */
    public double ratio() {
        return median(pairs(Window::rate));
    }

    /** The same by processor time: what all processes together spend on one B ÷ on one A. */
    public double cpuRatio() {
        return 1 / median(pairs(Window::cpuOfAll));
    }

    /** Nothing where nobody measured what the yardstick spends. */
    private String byProcessorTime() {
        boolean known = yardstick.stream().anyMatch(window -> window.cpuOfAll() > 0);
        return known ? String.format(Locale.ROOT, "; by processor time %.2f", cpuRatio()) : "";
    }

    private List<Double> pairs(ToDoubleFunction<Window> figure) {
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < subject.size(); i++) {
            // The first B was measured before all.
            pairs.add(figure.applyAsDouble(subject.get(i)) / figure.applyAsDouble(yardstick.get(i + 1)));
        }
        return pairs.stream().sorted().toList();
    }

    private static double median(List<Double> sorted) {
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** How far the yardstick was off at the end, as a fraction of its beginning. */
    public double moved() {
        double before = yardstick.get(0).rate();
        return Math.abs(yardstick.get(yardstick.size() - 1).rate() - before) / before;
    }

    /** The yardstick before and after, the pairs, and both sides with their spread and processor time. */
    public List<String> notes(String subjectName, String yardstickName) {
        List<Double> pairs = pairs(Window::rate);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%s before %.0f/s after %.0f/s",
                        yardstickName,
                        yardstick.get(0).rate(),
                        yardstick.get(yardstick.size() - 1).rate()),
                String.format(
                        Locale.ROOT,
                        "%d pairs %.2f–%.2f%s",
                        pairs.size(),
                        pairs.get(0),
                        pairs.get(pairs.size() - 1),
                        byProcessorTime()),
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
