package io.neiqin.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** DAT-2: the comparison that stands for a second person notices every field. */
class OrderSourceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final OrderSource.Line LINE = line("A", "2", "3.50", "0.1", "0.13", DAY);
    private static final OrderSource RECEIVED = order("PO-1", "CNY", PriceBasis.TAX_EXCLUSIVE, DAY, LINE);

    @Test
    void finds_nothing_betweenEqualOrders_howeverTheirNumbersAreWritten() {
        var written = line("A", "2.000000", "3.5", "0.100000", "0.1300", DAY);
        assertThat(RECEIVED.differences(order("PO-1", "CNY", PriceBasis.TAX_EXCLUSIVE, DAY, written)))
                .isEmpty();
    }

    @TestFactory
    @Tag("DAT-2")
    @DisplayName("every field that differs is named")
    Stream<DynamicTest> finds_everyDifference() {
        return Stream.of(
                differs("/customerPoNo", s -> order("PO-2", "CNY", PriceBasis.TAX_EXCLUSIVE, DAY, LINE)),
                differs("/customerPoNo", s -> order(null, "CNY", PriceBasis.TAX_EXCLUSIVE, DAY, LINE)),
                differs("/currency", s -> order("PO-1", "USD", PriceBasis.TAX_EXCLUSIVE, DAY, LINE)),
                differs("/priceBasis", s -> order("PO-1", "CNY", PriceBasis.TAX_INCLUSIVE, DAY, LINE)),
                differs("/requestedDate", s -> order("PO-1", "CNY", PriceBasis.TAX_EXCLUSIVE, DAY.plusDays(1), LINE)),
                differs("/lines/0/sku", s -> with(line("B", "2", "3.50", "0.1", "0.13", DAY))),
                differs("/lines/0/quantity", s -> with(line("A", "2.000001", "3.50", "0.1", "0.13", DAY))),
                differs("/lines/0/unitPrice", s -> with(line("A", "2", "3.51", "0.1", "0.13", DAY))),
                differs("/lines/0/discount", s -> with(line("A", "2", "3.50", "0.2", "0.13", DAY))),
                differs("/lines/0/taxRate", s -> with(line("A", "2", "3.50", "0.1", "0.09", DAY))),
                differs("/lines/0/requestedDate", s -> with(line("A", "2", "3.50", "0.1", "0.13", DAY.minusDays(1)))),
                differs("/lines/1", s -> with(LINE, LINE)),
                differs("/lines/0", s -> with()));
    }

    private static DynamicTest differs(String pointer, UnaryOperator<OrderSource> change) {
        return DynamicTest.dynamicTest(pointer, () -> {
            OrderSource stored = change.apply(RECEIVED);
            assertThat(RECEIVED.differences(stored)).containsExactly(pointer);
            assertThat(stored.differences(RECEIVED)).containsExactly(pointer);
        });
    }

    private static OrderSource with(OrderSource.Line... lines) {
        return order("PO-1", "CNY", PriceBasis.TAX_EXCLUSIVE, DAY, lines);
    }

    private static OrderSource order(
            String po, String currency, PriceBasis basis, LocalDate day, OrderSource.Line... l) {
        return new OrderSource(new Terms(po, currency, basis, day), List.of(l));
    }

    private static OrderSource.Line line(
            String sku, String quantity, String price, String discount, String rate, LocalDate day) {
        return new OrderSource.Line(
                sku,
                new BigDecimal(quantity),
                new BigDecimal(price),
                new BigDecimal(discount),
                new BigDecimal(rate),
                day);
    }
}
