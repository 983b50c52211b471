package io.neiqin.reporting.ontime;

import static io.neiqin.reporting.Orders.MARCH_2;
import static io.neiqin.reporting.Orders.MARCH_20;
import static io.neiqin.reporting.Orders.NORTH;
import static io.neiqin.reporting.Orders.SOUTH;
import static io.neiqin.reporting.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Replay;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ORD-13")
@Tag("KPI-15")
@DisplayName("on-time delivery")
class OnTimeProjectionTest {

    private static final LocalDate MARCH_10 = LocalDate.of(2026, 3, 10);
    private static final LocalDate MARCH_19 = MARCH_20.minusDays(1);
    private static final LocalDate MARCH_21 = MARCH_20.plusDays(1);

    private final Replay replay = new Replay(new OnTimeProjection());

    /** Line 1 is promised for 10 March, line 2 for 20 March. */
    private static Orders twoDates() {
        return order("SO-1")
                .soldBy("E1", NORTH, "100")
                .line("S1", "Seafood", "10", "100.00", MARCH_10, MARCH_10)
                .line("S2", "Produce", "5", "50.00", MARCH_20, MARCH_20);
    }

    private static Orders oneLine() {
        return order("SO-1").soldBy("E1", NORTH, "100").line("S1", "Seafood", "10", "100.00");
    }

    private String due(String unit, LocalDate day, String... category) {
        return at("DUE_" + unit + "_ORIGINAL", day, category);
    }

    private String shipped(String unit, LocalDate day, String... category) {
        return at("ON_TIME_" + unit + "_SHIPPED_ORIGINAL", day, category);
    }

    private String accepted(String unit, LocalDate day, String... category) {
        return at("ON_TIME_" + unit + "_ACCEPTED_ORIGINAL", day, category);
    }

    private String at(String measure, LocalDate day, String... category) {
        return replay.cell(measure, category.length == 0 ? "total" : "category", day, category);
    }

    @Test
    void lineIsDueOnItsDay_andOrderOnTheLatestOfThem() {
        replay.on(MARCH_2, twoDates().confirmed());

        assertThat(due("LINE", MARCH_10)).isEqualTo("1");
        assertThat(due("LINE", MARCH_20)).isEqualTo("1");
        assertThat(due("ORDER", MARCH_10)).isEqualTo("none");
        assertThat(due("ORDER", MARCH_20)).isEqualTo("1");
        assertThat(due("ORDER", MARCH_20, "Seafood")).isEqualTo("1");
        assertThat(shipped("ORDER", MARCH_20)).isEqualTo("none");
    }

    @Test
    void onTheCommittedDay_isOnTime_andADayLaterIsLate() {
        Orders punctual = oneLine();
        Orders late = order("SO-2").soldBy("E1", NORTH, "100").line("S1", "Seafood", "1", "1.00");
        replay.on(MARCH_2, punctual.confirmed())
                .on(MARCH_2, late.confirmed())
                .on(MARCH_20, punctual.shippedWhole())
                .on(MARCH_21, late.shippedWhole());

        assertThat(due("ORDER", MARCH_20)).isEqualTo("2");
        assertThat(shipped("ORDER", MARCH_20)).isEqualTo("1");
        assertThat(shipped("LINE", MARCH_20)).isEqualTo("1");
    }

    @Test
    void partialShipments_areOnTimeWhenTheLastOneIs() {
        Orders order = oneLine();
        replay.on(MARCH_2, order.confirmed()).on(MARCH_10, order.shipped(1, "4"));
        assertThat(shipped("LINE", MARCH_20)).isEqualTo("none");

        replay.on(MARCH_19, order.shipped(1, "10"));
        assertThat(shipped("LINE", MARCH_20)).isEqualTo("1");
        assertThat(accepted("LINE", MARCH_20)).isEqualTo("none");
    }

    @Test
    void laterEvents_doNotMoveTheDayOfCompletion() {
        Orders order = oneLine();
        replay.on(MARCH_2, order.confirmed()).on(MARCH_19, order.shippedWhole()).on(MARCH_21, order.acceptedWhole());

        assertThat(shipped("ORDER", MARCH_20)).isEqualTo("1");
        assertThat(accepted("ORDER", MARCH_20)).isEqualTo("none");
    }

