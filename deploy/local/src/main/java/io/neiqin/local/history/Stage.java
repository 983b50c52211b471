package io.neiqin.local.history;

import io.neiqin.local.Running;
import io.neiqin.local.history.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Works through the rows of one file, a bounded number at a time; a row that fails does not stop the others. */
final class Stage {
    private final Running running;
    private final Progress progress;
    private final List<String> failures = new ArrayList<>();

    Stage(Running running, Progress progress) {
        this.running = running;
        this.progress = progress;
    }

    @FunctionalInterface
    interface RowAction {
        void take(Row row) throws Exception;
    }

    /** @return what failed, as {@code file:line: reason}, in no order */
    List<String> run(String title, List<Row> rows, int inFlight, RowAction action)
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

    private void take(Row row, RowAction action) {
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
