package io.neiqin.reporting.cube;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Replay;
import io.neiqin.reporting.ontime.OnTimeProjection;
import io.neiqin.reporting.sales.SalesProjection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adds the cells up a second time, from nothing but the facts and in another way than {@link Changes} does. */
@Tag("model")
class CellsEqualFactsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("DAT-4")
    @Tag("RPT-10")
    @DisplayName("every cell is what its facts add up to, whatever happens in whatever order")
    void cells_equalFacts_afterRandomEvents(long seed) {
        RandomOrders random = new RandomOrders(seed, LocalDate.of(2026, 1, 1));
        Replay replay = new Replay(new SalesProjection(), new OnTimeProjection());
        for (Happening happening : random.mixed(random.lives(60, "SO-"))) {
            replay.on(happening.day(), happening.event());
        }

        Map<Cell, BigDecimal> expected = recomputed(replay.facts());

        assertThat(expected).hasSizeGreaterThan(2_000);
        assertThat(readable(replay.cells())).isEqualTo(readable(expected));
    }

    private static Map<Cell, BigDecimal> recomputed(List<Fact> facts) {
        Map<Cell, BigDecimal> cells = new HashMap<>();
        Map<String, Integer> live = new HashMap<>();
        Map<String, Cell> moved = new HashMap<>();
        Map<String, Integer> before = new HashMap<>();
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            for (DimensionSet set : DimensionSet.DECLARED) {
                Cell cell = cell(fact, set);
                if (fact.key().measure().isAdditive()) {
                    cells.merge(cell, fact.value(), BigDecimal::add);
                } else {
                    String counted = counted(fact, cell);
                    before.putIfAbsent(counted, live.getOrDefault(counted, 0));
                    live.merge(counted, fact.value().intValueExact(), Integer::sum);
                    moved.put(counted, cell);
                }
            }
            boolean last = i + 1 == facts.size() || !facts.get(i + 1).source().equals(fact.source());
            if (last) {
                moved.forEach((counted, cell) -> {
                    int change = Integer.signum(live.get(counted)) - Integer.signum(before.get(counted));
                    if (change != 0) {
                        cells.merge(cell, BigDecimal.valueOf(change), BigDecimal::add);
                    }
                });
                moved.clear();
                before.clear();
            }
        }
        return cells;
    }

    private static Cell cell(Fact fact, DimensionSet set) {
        Dimensions dimensions = fact.key().dimensions();
        return new Cell(
                fact.key().measure().code(),
                set.code(),
                fact.day(),
                set.key(0, dimensions),
                set.key(1, dimensions),
                fact.key().currency());
    }

    /** An order (or line) in a cell; of a measure with a day of its own, on that day. */
    private static String counted(Fact fact, Cell cell) {
        Measure measure = fact.key().measure();
        Object what = measure.counting() == Measure.Counting.ORDERS
                ? fact.source().orderId()
                : fact.key().lineId();
        String where = measure.code() + " " + cell.set() + " " + cell.key1() + " " + cell.key2();
        return what + " " + where + (measure.onOwnDay() ? " " + fact.day() : "");
    }

    private static Map<Cell, String> readable(Map<Cell, BigDecimal> cells) {
        Map<Cell, String> readable = new TreeMap<>();
        cells.forEach((cell, value) -> readable.put(
                cell, value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString()));
        return readable;
    }
}
