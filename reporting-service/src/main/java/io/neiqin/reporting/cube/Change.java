package io.neiqin.reporting.cube;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What one event changes: the contributions of its order after it minus those before it, as facts for the journal and
 * as differences of cells.
 */
public record Change(List<Fact> facts, Map<Cell, BigDecimal> cells) {

    /**
     * An order or line in a cell that counts it. However many lines and persons bring it there, it is there once; so a
     * cell moves when the first of them comes or the last one goes.
     *
     * @param counted the order or line
     */
    private record Presence(UUID counted, Cell cell) {}

    public static Change between(List<Contribution> before, List<Contribution> after, Source source) {
        Map<Contribution.Key, BigDecimal> differences = new LinkedHashMap<>();
        before.forEach(c -> differences.merge(c.key(), c.value().negate(), BigDecimal::add));
        after.forEach(c -> differences.merge(c.key(), c.value(), BigDecimal::add));
        differences.values().removeIf(value -> value.signum() == 0);

        List<Fact> facts = new ArrayList<>(differences.size());
        differences.forEach(
                (key, value) -> facts.add(new Fact(source, facts.size(), key, key.dayOr(source.day()), value)));
        Map<Cell, BigDecimal> cells = new HashMap<>();
        addSums(cells, facts, source);
        addCounts(cells, before, after, facts, source);
        return new Change(facts, cells);
    }

    private static void addSums(Map<Cell, BigDecimal> cells, List<Fact> facts, Source source) {
        for (Fact fact : facts) {
            Contribution.Key key = fact.key();
            if (key.measure().isAdditive()) {
                for (DimensionSet set : DimensionSet.DECLARED) {
                    cells.merge(cell(key, set, source), fact.value(), BigDecimal::add);
                }
            }
        }
    }

    private static void addCounts(
            Map<Cell, BigDecimal> cells,
            List<Contribution> before,
            List<Contribution> after,
            List<Fact> facts,
            Source source) {
        Set<Measure> touched = new HashSet<>();
        facts.forEach(fact -> touched.add(fact.key().measure()));
        touched.removeIf(Measure::isAdditive);
        Set<Presence> were = presences(before, touched, source);
        Set<Presence> are = presences(after, touched, source);
        for (Presence came : are) {
            if (were.isEmpty() || !were.contains(came)) {
                cells.merge(came.cell(), BigDecimal.ONE, BigDecimal::add);
            }
        }
        for (Presence gone : were) {
            if (!are.contains(gone)) {
                cells.merge(gone.cell(), BigDecimal.ONE.negate(), BigDecimal::add);
            }
        }
    }

    private static Set<Presence> presences(List<Contribution> contributions, Set<Measure> touched, Source source) {
        Set<Presence> presences = new HashSet<>();
        for (Contribution contribution : contributions) {
            Contribution.Key key = contribution.key();
            if (touched.contains(key.measure())) {
                boolean orders = key.measure().counting() == Measure.Counting.ORDERS;
                UUID counted = orders ? source.orderId() : key.lineId();
                for (DimensionSet set : DimensionSet.DECLARED) {
                    presences.add(new Presence(counted, cell(key, set, source)));
                }
            }
        }
        return presences;
    }

    private static Cell cell(Contribution.Key key, DimensionSet set, Source source) {
        return new Cell(
                key.measure().code(),
                set.code(),
                key.dayOr(source.day()),
                set.key(0, key.dimensions()),
                set.key(1, key.dimensions()),
                key.currency());
    }
}
