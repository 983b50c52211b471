package io.neiqin.orders.order;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Up to which total, tax included, an order is confirmed without asking (金额上限), by currency. */
@ApplicationScoped
class Limits {

    private final Map<String, BigDecimal> byCurrency;

    /** @param byCurrency in a currency without a limit every order is asked about */
    Limits(@ConfigProperty(name = "neiqin.order.limit") Map<String, BigDecimal> byCurrency) {
        this.byCurrency = Map.copyOf(byCurrency);
    }

    boolean isExceededBy(BigDecimal gross, String currency) {
        return gross.compareTo(byCurrency.getOrDefault(currency, BigDecimal.ZERO)) > 0;
    }
}
