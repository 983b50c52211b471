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

    /** An order or line that is counted on a day. */
    private record Counted(Measure measure, UUID id, LocalDate day) {}

    private final List<Fact> facts = new ArrayList<>();
    private final Map<Spread, BigDecimal> sums = new HashMap<>();

    /** What is to be added to the journal, event by event. */
    public List<Fact> facts() {
        return facts;
    }

    /** What is to be added to the kept sums. */
    public Map<Cell, BigDecimal> cells() {
        Map<Cell, BigDecimal> cells = new HashMap<>();
        sums.forEach((spread, value) -> spread.cells().forEach(cell -> cells.merge(cell, value, BigDecimal::add)));
        return cells;
    }

    /** Adds what one event changes. */
    public void add(List<Contribution> before, List<Contribution> after, Source source) {
        List<Fact> made = differences(before, after, source);
        facts.addAll(made);
        Set<Measure> counts = new HashSet<>();
        for (Fact fact : made) {
            Contribution.Key key = fact.key();
            if (key.measure().isAdditive()) {
                add(key.measure(), fact.day(), key.currency(), Set.of(key.dimensions()), fact.value());
            } else {
                counts.add(key.measure());
            }
        }
        addCounts(before, counts, source, BigDecimal.ONE.negate());
        addCounts(after, counts, source, BigDecimal.ONE);
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

    /**
     * However many lines and persons bring an order or line into a cell, it is there once; so it counts with all its
     * dimensions together.
     */
    private void addCounts(List<Contribution> contributions, Set<Measure> counts, Source source, BigDecimal value) {
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
        places.forEach(
                (counted, dimensions) -> add(counted.measure(), counted.day(), Dimensions.NONE, dimensions, value));
    }

    private void add(Measure measure, LocalDate day, String currency, Set<Dimensions> dimensions, BigDecimal value) {
        sums.merge(new Spread(measure, day, currency, dimensions), value, BigDecimal::add);
    }
}
