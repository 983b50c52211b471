package io.neiqin.platform.assignment.backtest;

import io.neiqin.platform.assignment.backtest.Workload.Piece;
import io.neiqin.platform.assignment.backtest.Workload.Worker;
import io.neiqin.platform.assignment.proposal.AssignmentTerms;
import io.neiqin.platform.deadline.Measure;
import io.neiqin.platform.deadline.Span;
import io.neiqin.platform.deadline.WorkingTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tasks as they were done in fact, and what they teach: how long each kind took each person, in working hours. Pure.
 *
 * @param tasks in the order in which they were opened
 */
public record Observed(List<Task> tasks, WorkingTime time) {

    /** The work of a period's last days needs some time more. */
    private static final int DAYS_AFTER = 92;

    private static final int PERCENT = 100;

    private static final int MOST_EFFORT = 10_000;

    /**
     * A task that is done.
     *
     * @param about as of its need; null for nobody
     * @param begunAt when he took it up who has done it; null where that is not known
     */
    public record Task(String kind, String about, Instant openedAt, Instant begunAt, Instant closedAt, String doneBy) {

        private Instant firstWord() {
            return begunAt == null ? closedAt : begunAt;
        }
    }

    /**
     * The same work, to be given out anew. Each person does the kinds that he has done, in the company's working hours: of
     * leave nothing is known.
     *
     * @param terms by kind: which rights somebody has who does it
     */
    public Workload workload(Map<String, AssignmentTerms> terms) {
        List<Task> known =
                tasks.stream().filter(task -> terms.containsKey(task.kind())).toList();
        if (known.isEmpty()) {
            return new Workload(List.of(), List.of());
        }
        Map<String, Integer> usual = medians(known);
        Map<String, Map<String, Integer>> ofPerson = new TreeMap<>();
        Map<String, List<Task>> byPerson =
                known.stream().collect(Collectors.groupingBy(Task::doneBy, TreeMap::new, Collectors.toList()));
        byPerson.forEach((no, his) -> {
            Map<String, Integer> minutes = new TreeMap<>(medians(his));
            his.forEach(task -> minutes.putIfAbsent(task.kind(), usual.getOrDefault(task.kind(), 1)));
            ofPerson.put(no, minutes);
        });
        List<Span> hours = hours(known);
        List<Worker> workers = new ArrayList<>();
        ofPerson.forEach((no, minutes) ->
                workers.add(new Worker(no, rights(minutes.keySet(), terms), minutes, hours, List.of())));
        List<Piece> pieces = known.stream()
                .map(task -> new Piece(
                        task.kind(),
                        task.about(),
                        task.openedAt(),
                        effort(task, ofPerson.get(task.doneBy()).get(task.kind()))))
                .toList();
        return new Workload(pieces, workers);
    }

    /** How it went in fact. */
    public Figures figures() {
        List<Long> responses =
                tasks.stream().map(task -> since(task, task.firstWord())).toList();
        List<Long> ends =
                tasks.stream().map(task -> since(task, task.closedAt())).toList();
        Map<String, Integer> given = new TreeMap<>();
        Map<String, Long> busy = new TreeMap<>();
        for (Task task : tasks) {
            given.merge(task.doneBy(), 1, Integer::sum);
            busy.merge(task.doneBy(), task.begunAt() == null ? 0L : worked(task), Long::sum);
        }
        return Figures.of(
                tasks.size(),
                responses,
                ends,
                familiar(),
                given,
                busy.values().stream().map(Long::doubleValue).toList());
    }

    private long familiar() {
        Set<List<String>> served = new HashSet<>();
        return tasks.stream()
                .filter(task -> task.about() != null && !served.add(List.of(task.about(), task.doneBy())))
                .count();
    }

    private Map<String, Integer> medians(Collection<Task> some) {
        Map<String, List<Integer>> minutes = some.stream()
                .filter(task -> task.begunAt() != null)
                .collect(Collectors.groupingBy(Task::kind, Collectors.mapping(this::worked, Collectors.toList())));
        return minutes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> middle(each.getValue())));
    }

    private static int middle(List<Integer> minutes) {
        return minutes.stream().sorted().toList().get((minutes.size() - 1) / 2);
    }

    private int effort(Task task, int usual) {
        return task.begunAt() == null
                ? PERCENT
                : (int) Math.max(1, Math.min(MOST_EFFORT, (long) PERCENT * worked(task) / usual));
    }

    /** At least one: what is done beside the working hours is done, too. */
    private int worked(Task task) {
        Instant end = task.closedAt().isBefore(task.begunAt()) ? task.begunAt() : task.closedAt();
        Duration counted = time.counted(Measure.WORKING_HOURS, new Span(task.begunAt(), end), List.of());
        return (int) Math.max(1, counted.toMinutes());
    }

    private List<Span> hours(List<Task> known) {
        LocalDate first = day(known.get(0).openedAt());
        Instant last = known.get(known.size() - 1).openedAt();
        return time.hours(first, day(last).plusDays(DAYS_AFTER));
    }

    private LocalDate day(Instant at) {
        return at.atZone(time.zone()).toLocalDate();
    }

    private static Set<String> rights(Set<String> kinds, Map<String, AssignmentTerms> terms) {
        Set<String> rights = new HashSet<>();
        for (String kind : kinds) {
            rights.add(terms.get(kind).role());
            if (terms.get(kind).skill() != null) {
                rights.add(terms.get(kind).skill());
            }
        }
        return rights;
    }

    private static long since(Task task, Instant at) {
        return Math.max(0, Duration.between(task.openedAt(), at).toMinutes());
    }
}
