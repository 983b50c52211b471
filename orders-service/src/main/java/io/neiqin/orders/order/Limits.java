package io.neiqin.orders.order;

import io.neiqin.platform.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Up to which total, tax included, an order is confirmed without asking (金额上限), by currency. */
@ApplicationScoped
class Limits {

    private final Map<String, BigDecimal> byCurrency;
    private final BusinessClock clock;

    /** @param byCurrency in a currency without a limit every order is asked about */
    Limits(@ConfigProperty(name = "neiqin.order.limit") Map<String, BigDecimal> byCurrency, BusinessClock clock) {
        // From a variable of the environment the name of another currency comes in small letters.
        this.byCurrency = byCurrency.entrySet().stream()
                .collect(Collectors.toMap(limit -> limit.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
        this.clock = clock;
    }

    boolean isExceededBy(BigDecimal gross, String currency) {
        return !byCurrency.containsKey(currency) || gross.compareTo(byCurrency.get(currency)) > 0;
    }

    /** Whether what counts for that day cannot be an order of today under another name. */
    boolean isPast(LocalDate day) {
        return day.isBefore(clock.today());
    }
}
