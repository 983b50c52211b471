package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Finding.Code;
import io.neiqin.journeys.check.Tables.CellKey;
import io.neiqin.journeys.check.Tables.FactRow;
import io.neiqin.journeys.check.Tables.KpiTables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The kept sums against the facts, added up here a second time and in another way: sums for money and quantities, for
 * counts the comings and goings of each counted order or line.
 */
final class DriftCheck {

    private static final String NONE = "-";

    /** A counted order or line in a cell; its day where the measure dates it by a day of its own. */
    private record Counted(UUID id, CellKey cell) {}

    private final KpiTables kpis;
    private final Map<CellKey, BigDecimal> expected = new HashMap<>();
    private final Findings findings = new Findings();

    DriftCheck(KpiTables kpis) {
        this.kpis = kpis;
    }

    List<Finding> findings() {
        Map<Counted, BigDecimal> standing = new HashMap<>();
        int i = 0;
        List<FactRow> facts = kpis.facts();
        while (i < facts.size()) {
            // All that one event says comes and goes at once.
            int end = i;
            while (end < facts.size()
                    && facts.get(end).event().equals(facts.get(i).event())) {
                end++;
            }
            take(facts.subList(i, end), standing);
            i = end;
        }
        compare();
        return findings.list();
    }

    private void take(List<FactRow> event, Map<Counted, BigDecimal> standing) {
        Map<Counted, BigDecimal> before = new HashMap<>();
        Map<Counted, FactRow> dayOf = new HashMap<>();
        for (FactRow fact : event) {
            for (List<String> dimensions : declared()) {
                CellKey cell = cell(fact, dimensions);
                if (isSum(fact.measure())) {
                    expected.merge(cell, fact.value(), BigDecimal::add);
                } else {
                    Counted counted =
                            new Counted(isOfLines(fact.measure()) ? fact.line() : fact.order(), place(fact, cell));
                    dayOf.put(counted, fact);
                    before.putIfAbsent(counted, standing.getOrDefault(counted, BigDecimal.ZERO));
                    standing.merge(counted, fact.value(), BigDecimal::add);
                }
            }
        }
        before.forEach((counted, was) -> {
            int move = standing.get(counted).signum() - was.signum();
            if (move != 0) {
                CellKey cell = counted.cell();
                CellKey dated = cell.day() != null ? cell : on(cell, dayOf.get(counted));
                expected.merge(dated, BigDecimal.valueOf(move), BigDecimal::add);
            }
        });
    }

    /** A measure that is not named here stops the check: how it is counted, it does not guess. */
    private static boolean isSum(String measure) {
        return switch (measure) {
            case "SALES_AMOUNT", "SALES_VOLUME" -> true;
            case "ORDER_COUNT" -> false;
            default -> {
                if (!measure.matches("(DUE|ON_TIME)_(ORDER|LINE)_.*")) {
                    throw new IllegalStateException("how is " + measure + " counted?");
                }
                yield false;
            }
        };
    }

    private static boolean isOfLines(String measure) {
        return measure.contains("_LINE_");
    }

    /** Orders are counted on the day of the event; promises on the promised day. */
    private static CellKey place(FactRow fact, CellKey cell) {
        return fact.measure().equals("ORDER_COUNT")
                ? new CellKey(cell.measure(), cell.dimensions(), null, cell.key1(), cell.key2(), NONE)
                : new CellKey(cell.measure(), cell.dimensions(), cell.day(), cell.key1(), cell.key2(), NONE);
    }

    private static CellKey on(CellKey cell, FactRow fact) {
        return new CellKey(cell.measure(), cell.dimensions(), fact.day(), cell.key1(), cell.key2(), cell.currency());
    }

    /** None, each dimension, and each with the salesperson. */
    private static List<List<String>> declared() {
        List<List<String>> sets = new ArrayList<>(List.of(List.of()));
        for (String dimension : KpiStore.DIMENSIONS) {
            sets.add(List.of(dimension));
            if (!dimension.equals("salesperson")) {
                sets.add(List.of(dimension, "salesperson"));
            }
        }
        return sets;
    }

    private static CellKey cell(FactRow fact, List<String> dimensions) {
        return new CellKey(
                fact.measure(),
                dimensions.isEmpty() ? "total" : String.join(",", dimensions),
                fact.day(),
                dimensions.isEmpty() ? NONE : fact.keys().get(dimensions.get(0)),
                dimensions.size() < 2 ? NONE : fact.keys().get(dimensions.get(1)),
                fact.currency());
    }

    private void compare() {
        TreeSet<String> wrong = new TreeSet<>();
        expected.forEach((cell, value) -> {
            BigDecimal kept = kpis.cells().getOrDefault(cell, BigDecimal.ZERO);
            if (kept.compareTo(value) != 0) {
                wrong.add(sentence(cell, kept, value));
            }
        });
        kpis.cells().forEach((cell, kept) -> {
            if (!expected.containsKey(cell) && kept.signum() != 0) {
                wrong.add(sentence(cell, kept, BigDecimal.ZERO));
            }
        });
        wrong.forEach(sentence -> findings.add(Code.DRIFT, "%s", sentence));
    }

    private static String sentence(CellKey cell, BigDecimal kept, BigDecimal facts) {
        return "the cell " + cell.measure() + " " + cell.day() + " by " + cell.dimensions() + " (" + cell.key1() + ", "
                + cell.key2() + ") " + cell.currency() + " is " + kept + ", its facts say " + facts;
    }
}
