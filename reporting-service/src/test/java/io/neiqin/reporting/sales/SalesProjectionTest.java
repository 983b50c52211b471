package io.neiqin.reporting.sales;

import static io.neiqin.reporting.Orders.MARCH_2;
import static io.neiqin.reporting.Orders.NORTH;
import static io.neiqin.reporting.Orders.SOUTH;
import static io.neiqin.reporting.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Replay;
import io.neiqin.reporting.cube.Fact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SalesProjectionTest {

    private static final LocalDate MARCH_5 = MARCH_2.plusDays(3);

    private final Replay replay = new Replay(new SalesProjection());

    private static Orders twoLines() {
        return order("SO-1")
                .soldBy("E1", NORTH, "100")
                .line("S1", "Seafood", "10", "100.10")
                .line("S2", "Produce", "2.5", "20.05");
    }

    @Test
    @Tag("KPI-1")
    @Tag("KPI-2")
    @Tag("KPI-3")
    @DisplayName("a confirmed order counts with net, quantity and one on its day")
    void counts_confirmedOrder_onDayOfConfirmation() {
        replay.on(MARCH_2, twoLines().confirmed());

        assertThat(replay.cell("SALES_AMOUNT", "total", MARCH_2)).isEqualTo("120.15");
        assertThat(replay.cell("SALES_VOLUME", "total", MARCH_2)).isEqualTo("12.5");
        assertThat(replay.cell("ORDER_COUNT", "total", MARCH_2)).isEqualTo("1");
    }

    @Test
    @Tag("KPI-7")
    @Tag("KPI-8")
    @DisplayName("two categories: amount is split, the order counts once in each and once in total")
    void splitsAmountAndRepeatsCount_ofTwoCategories() {
        replay.on(MARCH_2, twoLines().confirmed());

        assertThat(replay.cell("SALES_AMOUNT", "category", MARCH_2, "Seafood")).isEqualTo("100.1");
        assertThat(replay.cell("SALES_AMOUNT", "category", MARCH_2, "Produce")).isEqualTo("20.05");
        assertThat(replay.cell("ORDER_COUNT", "category", MARCH_2, "Seafood")).isEqualTo("1");
        assertThat(replay.cell("ORDER_COUNT", "category", MARCH_2, "Produce")).isEqualTo("1");
        assertThat(replay.cell("ORDER_COUNT", "country", MARCH_2, "DE")).isEqualTo("1");
        assertThat(replay.cell("SALES_AMOUNT", "region", MARCH_2, "Berlin")).isEqualTo("120.15");
        assertThat(replay.cell("SALES_AMOUNT", "product,salesperson", MARCH_2, "S2", "E1"))
                .isEqualTo("20.05");
    }

    @Test
    @Tag("KPI-3")
    @DisplayName("a shared order is one for each person and one in total; its amount is split to the fen")
    void sharedOrder_countsOncePerPersonAndOnceInTotal() {
        replay.on(
                MARCH_2,
                order("SO-1")
                        .soldBy("E1", NORTH, "33.3333")
                        .soldBy("E2", NORTH, "33.3333")
                        .soldBy("E3", SOUTH, "33.3334")
                        .line("S1", "Seafood", "1", "100.00")
                        .confirmed());

        assertThat(replay.cell("SALES_AMOUNT", "salesperson", MARCH_2, "E1")).isEqualTo("33.33");
        assertThat(replay.cell("SALES_AMOUNT", "salesperson", MARCH_2, "E2")).isEqualTo("33.33");
        assertThat(replay.cell("SALES_AMOUNT", "salesperson", MARCH_2, "E3")).isEqualTo("33.34");
        assertThat(replay.cell("SALES_AMOUNT", "total", MARCH_2)).isEqualTo("100");
        assertThat(replay.cell("SALES_VOLUME", "total", MARCH_2)).isEqualTo("1");
        assertThat(replay.cell("ORDER_COUNT", "salesperson", MARCH_2, "E3")).isEqualTo("1");
        assertThat(replay.cell("ORDER_COUNT", "department", MARCH_2, NORTH.toString()))
                .isEqualTo("1");
        assertThat(replay.cell("ORDER_COUNT", "total", MARCH_2)).isEqualTo("1");
    }

    @Test
    @Tag("KPI-1")
    @DisplayName("a cancellation counts on its own day and does not restate the day of confirmation")
    void cancellation_countsOnItsOwnDay() {
        Orders order = twoLines();
        replay.on(MARCH_2, order.confirmed()).on(MARCH_5, order.cancelled());

        assertThat(replay.cell("SALES_AMOUNT", "total", MARCH_2)).isEqualTo("120.15");
        assertThat(replay.cell("SALES_AMOUNT", "total", MARCH_5)).isEqualTo("-120.15");
        assertThat(replay.cell("SALES_VOLUME", "category", MARCH_5, "Produce")).isEqualTo("-2.5");
        assertThat(replay.cell("ORDER_COUNT", "total", MARCH_5)).isEqualTo("-1");
        assertThat(replay.cell("ORDER_COUNT", "category", MARCH_5, "Seafood")).isEqualTo("-1");
    }

    @Test
    void shipment_changesNoSalesFigure() {
        Orders order = twoLines();
        replay.on(MARCH_2, order.confirmed());
        int facts = replay.facts().size();
        replay.on(MARCH_5, order.shippedWhole()).on(MARCH_5, order.acceptedWhole());

        assertThat(replay.facts()).hasSize(facts);
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("each line and person is a fact with the event, the day and every dimension")
    void facts_carryEventDayAndDimensions() {
        replay.on(
                MARCH_2,
                order("SO-1")
                        .soldBy("E1", NORTH, "60")
                        .soldBy("E2", SOUTH, "40")
                        .line("S1", "Seafood", "1", "10.00")
                        .confirmed());

        List<Fact> amounts = replay.facts().stream()
                .filter(f -> f.key().measure().equals(SalesProjection.AMOUNT))
                .toList();
        assertThat(amounts).extracting(Fact::value).containsExactly(new BigDecimal("6.00"), new BigDecimal("4.00"));
        Fact second = amounts.get(1);
        assertThat(second.day()).isEqualTo(MARCH_2);
        assertThat(second.source().eventId()).isEqualTo(Orders.id("event 1"));
        assertThat(second.key().currency()).isEqualTo("CNY");
        assertThat(second.key().dimensions().toString())
                .contains("S1", "Seafood", Orders.id("ALFKI").toString(), "DE", "Berlin", "E2", SOUTH.toString());
        assertThat(replay.facts()).extracting(Fact::number).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void orderOfNobody_countsForTheDash() {
        replay.on(MARCH_2, order("SO-1").line("S1", null, "1", "10.00").confirmed());

        assertThat(replay.cell("SALES_AMOUNT", "category,salesperson", MARCH_2, "-", "-"))
                .isEqualTo("10");
        assertThat(replay.cell("ORDER_COUNT", "department", MARCH_2, "-")).isEqualTo("1");
    }

    @Test
    void refusesEvent_thatCannotFollow() {
        Orders order = twoLines();

        assertThatThrownBy(() -> replay.on(MARCH_2, order.shippedWhole())).hasMessageContaining("never confirmed");
        replay.on(MARCH_2, order.confirmed());
        assertThatThrownBy(() -> replay.on(MARCH_2, order.confirmed())).hasMessageContaining("second time");
        replay.on(MARCH_2, order.cancelled());
        assertThatThrownBy(() -> replay.on(MARCH_2, order.shippedWhole())).hasMessageContaining("cancelled");
    }
}
