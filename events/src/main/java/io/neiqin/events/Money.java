package io.neiqin.events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * An amount of money.
 *
 * @param amount at scale 2 (the minor unit, 分 for CNY); other scales are rounded HALF_UP
 * @param currency ISO 4217, as {@code CNY}
 */
public record Money(BigDecimal amount, String currency) {

    public Money {
        Objects.requireNonNull(currency, "currency");
        amount = amount.setScale(2, RoundingMode.HALF_UP);
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
