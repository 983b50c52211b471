package io.neiqin.events;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money.
 *
 * @param amount at scale 2 (the minor unit, 分 for CNY); other scales are rounded HALF_UP
 * @param currency ISO 4217, as {@code CNY}
 */
public record Money(BigDecimal amount, String currency) {

    /** Far beyond the sum of all that the API takes; numbers of any length would be added up for ever. */
    private static final int MAX_WHOLE_DIGITS = 24;

    public Money {
        if (!isCode(currency)) {
            throw new IllegalArgumentException("a currency is three capital letters");
        }
        if (amount.precision() - amount.scale() > MAX_WHOLE_DIGITS) {
            throw new IllegalArgumentException("no amount of money has more than " + MAX_WHOLE_DIGITS + " digits");
        }
        amount = amount.setScale(2, RoundingMode.HALF_UP);
    }

    private static boolean isCode(String currency) {
        return currency.length() == 3
                && isCapital(currency.charAt(0))
                && isCapital(currency.charAt(1))
                && isCapital(currency.charAt(2));
    }

    private static boolean isCapital(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    /** The sum; refuses two currencies. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(amount.add(other.amount), currency);
    }
}
