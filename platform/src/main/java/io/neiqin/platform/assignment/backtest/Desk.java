package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.assignment.backtest.Workload.Worker;
import io.neiqin.platform.deadline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A person in a replay, with what lies before him. */
final class Desk {

    private static final int PERCENT = 100;

    /** @param end when it will be done, unless he goes before */
    record Begun(Job job, Instant end) {}

    private final Worker worker;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private Job inHand;
    private int load;
    private Instant lastOffered;
    /** The first shift that has not ended yet. */
    private int shift;

    private int done;
    private Duration worked = Duration.ZERO;

    Desk(Worker worker) {
        this.worker = worker;
    }

    void take(Job job, int weight, Instant now) {
        waiting.addLast(job);
        job.lieAt(this, weight);
        load += weight;
        lastOffered = now;
    }

    /** Takes up what is first; empty where something is in hand, nothing waits, or he does not work any more. */
    Optional<Begun> next(Instant now) {
        if (inHand != null || waiting.isEmpty()) {
            return Optional.empty();
        }
        Job job = waiting.peekFirst();
        Duration needed = needed(job);
        skipUntil(now);
        if (shift == worker.shifts().size()) {
            return Optional.empty();
        }
        waiting.removeFirst();
        inHand = job;
        Instant from = later(now, worker.shifts().get(shift).from());
        job.begin(from);
        return end(from, needed).map(end -> new Begun(job, end));
    }

    private Duration needed(Job job) {
        int usual = worker.minutes().get(job.piece().kind());
        return Duration.ofMinutes(Math.max(1, (long) usual * job.piece().effort() / PERCENT));
    }

    private void skipUntil(Instant now) {
        while (shift < worker.shifts().size()
                && !worker.shifts().get(shift).to().isAfter(now)) {
            shift++;
        }
    }

    /** Empty where his shifts end before. */
    private Optional<Instant> end(Instant from, Duration needed) {
        Duration left = needed;
        for (int i = shift; i < worker.shifts().size(); i++) {
            Span hours = worker.shifts().get(i);
            Instant begin = later(from, hours.from());
            Duration length = Duration.between(begin, hours.to());
            if (left.compareTo(length) <= 0) {
                return Optional.of(begin.plus(left));
            }
            left = left.minus(length);
        }
        return Optional.empty();
    }

    void finish(Job job) {
        inHand = null;
        load -= job.weight();
        done++;
        worked = worked.plus(needed(job));
    }

    /** He goes; returns what he had, in its order. */
    List<Job> clear() {
        List<Job> left = new ArrayList<>();
        if (inHand != null) {
            left.add(inHand);
        }
        left.addAll(waiting);
        inHand = null;
        waiting.clear();
        load = 0;
        return left;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    Worker worker() {
        return worker;
    }

    int load() {
        return load;
    }

    Instant lastOffered() {
        return lastOffered;
    }

    int done() {
        return done;
    }

    /** Percent of his hours in which he had something in hand that he has done. */
    double busyPercent() {
        long present = worker.shifts().stream()
                .mapToLong(hours -> Duration.between(hours.from(), hours.to()).toMinutes())
                .sum();
        return present == 0 ? 0 : (double) PERCENT * worked.toMinutes() / present;
    }
}
