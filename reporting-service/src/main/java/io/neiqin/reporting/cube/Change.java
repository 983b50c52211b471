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
 * What one event changes: the contributions of its order after it minus those before it, as facts for the journal and
 * as differences of cells.
 */
public record Change(List<Fact> facts, Map<Cell, BigDecimal> cells) {

    /**
     * A counted order or line in a cell. However many lines and persons bring it there, it is there once; so a cell
     * moves when the first of them comes or the last one goes.
     *
     * @param day null where the day of the event decides
     */
    private record Presence(String measure, UUID counted, LocalDate day, String set, String key1, String key2) {}

    public static Change between(List<Contribution> before, List<Contribution> after, Source source) {
        Map<Contribution.Key, BigDecimal> differences = new LinkedHashMap<>();
        before.forEach(c -> differences.merge(c.key(), c.value().negate(), BigDecimal::add));
        after.forEach(c -> differences.merge(c.key(), c.value(), BigDecimal::add));
        differences.values().removeIf(value -> value.signum() == 0);

        List<Fact> facts = new ArrayList<>(differences.size());
        differences.forEach(
                (key, value) -> facts.add(new Fact(source, facts.size(), key, key.dayOr(source.day()), value)));
        Map<Cell, BigDecimal> cells = new HashMap<>();
        addSums(cells, facts);
        addCounts(cells, before, after, facts, source);
        return new Change(facts, cells);
    }

    private static void addSums(Map<Cell, BigDecimal> cells, List<Fact> facts) {
        for (Fact fact : facts) {
            Contribution.Key key = fact.key();
            if (key.measure().isAdditive()) {
                for (DimensionSet set : DimensionSet.DECLARED) {
                    String key1 = set.key(0, key.dimensions());
                    String key2 = set.key(1, key.dimensions());
                    Cell cell = new Cell(key.measure().code(), set.code(), fact.day(), key1, key2, key.currency());
                    cells.merge(cell, fact.value(), BigDecimal::add);
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
        Set<Presence> were = presences(before, touched, source.orderId());
        Set<Presence> are = presences(after, touched, source.orderId());
        for (Presence came : are) {
            if (!were.contains(came)) {
                cells.merge(cell(came, source), BigDecimal.ONE, BigDecimal::add);
            }
        }
        for (Presence gone : were) {
            if (!are.contains(gone)) {
                cells.merge(cell(gone, source), BigDecimal.ONE.negate(), BigDecimal::add);
            }
        }
    }

    private static Set<Presence> presences(List<Contribution> contributions, Set<Measure> touched, UUID orderId) {
        Set<Presence> presences = new HashSet<>();
        for (Contribution contribution : contributions) {
            Contribution.Key key = contribution.key();
            if (touched.contains(key.measure())) {
                UUID counted = key.measure().counting() == Measure.Counting.ORDERS ? orderId : key.lineId();
                for (DimensionSet set : DimensionSet.DECLARED) {
                    String key1 = set.key(0, key.dimensions());
                    String key2 = set.key(1, key.dimensions());
                    presences.add(new Presence(key.measure().code(), counted, key.day(), set.code(), key1, key2));
                }
            }
        }
        return presences;
    }

    private static Cell cell(Presence presence, Source source) {
        LocalDate day = presence.day() == null ? source.day() : presence.day();
        return new Cell(presence.measure(), presence.set(), day, presence.key1(), presence.key2(), Dimensions.NONE);
    }
}
