package io.neiqin.orders.order;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Up to which total, tax included, an order is confirmed without asking (金额上限).
 *
 * @param byCurrency {@code neiqin.order.limit.<currency>}; in a currency without one every order is asked about
 */
record Limits(Map<String, BigDecimal> byCurrency) {

    Consent consentTo(BigDecimal gross, String currency) {
        BigDecimal limit = byCurrency.getOrDefault(currency, BigDecimal.ZERO);
        return gross.compareTo(limit) > 0 ? Consent.NEEDED : Consent.NOT_NEEDED;
    }
}
