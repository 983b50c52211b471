package io.neiqin.customer.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.customer.customer.CustomerStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    @Test
    void say_byTier_sinceWhenOneHasNotOrdered() {
        LifeRules rules = new LifeRules(days(180), with(days(360), "vip", Duration.ofDays(720)));
        assertThat(rules.orderedBefore(CustomerStatus.ACTIVE, TODAY))
                .hasSize(6)
                .containsEntry("VIP", TODAY.minusDays(180))
                .containsEntry("NONE", TODAY.minusDays(180));
        assertThat(rules.orderedBefore(CustomerStatus.DORMANT, TODAY))
                .containsEntry("VIP", TODAY.minusDays(720))
                .containsEntry("D", TODAY.minusDays(360));
    }

    @Test
    void areRefused_whereTheyMakeNoSense() {
        assertRefused(days(180), with(days(360), "b", Duration.ofDays(179)), "lost-after.B is less");
        assertRefused(days(180), with(days(360), "none", null), "lost-after.NONE is missing");
        assertRefused(with(days(180), "a", Duration.ofHours(36)), days(360), "whole days");
        assertRefused(with(days(180), "a", Duration.ofDays(40_000)), days(50_000), "whole days");
    }

    private static void assertRefused(Map<String, Duration> dormant, Map<String, Duration> lost, String why) {
        assertThatThrownBy(() -> new LifeRules(dormant, lost))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Map<String, Duration> days(int days) {
        Map<String, Duration> all = new HashMap<>();
        for (String tier : new String[] {"vip", "a", "b", "c", "d", "none"}) {
            all.put(tier, Duration.ofDays(days));
        }
        return all;
    }

    private static Map<String, Duration> with(Map<String, Duration> days, String tier, Duration other) {
        days.compute(tier, (t, before) -> other);
        return days;
    }
}