    @Test
    void oneOfTwoLinesLate_makesTheOrderLate_inEveryCategory() {
        Orders order = twoDates();
        replay.on(MARCH_2, order.confirmed())
                .on(LocalDate.of(2026, 3, 11), order.shipped(1, "10"))
                .on(MARCH_19, order.shipped(2, "5"));

        assertThat(shipped("LINE", MARCH_10)).isEqualTo("none");
        assertThat(shipped("LINE", MARCH_20)).isEqualTo("1");
        assertThat(due("ORDER", MARCH_20)).isEqualTo("1");
        assertThat(shipped("ORDER", MARCH_20)).isEqualTo("none");
        assertThat(shipped("ORDER", MARCH_20, "Produce")).isEqualTo("none");
    }

    @Test
    void bothLinesOnTime_makeOneOrderOnTime() {
        Orders order = twoDates();
        replay.on(MARCH_2, order.confirmed())
                .on(MARCH_10, order.shipped(1, "10"))
                .on(MARCH_19, order.shipped(2, "5"));

        assertThat(shipped("ORDER", MARCH_20)).isEqualTo("1");
        assertThat(shipped("ORDER", MARCH_20, "Seafood")).isEqualTo("1");
    }

    @Test
    void sharedOrder_countsOncePerPersonAndOnceInTotal() {
        Orders order = order("SO-1")
                .soldBy("E1", NORTH, "50")
                .soldBy("E2", SOUTH, "50")
                .line("S1", "Seafood", "1", "10.00")
                .line("S2", "Seafood", "1", "10.00");
        replay.on(MARCH_2, order.confirmed()).on(MARCH_19, order.shippedWhole());

        assertThat(due("ORDER", MARCH_20)).isEqualTo("1");
        assertThat(due("LINE", MARCH_20)).isEqualTo("2");
        assertThat(replay.cell("DUE_LINE_ORIGINAL", "salesperson", MARCH_20, "E2"))
                .isEqualTo("2");
        assertThat(replay.cell("ON_TIME_ORDER_SHIPPED_ORIGINAL", "department", MARCH_20, SOUTH.toString()))
                .isEqualTo("1");
    }

    @Test
    void cancelledBeforeTheDay_isNotDue() {
        Orders order = oneLine();
        replay.on(MARCH_2, order.confirmed()).on(MARCH_19, order.cancelled());

        assertThat(due("ORDER", MARCH_20)).isEqualTo("0");
        assertThat(due("LINE", MARCH_20)).isEqualTo("0");
    }

    @Test
    void cancelledOnTheDayOrLater_staysDueAndLate() {
        Orders onTheDay = oneLine();
        Orders later = order("SO-2").soldBy("E1", NORTH, "100").line("S1", "Seafood", "1", "1.00");
        replay.on(MARCH_2, onTheDay.confirmed())
                .on(MARCH_2, later.confirmed())
                .on(MARCH_20, onTheDay.cancelled())
                .on(MARCH_21, later.cancelled());

        assertThat(due("ORDER", MARCH_20)).isEqualTo("2");
        assertThat(shipped("ORDER", MARCH_20)).isEqualTo("none");
    }

    @Test
    void postponedByTheCustomer_isJudgedByEitherDate() {
        Orders order =
                order("SO-1").soldBy("E1", NORTH, "100").line("S1", "Seafood", "10", "100.00", MARCH_10, MARCH_20);
        replay.on(MARCH_2, order.confirmed()).on(MARCH_19, order.shippedWhole());

        assertThat(due("ORDER", MARCH_10)).isEqualTo("1");
        assertThat(shipped("ORDER", MARCH_10)).isEqualTo("none");
        assertThat(at("DUE_ORDER_AGREED", MARCH_20)).isEqualTo("1");
        assertThat(at("ON_TIME_ORDER_SHIPPED_AGREED", MARCH_20)).isEqualTo("1");
    }

    @Test
    void lineWithoutPromise_isNeverDue() {
        replay.on(
                MARCH_2,
                order("SO-1").line("S1", "Seafood", "1", "1.00", null, null).confirmed());

        assertThat(replay.facts()).isEmpty();
    }

    @Test
    void definition_readsDueAndKeptOfTheChosenVariant() {
        var measures = new OnTimeProjection()
                .definitions()
                .get(0)
                .measures()
                .apply(Map.of("unit", "ORDER", "basis", "SHIPPED", "date", "AGREED"));

        assertThat(measures).extracting("code").containsExactly("DUE_ORDER_AGREED", "ON_TIME_ORDER_SHIPPED_AGREED");
    }
}
