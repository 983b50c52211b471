package io.neiqin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.local.demo.DemoOrder.Step;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoYearTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private final Workdays workdays = new Workdays(Map.of(LocalDate.of(2026, 10, 1), false));
    private List<DemoOrder> history;
    private DemoYear year;

    @BeforeEach
    void generate() throws IOException {
        year = new DemoYear(DemoFiles.read(), workdays, TODAY);
        history = year.history();
    }

    @Test
    void history_sameDay_isTheSameYearSoThatABrokenOffLoadGoesOn() throws IOException {
        assertThat(new DemoYear(DemoFiles.read(), workdays, TODAY).history()).isEqualTo(history);
    }

    @Test
    void history_wholeYear_isOrderedOnDaysThatAreWorked() {
        assertThat(history).hasSizeBetween(250, 400);
        assertThat(history).allMatch(order -> workdays.isWorked(order.takenOn()));
        assertThat(history.get(0).takenOn()).isBefore(LocalDate.of(2025, 11, 10));
        assertThat(history.get(history.size() - 1).takenOn()).isAfter(LocalDate.of(2026, 11, 15));
    }

    @Test
    void history_everyOrder_goesForwardInTimeAndNotBeyondToday() {
        assertThat(history).allSatisfy(order -> {
            List<LocalDate> days = new ArrayList<>(List.of(order.takenOn()));
            order.steps().forEach(step -> days.add(step.on()));
            assertThat(days).isSorted().allMatch(day -> !day.isAfter(TODAY));
        });
    }

    @Test
    void history_everyOrder_shipsNoMoreThanOrderedAndAcceptsNoMoreThanShipped() {
        assertThat(history).allSatisfy(order -> {
            Map<Integer, Integer> shipped = new HashMap<>();
            Map<Integer, Integer> accepted = new HashMap<>();
            for (Step step : order.steps()) {
                quantities(step, "ship").forEach((line, quantity) -> shipped.merge(line, quantity, Integer::sum));
                quantities(step, "accept").forEach((line, quantity) -> accepted.merge(line, quantity, Integer::sum));
                accepted.forEach((line, quantity) -> assertThat(quantity).isLessThanOrEqualTo(shipped.get(line)));
            }
            List<Integer> ordered = ordered(order);
            shipped.forEach((line, quantity) -> assertThat(quantity).isLessThanOrEqualTo(ordered.get(line - 1)));
        });
    }

    @Test
    void history_aYear_hasEveryKindOfOrder() {
        assertThat(history).anyMatch(order -> ends(order, "cancel"));
        assertThat(history).anyMatch(order -> ends(order, "confirm"));
        assertThat(history).anyMatch(order -> ends(order, "ship"));
        assertThat(history)
                .anyMatch(order -> order.steps().stream()
                                .filter(step -> step.verb().equals("ship"))
                                .count()
                        == 2);
        assertThat(history)
                .anyMatch(order -> order.body().get("salespersons").toString().contains("share=70"));
    }

    @Test
    void openWork_today_waitsForEachOfThePeople() {
        List<DemoOrder> open = year.openWork();

        assertThat(open).allMatch(order -> order.takenOn() == null);
        assertThat(open.stream().map(order -> order.steps().size()).distinct().sorted(Comparator.naturalOrder()))
                .containsExactly(0, 1, 2, 3, 4);
    }

    private static boolean ends(DemoOrder order, String verb) {
        return order.steps().get(order.steps().size() - 1).verb().equals(verb);
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, Integer> quantities(Step step, String verb) {
        Map<Integer, Integer> quantities = new HashMap<>();
        if (step.verb().equals(verb)) {
            ((List<Map<String, Object>>) step.body().get("lines"))
                    .forEach(line -> quantities.put(
                            (Integer) line.get("lineNo"), Integer.valueOf((String) line.get("quantity"))));
        }
        return quantities;
    }

    @SuppressWarnings("unchecked")
    private static List<Integer> ordered(DemoOrder order) {
        return ((List<Map<String, Object>>) order.body().get("lines"))
                .stream()
                        .map(line -> Integer.valueOf((String) line.get("quantity")))
                        .toList();
    }
}
