package io.neiqin.reporting.cube;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.cube.Measure.Counting;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final Measure ORDERS = new Measure("ORDERS", Counting.ORDERS, false);
    private static final Measure LINES = new Measure("LINES", Counting.LINES, false);
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final Source SOURCE = new Source(
            new UUID(1, 1),
            1,
            Instant.EPOCH,
            LocalDate.of(2026, 1, 5),
            new UUID(2, 1),
            "SO-1",
            new Source.Origin("a test's", null, null, null));

    private final Changes changes = new Changes();

    @Test
    @Tag("DAT-4")
    @DisplayName("an order that another line joins moves the cells that only this line brings, and no other")
    void movesNoCell_whereTheOrderWasAlready() {
        changes.add(
                List.of(at(ORDERS, ONE, "A", "CN")),
                List.of(at(ORDERS, ONE, "A", "CN"), at(ORDERS, TWO, "B", "CN")),
                SOURCE);
        assertThat(moved())
                .containsExactlyInAnyOrderEntriesOf(Map.of("product B -", "1", "product,salesperson B E1", "1"));
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a line that goes elsewhere leaves there and comes here, and stays where both are")
    void movesALine_fromCellToCell() {
        changes.add(List.of(at(LINES, ONE, "A", "CN")), List.of(at(LINES, ONE, "A", "DE")), SOURCE);
        assertThat(moved())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "country CN -",
                        "-1",
                        "country,salesperson CN E1",
                        "-1",
                        "country DE -",
                        "1",
                        "country,salesperson DE E1",
                        "1"));
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("lines that stay where they are move nothing when another one of their measure comes")
    void movesOnlyTheLineThatCame() {
        changes.add(
                List.of(at(LINES, ONE, "A", "CN")),
                List.of(at(LINES, ONE, "A", "CN"), at(LINES, TWO, "B", "CN")),
                SOURCE);
        assertThat(moved())
                .doesNotContainKey("product A -")
                .containsEntry("product B -", "1")
                .containsEntry("total - -", "1");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("an order that comes and goes in one transaction leaves cells of nothing, as in two")
    void keepsACell_thatComesToNothing() {
        List<Contribution> there = List.of(at(ORDERS, ONE, "A", "CN"));
        changes.add(List.of(), there, SOURCE);
        changes.add(there, List.of(), SOURCE);
        assertThat(Set.copyOf(moved().values())).containsExactly("0");
    }

    private static Contribution at(Measure measure, UUID line, String product, String country) {
        return Contribution.one(measure, line, null, new Dimensions(product, "c", "k", country, "r", "E1", "d"));
    }

    private Map<String, String> moved() {
        Map<String, String> moved = new TreeMap<>();
        changes.cells()
                .forEach((Cell cell, BigDecimal value) ->
                        moved.put(cell.set() + " " + cell.key1() + " " + cell.key2(), value.toPlainString()));
        return moved;
    }
}
