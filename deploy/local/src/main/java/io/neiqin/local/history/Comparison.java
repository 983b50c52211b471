package io.neiqin.local.history;

import io.neiqin.local.kpi.Cell;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Expected cells against those of the API, cell by cell: a value of one side that the other lacks is a difference. */
record Comparison(int kpiCells, int kpiEqual, int months, int monthsEqual, List<String> differences) {

    static Comparison of(
            Map<Cell, BigDecimal> expectedKpis,
            Map<Cell, BigDecimal> kpis,
            Map<Cell, BigDecimal> expectedOnTime,
            Map<Cell, BigDecimal> onTime) {
        Map<Cell, String> kpiDifferences = differences(expectedKpis, kpis);
        Map<Cell, String> onTimeDifferences = differences(expectedOnTime, onTime);
        Set<String> months = months(expectedOnTime.keySet());
        Set<String> wrongMonths = months(onTimeDifferences.keySet());
        wrongMonths.retainAll(months);
        long wrongCells = kpiDifferences.keySet().stream()
                .filter(expectedKpis::containsKey)
                .count();
        return new Comparison(
                expectedKpis.size(),
                expectedKpis.size() - (int) wrongCells,
                months.size(),
                months.size() - wrongMonths.size(),
                Stream.of(kpiDifferences, onTimeDifferences)
                        .flatMap(found -> found.values().stream())
                        .toList());
    }

    private static Set<String> months(Set<Cell> cells) {
        return cells.stream().map(Cell::value).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A cell that is 0 on one side and absent on the other is no difference: nothing happened there. */
    private static Map<Cell, String> differences(Map<Cell, BigDecimal> expected, Map<Cell, BigDecimal> actual) {
        Map<Cell, String> differences = new LinkedHashMap<>();
        Stream.concat(expected.keySet().stream(), actual.keySet().stream())
                .distinct()
                .filter(cell -> zeroIfNone(expected, cell).compareTo(zeroIfNone(actual, cell)) != 0)
                .forEach(cell -> differences.put(cell, text(cell, expected.get(cell), actual.get(cell))));
        return differences;
    }

    private static BigDecimal zeroIfNone(Map<Cell, BigDecimal> values, Cell cell) {
        return values.getOrDefault(cell, BigDecimal.ZERO);
    }

    private static String text(Cell cell, BigDecimal expected, BigDecimal actual) {
        return cell + ": expected " + shown(expected) + ", got " + shown(actual);
    }

    private static String shown(BigDecimal value) {
        return value == null ? "nothing" : value.toPlainString();
    }

    boolean equal() {
        return differences.isEmpty();
    }

    /** In one line. */
    String summary() {
        return kpiEqual + "/" + kpiCells + " KPI cells and " + monthsEqual + "/" + months + " on-time months equal";
    }
}
