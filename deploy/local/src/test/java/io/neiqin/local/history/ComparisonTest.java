package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.local.kpi.Cell;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Map<Cell, BigDecimal> expected = new LinkedHashMap<>();
    private final Map<Cell, BigDecimal> expectedOnTime = new LinkedHashMap<>();
    private Map<Cell, BigDecimal> actual;
    private Map<Cell, BigDecimal> actualOnTime;

    @BeforeEach
    void fillBothSidesAlike() {
        expected.put(new Cell("total", "", "sales_amount"), new BigDecimal("100.10"));
        expected.put(new Cell("month", "1996-07", "sales_amount"), new BigDecimal("60.00"));
        expected.put(new Cell("month", "1996-08", "sales_amount"), new BigDecimal("40.10"));
        expectedOnTime.put(new Cell("month", "1996-07", "due"), new BigDecimal("5"));
        expectedOnTime.put(new Cell("month", "1996-07", "on_time"), new BigDecimal("4"));
        expectedOnTime.put(new Cell("month", "1996-08", "due"), new BigDecimal("3"));
        expectedOnTime.put(new Cell("month", "1996-08", "on_time"), new BigDecimal("3"));
        actual = new LinkedHashMap<>(expected);
        actualOnTime = new LinkedHashMap<>(expectedOnTime);
    }

    private Comparison compare() {
        return Comparison.of(expected, actual, expectedOnTime, actualOnTime);
    }

    @Test
    void compare_sameValues_areEqualWhateverTheirScale() {
        actual.put(new Cell("month", "1996-07", "sales_amount"), new BigDecimal("60.0000"));

        assertThat(compare().equal()).isTrue();
        assertThat(compare().summary()).isEqualTo("3/3 KPI cells and 2/2 on-time months equal");
    }

    @Test
    void compare_oneCentLess_namesTheCell() {
        actual.put(new Cell("month", "1996-07", "sales_amount"), new BigDecimal("59.99"));

        assertThat(compare().equal()).isFalse();
        assertThat(compare().differences()).containsExactly("month 1996-07 sales_amount: expected 60.00, got 59.99");
        assertThat(compare().summary()).isEqualTo("2/3 KPI cells and 2/2 on-time months equal");
    }

    @Test
    void compare_apiLacksACell_isADifference() {
        actual.remove(new Cell("total", "", "sales_amount"));

        assertThat(compare().differences()).containsExactly("total sales_amount: expected 100.10, got nothing");
        assertThat(compare().summary()).startsWith("2/3 KPI cells");
    }

    @Test
    void compare_apiHasOneCellMore_isADifference() {
        actual.put(new Cell("month", "1998-06", "sales_amount"), BigDecimal.ONE);

        assertThat(compare().equal()).isFalse();
        assertThat(compare().differences()).containsExactly("month 1998-06 sales_amount: expected nothing, got 1");
        assertThat(compare().summary()).startsWith("3/3 KPI cells");
    }

    @Test
    void compare_apiHasAZeroMore_isNone() {
        actual.put(new Cell("month", "1998-06", "sales_amount"), BigDecimal.ZERO);

        assertThat(compare().equal()).isTrue();
    }

    @Test
    void compare_bothMeasuresOfAMonthDiffer_countsOneMonth() {
        actualOnTime.put(new Cell("month", "1996-08", "due"), BigDecimal.ONE);
        actualOnTime.put(new Cell("month", "1996-08", "on_time"), BigDecimal.ONE);

        assertThat(compare().summary()).isEqualTo("3/3 KPI cells and 1/2 on-time months equal");
        assertThat(compare().differences())
                .containsExactly("month 1996-08 due: expected 3, got 1", "month 1996-08 on_time: expected 3, got 1");
    }
}
