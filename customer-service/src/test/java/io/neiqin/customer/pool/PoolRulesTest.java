package io.neiqin.customer.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.customer.customer.PoolTerms;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PoolRulesTest {

    @Test
    void giveTerms_toEachTier() {
        PoolRules rules = new PoolRules(days(60), days(180), days(7), 50, Duration.ofDays(30));
        assertThat(rules.terms()).hasSize(6).containsEntry("NONE", new PoolTerms(60, 180, 7));
        assertThat(rules.coolDownDays()).isEqualTo(30);
        assertThat(rules.cap()).isEqualTo(50);
    }

    @Test
    void areRefused_whereTheWarningWouldComeFirst() {
        assertThatThrownBy(() -> new PoolRules(days(60), days(7), days(7), 50, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warn-before");
    }

    private static Map<String, Duration> days(int days) {
        return Stream.of("vip", "a", "b", "c", "d", "none")
                .collect(Collectors.toMap(tier -> tier, tier -> Duration.ofDays(days)));
    }
}
