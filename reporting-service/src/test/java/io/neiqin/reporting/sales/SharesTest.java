package io.neiqin.reporting.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static List<String> split(String value, int scale, String... weights) {
        return Shares.split(
                        new BigDecimal(value),
                        scale,
                        Stream.of(weights).map(BigDecimal::new).toList())
                .stream()
                .map(BigDecimal::toPlainString)
                .toList();
    }

    @Test
    void split_givesTheRestToTheLargestRemainders() {
        assertThat(split("0.05", 2, "50", "30", "20")).containsExactly("0.03", "0.01", "0.01");
        assertThat(split("100.00", 2, "15", "42.5", "42.5")).containsExactly("15.00", "42.50", "42.50");
        assertThat(split("0.01", 2, "50", "50")).containsExactly("0.01", "0.00");
        assertThat(split("1", 6, "1", "1", "1")).containsExactly("0.333334", "0.333333", "0.333333");
    }

    @Test
    void split_ofNegativeValue_mirrorsThePositiveOne() {
        assertThat(split("-0.05", 2, "50", "30", "20")).containsExactly("-0.03", "-0.01", "-0.01");
    }

    @Test
    void parts_alwaysAddUpToTheValue() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            BigDecimal value = BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2);
            List<BigDecimal> weights = random.ints(1 + random.nextInt(5), 1, 1_000_000)
                    .mapToObj(weight -> BigDecimal.valueOf(weight, 4))
                    .toList();

            BigDecimal sum = Shares.split(value, 2, weights).stream().reduce(BigDecimal.ZERO, BigDecimal::add);

            assertThat(sum).isEqualByComparingTo(value);
        }
    }
}
