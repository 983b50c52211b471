package io.neiqin.local.load;

import io.neiqin.local.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Works through rows, a bounded number at a time; a row that fails does not stop the others. */
public final class Stage {
    private final Running running;
    private final Progress progress;
    private final List<String> failures = new ArrayList<>();

    public Stage(Running running, Progress progress) {
        this.running = running;
        this.progress = progress;
    }

    @FunctionalInterface
    public interface RowAction<T> {
        void take(T row) throws Exception;
    }

    /**
     * @param rows whose text says which row it is, as {@code file:line}
     * @return what failed, as {@code file:line: reason}, in no order
     */
    public <T> List<String> run(String title, List<T> rows, int inFlight, RowAction<T> action)
            throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(inFlight);
        progress.begin(title, rows.size());
        try {
            List<Future<?>> results = new ArrayList<>();
            rows.forEach(row -> results.add(workers.submit(() -> take(row, action))));
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            workers.shutdownNow();
            progress.end();
        }
        return List.copyOf(failures);
    }

    private <T> void take(T row, RowAction<T> action) {
        running.check();
        try {
            action.take(row);
            progress.step(true);
        } catch (Running.Stopped stopped) {
            throw stopped;
        } catch (Exception e) {
            fail(row + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private synchronized void fail(String line) {
        failures.add(line);
        progress.step(false);
        progress.say(line);
    }
}
