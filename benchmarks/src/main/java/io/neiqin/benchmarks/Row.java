package io.neiqin.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one bar has come to.
 *
 * @param bar as {@code P1}
 * @param what the figure is, as {@code ratio} or {@code p99 ms}
 * @param must null for a figure that is only reported
 * @param aim null as must is
 * @param upwards whether more is better
 * @param moved how far its yardstick was off at the end, as a fraction of the beginning; 0 where it has none
 * @param notes everything that one needs to judge the figure
 */
public record Row(
        String bar,
        String what,
        double value,
        Double must,
        Double aim,
        boolean upwards,
        double moved,
        List<String> notes) {

    /** A yardstick that moved further says that something else moved the machine. */
    static final double STEADY = 0.10;

    /** A ratio that must be reached. */
    public static Row ratio(String bar, double value, double must, double aim, double moved, List<String> notes) {
        return new Row(bar, "ratio", value, must, aim, true, moved, notes);
    }

    /** A figure that has no bar. */
    public static Row report(String bar, String what, double value, List<String> notes) {
        return new Row(bar, what, value, null, null, true, 0, notes);
    }

    public boolean isVoid() {
        return moved > STEADY;
    }

    public boolean isMissed() {
        return must != null && (Double.isNaN(value) || (upwards ? value < must : value > must));
    }

    /** As in {@code P1 ratio 0.52 must 0.45 aim 0.90}, and the notes below. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s %s %.2f", bar, what, value));
        if (must != null) {
            text.append(String.format(Locale.ROOT, " must %.2f aim %.2f", must, aim));
        }
        text.append(isMissed() ? "  MISSED" : "");
        if (isVoid()) {
            text.append(String.format(Locale.ROOT, "  VOID: the yardstick moved by %.0f %%", 100 * moved));
        }
        List<String> lines = new ArrayList<>(notes);
        lines.add(0, text.toString());
        return String.join("\n     ", lines);
    }
}
