package io.neiqin.local;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line per part of the stack: redrawn in place on a terminal, appended at each change elsewhere. */
public final class Board implements AutoCloseable {
    private static final String SPINNER = "|/-\\";
    private static final int FRAME_MILLIS = 150;

    private final PrintStream out;
    private final boolean terminal;
    private final Wording wording;
    private final List<Row> rows = new ArrayList<>();
    private int frame;
    private int drawn;
    private boolean closed;

    public Board(PrintStream out, boolean terminal, Wording wording) {
        this.out = out;
        this.terminal = terminal;
        this.wording = wording;
        if (terminal) {
            Thread painter = new Thread(this::paint, "board");
            painter.setDaemon(true);
            painter.start();
        }
    }

    public synchronized Row row(String name) {
        Row row = new Row(name);
        rows.add(row);
        return row;
    }

    private synchronized void paint() {
        try {
            while (!closed) {
                draw(Transcript.REDRAW);
                wait(FRAME_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw(String eraser) {
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\033[").append(drawn).append('A');
        }
        frame++;
        rows.forEach(row -> screen.append(eraser).append(row.line()).append('\n'));
        drawn = rows.size();
        out.print(screen);
        out.flush();
    }

    /** Leaves the last picture standing; what is printed afterwards comes below it. */
    @Override
    public synchronized void close() {
        if (terminal && !closed) {
            draw(Transcript.ERASE);
        }
        closed = true;
        notifyAll();
    }

    private enum State {
        WAITING,
        RUNNING,
        READY,
        FAILED
    }

    /** The line of one part. */
    public final class Row {
        private final String name;
        private State state = State.WAITING;
        private String doing = "";
        private long since;
        private double seconds;

        private Row(String name) {
            this.name = name;
        }

        /** @param key of the wording for what is being done now */
        public void doing(String key) {
            change(State.RUNNING, wording.text(key));
        }

        public void ready() {
            change(State.READY, wording.text("state.ready"));
        }

        public void failed() {
            change(State.FAILED, wording.text("state.failed"));
        }

        private void change(State next, String text) {
            synchronized (Board.this) {
                if (state == State.WAITING) {
                    since = System.nanoTime();
                }
                state = next;
                doing = text;
                seconds = elapsed();
                if (!terminal) {
                    out.println(line());
                }
            }
        }

        private double elapsed() {
            return (System.nanoTime() - since) / 1e9;
        }

        private String line() {
            double time = state == State.RUNNING ? elapsed() : seconds;
            return switch (state) {
                case WAITING -> String.format("    %-16s", name);
                case RUNNING -> String.format(Locale.ROOT, "  %s %-16s %s %.0f s", mark(), name, doing, time);
                case READY -> String.format(Locale.ROOT, "  ✓ %-16s %s, %.1f s", name, doing, time);
                case FAILED -> String.format(Locale.ROOT, "  ✗ %-16s %s, %.1f s", name, doing, time);
            };
        }

        private char mark() {
            return terminal ? SPINNER.charAt(frame % SPINNER.length()) : '·';
        }
    }
}
