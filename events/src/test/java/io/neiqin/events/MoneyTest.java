package io.neiqin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    void roundsHalfUp_toTheMinorUnit() {
        assertThat(Money.of("1.005", "CNY")).isEqualTo(Money.of("1.01", "CNY"));
        assertThat(Money.of("-1.005", "CNY")).isEqualTo(Money.of("-1.01", "CNY"));
        assertThat(Money.of("7", "CNY").amount()).hasToString("7.00");
    }

    @Test
    void addsOnlyTheSameCurrency() {
        assertThat(Money.of("1.10", "CNY").plus(Money.of("2.20", "CNY"))).isEqualTo(Money.of("3.30", "CNY"));
        assertThatThrownBy(() -> Money.of("1", "CNY").plus(Money.of("1", "USD")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CN", "cny", "CNYX", "人民币", "C Y"})
    void isOfACurrency_byItsCode(String currency) {
        assertThatThrownBy(() -> Money.of("1", currency)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoMoreDigits_thanAnySumHas() {
        assertThat(Money.of("9".repeat(24) + ".99", "CNY").amount()).hasToString("9".repeat(24) + ".99");
        assertThatThrownBy(() -> Money.of("1" + "0".repeat(24), "CNY")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.of("-1E+30", "CNY")).isInstanceOf(IllegalArgumentException.class);
    }
}
