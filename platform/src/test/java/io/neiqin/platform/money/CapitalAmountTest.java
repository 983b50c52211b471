package io.neiqin.platform.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.events.Money;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapitalAmountTest {

    private static final int TIMES = 100_000;
    private static final int MAX_DIGITS = 18;

    /**
     * By hand, after the rules; the first six are their own examples (支付结算办法, 附一), without 零 and with 整 where either is
     * left to the writer.
     */
    @ParameterizedTest
    @DisplayName("an amount in capital numerals is as the rules for bills want it")
    @CsvSource(textBlock = """
            1409.50,              壹仟肆佰零玖元伍角整
            6007.14,              陆仟零柒元壹角肆分
            1680.32,              壹仟陆佰捌拾元叁角贰分
            107000.53,            壹拾万柒仟元伍角叁分
            16409.02,             壹万陆仟肆佰零玖元零贰分
            325.04,               叁佰贰拾伍元零肆分
            0,                    零元整
            0.01,                 壹分
            0.09,                 玖分
            0.10,                 壹角整
            0.50,                 伍角整
            0.55,                 伍角伍分
            1,                    壹元整
            1.01,                 壹元零壹分
            1.10,                 壹元壹角整
            1.11,                 壹元壹角壹分
            7,                    柒元整
            10,                   壹拾元整
            10.05,                壹拾元零伍分
            10.50,                壹拾元伍角整
            11,                   壹拾壹元整
            15,                   壹拾伍元整
            20,                   贰拾元整
            99.99,                玖拾玖元玖角玖分
            100,                  壹佰元整
            101,                  壹佰零壹元整
            110,                  壹佰壹拾元整
            111,                  壹佰壹拾壹元整
            1000,                 壹仟元整
            1000.53,              壹仟元伍角叁分
            1001,                 壹仟零壹元整
            1004.05,              壹仟零肆元零伍分
            1010,                 壹仟零壹拾元整
            1100,                 壹仟壹佰元整
            1101,                 壹仟壹佰零壹元整
            2468.13,              贰仟肆佰陆拾捌元壹角叁分
            10000,                壹万元整
            10001,                壹万零壹元整
            10010,                壹万零壹拾元整
            10100,                壹万零壹佰元整
            11000,                壹万壹仟元整
            10000.05,             壹万元零伍分
            12345.67,             壹万贰仟叁佰肆拾伍元陆角柒分
            100000,               壹拾万元整
            100500,               壹拾万零伍佰元整
            105000,               壹拾万伍仟元整
            1000000,              壹佰万元整
            1000001,              壹佰万零壹元整
            1001000,              壹佰万壹仟元整
            10100001,             壹仟零壹拾万零壹元整
            10000000,             壹仟万元整
            20030405,             贰仟零叁万零肆佰零伍元整
            100000000,            壹亿元整
            100000001,            壹亿零壹元整
            100001000,            壹亿零壹仟元整
            100010000,            壹亿零壹万元整
            110000000,            壹亿壹仟万元整
            100100000,            壹亿零壹拾万元整
            1000001000,           壹拾亿零壹仟元整
            1000010000,           壹拾亿零壹万元整
            1010000000,           壹拾亿壹仟万元整
            900807060504.03,      玖仟零捌亿零柒佰零陆万零伍佰零肆元零叁分
            999999999999.99,      玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分
            1000000000000,        壹万亿元整
            1000000000001,        壹万亿零壹元整
            1000100000000,        壹万零壹亿元整
            1050000000000,        壹万零伍佰亿元整
            12340000005600,       壹拾贰万叁仟肆佰亿零伍仟陆佰元整
            9999999999999999.99,  玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分
            -1,                   负壹元整
            -0.05,                负伍分
            -1004.05,             负壹仟零肆元零伍分
            """)
    void writes_anAmount_afterTheRules(String amount, String words) {
        assertThat(CapitalAmount.of(Money.of(amount, "CNY")).text()).isEqualTo("人民币" + words);
    }

    @ParameterizedTest
    @DisplayName("another currency has its own name before the words, and never 人民币")
    @CsvSource({
        "USD, 美元壹仟零肆元零伍分",
        "EUR, 欧元壹仟零肆元零伍分",
        "GBP, 英镑壹仟零肆元零伍分",
        "JPY, 日元壹仟零肆元零伍分",
        "HKD, 港元壹仟零肆元零伍分",
        "QQQ, QQQ壹仟零肆元零伍分"
    })
    void names_anotherCurrency(String currency, String words) {
        assertThat(CapitalAmount.of(Money.of("1004.05", currency))).hasToString(words);
    }

    @Test
    void refuses_whatThereAreNoWordsFor() {
        assertThatThrownBy(() -> CapitalAmount.of(Money.of("10000000000000000", "CNY")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CapitalAmount.of(Money.of("-10000000000000000", "CNY")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("whoever reads the words of 100,000 amounts comes to the amounts again")
    void isReadBack_asTheSameAmount() {
        Random random = new Random(20261126);
        for (int i = 0; i < TIMES; i++) {
            BigDecimal amount = amount(random);
            String words = CapitalAmount.of(new Money(amount, "CNY")).text();
            assertThat(Reader.amount(words.substring("人民币".length()))).as(words).isEqualTo(amount);
            assertThat(words).doesNotContainPattern("零零|零[拾佰仟万亿]|零角|零整|[^币负]零元").matches(".*(分|[元角]整)");
        }
    }

    /** Of any length, with more zeros than chance would give. */
    private static BigDecimal amount(Random random) {
        StringBuilder digits = new StringBuilder();
        int length = 1 + random.nextInt(MAX_DIGITS);
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(2) == 0 ? 0 : random.nextInt(10));
        }
        BigDecimal amount = new BigDecimal(digits.toString()).movePointLeft(2).setScale(2);
        return random.nextInt(10) == 0 ? amount.negate() : amount;
    }

    /** Reads from left to right, as one does aloud; shares nothing with the writing. */
    private static final class Reader {

        private long milliards;
        private long myriads;
        private long ones;
        private int digit;
        private BigDecimal read = BigDecimal.ZERO;

        static BigDecimal amount(String words) {
            Reader reader = new Reader();
            boolean negative = words.startsWith("负");
            words.substring(negative ? 1 : 0).chars().forEach(reader::read);
            BigDecimal amount = reader.read.setScale(2);
            return negative ? amount.negate() : amount;
        }

        private void read(int sign) {
            int value = "零壹贰叁肆伍陆柒捌玖".indexOf(sign);
            if (value >= 0) {
                digit = value;
                return;
            }
            switch (sign) {
                case '拾' -> ones += 10L * taken();
                case '佰' -> ones += 100L * taken();
                case '仟' -> ones += 1000L * taken();
                case '万' -> {
                    myriads = 10_000 * (ones + taken());
                    ones = 0;
                }
                case '亿' -> {
                    milliards = 100_000_000 * (myriads + ones + taken());
                    myriads = 0;
                    ones = 0;
                }
                case '元' -> read = BigDecimal.valueOf(milliards + myriads + ones + taken());
                case '角' -> read = read.add(BigDecimal.valueOf(taken(), 1));
                case '分' -> read = read.add(BigDecimal.valueOf(taken(), 2));
                case '整' -> assertThat(digit).as("a digit that counts nothing").isZero();
                default -> throw new AssertionError("not a word of amounts: " + (char) sign);
            }
        }

        private int taken() {
            int taken = digit;
            digit = 0;
            return taken;
        }
    }
}
