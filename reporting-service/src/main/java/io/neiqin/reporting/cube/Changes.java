package io.neiqin.reporting.cube;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the events of one transaction change: for each event the contributions of its order after it minus those before
 * it, as facts for the journal and as differences of cells.
 */
public final class Changes {

    /** An order or line that counts on a day. */
    private record Counted(Measure measure, UUID id, LocalDate day) {}

    private final List<Fact> facts = new ArrayList<>();
    private final Map<Spread, BigDecimal> sums = new HashMap<>();
    private final Map<Cell, BigDecimal> moved = new HashMap<>();

    /** What is to be added to the journal, event by event. */
    public List<Fact> facts() {
        return facts;
    }

    /** What is to be added to the kept sums. */
    public Map<Cell, BigDecimal> cells() {
        Map<Cell, BigDecimal> cells = new HashMap<>(moved);
        sums.forEach((spread, value) -> spread.cells().forEach(cell -> cells.merge(cell, value, BigDecimal::add)));
        return cells;
    }

    /** Adds what one event changes. */
    public void add(List<Contribution> before, List<Contribution> after, Source source) {
        List<Fact> made = differences(before, after, source);
        Set<Measure> counts = new HashSet<>();
        for (Fact fact : made) {
            Contribution.Key key = fact.key();
            if (key.measure().isAdditive()) {
                sums.merge(
                        new Spread(key.measure(), fact.day(), key.currency(), Set.of(key.dimensions())),
                        fact.value(),
                        BigDecimal::add);
            } else {
                counts.add(key.measure());
            }
        }
        Map<Counted, Set<Dimensions>> were = places(before, counts, source);
        Map<Counted, Set<Dimensions>> are = places(after, counts, source);
        were.forEach((counted, places) -> count(counted, places, are.getOrDefault(counted, Set.of())));
        are.forEach((counted, places) -> {
            if (!were.containsKey(counted)) {
                count(counted, Set.of(), places);
            }
        });
        facts.addAll(made);
    }

    private static List<Fact> differences(List<Contribution> before, List<Contribution> after, Source source) {
        Map<Contribution.Key, BigDecimal> differences = new LinkedHashMap<>();
        before.forEach(c -> differences.merge(c.key(), c.value().negate(), BigDecimal::add));
        after.forEach(c -> differences.merge(c.key(), c.value(), BigDecimal::add));
        List<Fact> made = new ArrayList<>(differences.size());
        differences.forEach((key, value) -> {
            if (value.signum() != 0) {
                made.add(new Fact(source, made.size(), key, key.dayOr(source.day()), value));
            }
        });
        return made;
    }

    /** Where the orders or lines of these measures are counted. */
    private static Map<Counted, Set<Dimensions>> places(
            List<Contribution> contributions, Set<Measure> counts, Source source) {
        Map<Counted, Set<Dimensions>> places = new HashMap<>();
        for (Contribution contribution : contributions) {
            Contribution.Key key = contribution.key();
            if (counts.contains(key.measure())) {
                boolean orders = key.measure().counting() == Measure.Counting.ORDERS;
                UUID id = orders ? source.orderId() : key.lineId();
                places.computeIfAbsent(
                                new Counted(key.measure(), id, key.dayOr(source.day())), counted -> new HashSet<>())
                        .add(key.dimensions());
            }
        }
        return places;
    }

    /**
     * However many lines and persons bring an order or line into a cell, it is there once; so it counts with all its
     * dimensions together, and a cell that it is in before and after does not move.
     */
    private void count(Counted counted, Set<Dimensions> before, Set<Dimensions> after) {
        Spread were = new Spread(counted.measure(), counted.day(), Dimensions.NONE, before);
        Spread are = new Spread(counted.measure(), counted.day(), Dimensions.NONE, after);
        if (before.isEmpty()) {
            sums.merge(are, BigDecimal.ONE, BigDecimal::add);
        } else if (after.isEmpty()) {
            sums.merge(were, BigDecimal.ONE.negate(), BigDecimal::add);
        } else if (!before.equals(after)) {
            Set<Cell> gone = were.cells();
            Set<Cell> come = are.cells();
            gone.removeIf(come::remove);
            gone.forEach(cell -> moved.merge(cell, BigDecimal.ONE.negate(), BigDecimal::add));
            come.forEach(cell -> moved.merge(cell, BigDecimal.ONE, BigDecimal::add));
        }
    }
}
