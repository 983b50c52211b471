package io.neiqin.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.order.PriceBasis.Amounts;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBasisTest {

    @ParameterizedTest(name = "{0}: {1} × {2} − {3} at {4}")
    @CsvSource({
        "TAX_EXCLUSIVE, 10, 12.50, 0, 0.13, 125.00, 16.25, 141.25",
        "TAX_EXCLUSIVE, 3, 0.333333, 0, 0.13, 1.00, 0.13, 1.13",
        "TAX_EXCLUSIVE, 1, 2.005, 0, 0, 2.01, 0.00, 2.01",
        "TAX_EXCLUSIVE, 45, 9.80, 0.15, 0, 374.85, 0.00, 374.85",
        "TAX_EXCLUSIVE, 1, 0.50, 0, 0.13, 0.50, 0.07, 0.57",
        "TAX_EXCLUSIVE, 5, 1, 1, 0.13, 0.00, 0.00, 0.00",
        "TAX_INCLUSIVE, 1, 113.00, 0, 0.13, 100.00, 13.00, 113.00",
        "TAX_INCLUSIVE, 1, 100.00, 0, 0.13, 88.50, 11.50, 100.00",
        "TAX_INCLUSIVE, 3, 33.33, 0.1, 0.06, 84.90, 5.09, 89.99",
    })
    void splits_oneRounding_perLine(
            PriceBasis basis,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal discount,
            BigDecimal rate,
            String net,
            String tax,
            String gross) {
        Amounts amounts = basis.amounts(quantity, unitPrice, discount, rate);
        assertThat(amounts).isEqualTo(new Amounts(new BigDecimal(net), new BigDecimal(tax), new BigDecimal(gross)));
    }

    @Test
    @DisplayName("whatever the figures, net + tax = gross to the fen")
    void addsUp_forAnyFigures_onBothBases() {
        Random random = new Random(20261121);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal quantity = new BigDecimal(random.nextInt(1, 1_000_000)).movePointLeft(random.nextInt(7));
            BigDecimal price = new BigDecimal(random.nextInt(10_000_000)).movePointLeft(random.nextInt(7));
            BigDecimal discount = new BigDecimal(random.nextInt(101)).movePointLeft(2);
            BigDecimal rate = new BigDecimal(new String[] {"0", "0.03", "0.06", "0.09", "0.13"}[random.nextInt(5)]);
            for (PriceBasis basis : PriceBasis.values()) {
                Amounts amounts = basis.amounts(quantity, price, discount, rate);
                assertThat(amounts.net().add(amounts.tax())).isEqualByComparingTo(amounts.gross());
                assertThat(amounts.gross().scale()).isEqualTo(2);
            }
        }
    }
}
