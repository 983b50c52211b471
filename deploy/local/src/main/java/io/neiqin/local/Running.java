package io.neiqin.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/** Everything that was started, in order, so that it can be stopped in reverse at any moment. */
public final class Running implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private int starting;
    private boolean stopping;

    /**
     * Starts a part and keeps it. A stop that comes meanwhile waits for the start to end, so that no part is missed.
     *
     * @throws Stopped where the stop came before the start
     */
    public <T extends AutoCloseable> T start(Callable<T> start) throws Exception {
        begin();
        T part = null;
        try {
            part = start.call();
            return part;
        } finally {
            end(part);
        }
    }

    /** Starts a part anew that is kept already; it keeps its place in the order. */
    public void restart(Runnable start) {
        begin();
        try {
            start.run();
        } finally {
            end(null);
        }
    }

    private synchronized void begin() {
        check();
        starting++;
    }

    private synchronized void end(AutoCloseable part) {
        starting--;
        if (part != null) {
            parts.push(part);
        }
        notifyAll();
    }

    public synchronized boolean isOpen() {
        return !stopping;
    }

    /** Whether a stop would have anything to do. */
    public synchronized boolean hasParts() {
        return !stopping && starting + parts.size() > 0;
    }

    /** For loops that wait. */
    public synchronized void check() {
        if (stopping) {
            throw new Stopped();
        }
    }

    /** Waits without holding up a stop. */
    public synchronized void pause(long millis) throws InterruptedException {
        check();
        wait(millis);
        check();
    }

    /** Stops the parts, the last started first. A second call waits for the first to end. */
    @Override
    public void close() {
        synchronized (this) {
            stopping = true;
            notifyAll();
            while (starting > 0 && waited()) {}
        }
        stopAll();
    }

    private boolean waited() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void stopAll() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println(e.getMessage());
            }
        }
    }

    /** The run is being stopped: what still waits gives up. */
    public static final class Stopped extends RuntimeException {
        Stopped() {
            super("stopped", null, false, false);
        }
    }
}
