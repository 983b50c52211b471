package io.neiqin.journeys.fault;

import io.neiqin.journeys.check.HistoryChecker;
import io.neiqin.journeys.check.Verdict;
import io.neiqin.journeys.load.Attempt;
import io.neiqin.journeys.load.History;
import io.neiqin.journeys.load.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** People at work while something breaks, and what the checker says of it at the end. */
final class Run {

    private static Run last;

    private final String fault;
    private final Workload load;
    private final List<Duration> back = new ArrayList<>();

    private Run(String fault, Workload load) {
        this.fault = fault;
        this.load = load;
    }

    /**
     * On the {@link Stage}, after it has been made ready.
     *
     * @param fault as the table is to say it
     */
    static Run begin(String fault, long seed, int workers) {
        last = new Run(fault, Workload.at(Stage.neiqin(), Stage.company(), seed).workers(workers));
        return last;
    }

    /** Ends what a test that failed in between has left. */
    static void endLast() {
        if (last != null) {
            last.load.stop();
        }
    }

    /** Waits until so many more commands are answered, or given up. */
    void awaitMore(int commands) {
        load.awaitCommands(commands);
    }

    /** Attempts that were on their way when the other side went: each may have happened or not. */
    int interrupted() {
        return count(attempt -> attempt.status() == 0 && !attempt.code().contains("ConnectException"));
    }

    /** Attempts that were not taken, for whatever reason on the service's side. */
    int failed() {
        return count(attempt -> attempt.outcome() == Attempt.Outcome.UNKNOWN);
    }

    private int count(Predicate<Attempt> which) {
        return (int) load.history().attempts().stream().filter(which).count();
    }

    /** Does something whose time belongs into the table, as a new start until it is ready. */
    void timed(Runnable comingBack) {
        long start = System.nanoTime();
        comingBack.run();
        back.add(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Ends the load, lets the system come to rest, and fails with what the checker finds. */
    void endsWell() {
        History history = load.stop();
        Verdict verdict = HistoryChecker.check(Stage.neiqin(), history);
        String figure = interrupted() + " interrupted of " + history.commands().size() + " commands";
        FaultTable.add(fault, verdict, back.isEmpty() ? figure : figure + ", back after " + seconds());
        verdict.assertSilent();
    }

    private String seconds() {
        Collections.sort(back);
        Duration most = back.get(back.size() - 1);
        return "%.1f s (median of %d, most %.1f)"
                .formatted(back.get(back.size() / 2).toMillis() / 1e3, back.size(), most.toMillis() / 1e3);
    }
}
