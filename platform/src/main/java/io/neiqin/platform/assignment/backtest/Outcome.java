package io.neiqin.platform.assignment.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replay has come to: its jobs and desks as they stand at its end, counted. */
record Outcome(List<Job> jobs, List<Desk> desks) {

    Figures figures() {
        List<Job> done = jobs.stream().filter(job -> job.end() != null).toList();
        Map<String, Integer> given = new TreeMap<>();
        desks.forEach(desk -> given.put(desk.worker().employeeNo(), desk.done()));
        return Figures.of(
                jobs.size(),
                done.stream().map(job -> since(job, job.firstWord())).toList(),
                done.stream().map(job -> since(job, job.end())).toList(),
                done.stream().filter(Job::isFamiliar).count(),
                given,
                desks.stream()
                        .filter(desk -> !desk.worker().shifts().isEmpty())
                        .map(Desk::busyPercent)
                        .toList());
    }

    private static long since(Job job, Instant at) {
        return Duration.between(job.piece().arrival(), at).toMinutes();
    }
}
