package io.neiqin.platform.money;

import io.neiqin.events.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * An amount in capital Chinese numerals (大写金额), as it stands on contracts, vouchers and prints:
 * {@code 人民币壹仟零肆元零伍分}. After the rules of the People's Bank for bills (支付结算办法, 附一): 整 where no 分 follows, 零 for
 * zeros between digits, one for a row of them, and 零 between 元 and 分 where there are no 角.
 *
 * <p>Where the rules leave 零 to the writer (the last digit before 万, 亿 or 元 is a zero, the next one is not), it is not
 * written: 107000.53 is 壹拾万柒仟元伍角叁分.
 *
 * @param text with the currency's name before it, 人民币 for CNY; other currencies are written with 元, 角 and 分, too, as
 *     banks do
 */
public record CapitalAmount(String text) {

    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(16);

    /** A unit of numbers; what stands before it may be a number of several units: 壹拾贰万亿. */
    private record Unit(long size, String word) {}

    private static final List<Unit> UNITS = List.of(
            new Unit(100_000_000, "亿"),
            new Unit(10_000, "万"),
            new Unit(1000, "仟"),
            new Unit(100, "佰"),
            new Unit(10, "拾"));

    /** Refuses ten thousand 万亿 (10^16) and more: there are no words for it that everybody reads alike. */
    public static CapitalAmount of(Money money) {
        BigDecimal amount = money.amount().abs();
        if (amount.compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("there are no words for amounts of 10^16 and more");
        }
        String sign = money.amount().signum() < 0 ? "负" : "";
        return new CapitalAmount(
                name(money.currency()) + sign + words(amount.unscaledValue().longValueExact()));
    }

    /** @param minor the amount in 分 */
    private static String words(long minor) {
        long yuan = minor / 100;
        long jiao = minor / 10 % 10;
        long fen = minor % 10;
        String whole = yuan == 0 && minor > 0 ? "" : number(yuan) + "元";
        if (fen == 0) {
            return whole + (jiao == 0 ? "" : digit(jiao) + "角") + "整";
        }
        String tenths = jiao > 0 ? digit(jiao) + "角" : whole.isEmpty() ? "" : "零";
        return whole + tenths + digit(fen) + "分";
    }

    private static String number(long value) {
        for (Unit unit : UNITS) {
            if (value >= unit.size()) {
                return number(value / unit.size()) + unit.word() + rest(value % unit.size(), unit.size() / 10);
            }
        }
        return digit(value);
    }

    /** @param full from where on no digit is left out before it */
    private static String rest(long value, long full) {
        if (value == 0) {
            return "";
        }
        return value < full ? "零" + number(value) : number(value);
    }

    private static String digit(long value) {
        return DIGITS.substring((int) value, (int) value + 1);
    }

    /** As the Chinese call it; the code itself where it is no currency of ISO 4217. */
    private static String name(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .findFirst()
                .map(known -> known.getDisplayName(Locale.CHINA))
                .orElse(currency);
    }

    @Override
    public String toString() {
        return text;
    }
}
