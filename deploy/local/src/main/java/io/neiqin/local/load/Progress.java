package io.neiqin.local.load;

import io.neiqin.local.Columns;
import io.neiqin.local.Wording;
import java.io.PrintStream;
import java.util.Locale;

/** A bar with counts, rate and remaining time: redrawn on a terminal, a line per tenth elsewhere. */
public final class Progress {
    private static final int WIDTH = 30;
    private static final long FRAME_NANOS = 100_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final Wording wording;
    private String title;
    private int total;
    private int done;
    private int failed;
    private long began;
    private long drawn;

    public Progress(PrintStream out, boolean terminal, Wording wording) {
        this.out = out;
        this.terminal = terminal;
        this.wording = wording;
    }

    public synchronized void begin(String title, int total) {
        this.title = title;
        this.total = total;
        done = 0;
        failed = 0;
        began = System.nanoTime();
        drawn = 0;
    }

    public synchronized void step(boolean good) {
        at(done + 1, failed + (good ? 0 : 1));
    }

    /** So many are done by now. */
    public synchronized void at(int nowDone, int nowFailed) {
        boolean tenth = nowDone < total && nowDone * 10L / total > done * 10L / total;
        done = nowDone;
        failed = nowFailed;
        if (terminal && System.nanoTime() - drawn > FRAME_NANOS) {
            drawn = System.nanoTime();
            out.print("\r\033[K" + line());
            out.flush();
        } else if (!terminal && tenth) {
            out.println(line());
        }
    }

    /** A line of its own above the bar. */
    public synchronized void say(String line) {
        out.println((terminal ? "\r\033[K" : "") + "  " + line);
    }

    public synchronized void end() {
        out.println((terminal ? "\r\033[K" : "") + line());
    }

    private String line() {
        double seconds = Math.max(0.001, (System.nanoTime() - began) / 1e9);
        double rate = done / seconds;
        int filled = total == 0 ? WIDTH : WIDTH * done / total;
        String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        String counts =
                String.format(Locale.ROOT, "  %s %s %d/%d  %.0f/s", Columns.padded(title, 12), bar, done, total, rate);
        String time = done == total
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : wording.text("progress.rest", String.format(Locale.ROOT, "%.0f", (total - done) / rate));
        return counts + "  " + time + (failed == 0 ? "" : "  " + wording.text("progress.failed", failed));
    }
}
