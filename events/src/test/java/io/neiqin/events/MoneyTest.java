package io.neiqin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
}
