package io.neiqin.customer.credit;

import io.neiqin.events.Money;
import io.neiqin.platform.approval.ApprovalKind;
import io.neiqin.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** By whom a credit is approved: up to an amount by finance alone. */
@ApplicationScoped
class CreditApprovals {

    /** As {@code neiqin.approval.kind} has them. */
    static final String CREDIT = "credit";

    static final String LARGE_CREDIT = "large-credit";

    private final Map<String, BigDecimal> byCurrency;

    /** @param byCurrency in a currency without an amount every credit is a large one */
    CreditApprovals(@ConfigProperty(name = "neiqin.credit.finance-alone") Map<String, BigDecimal> byCurrency) {
        // From a variable of the environment the name of another currency comes in small letters.
        this.byCurrency = byCurrency.entrySet().stream()
                .collect(Collectors.toMap(amount -> amount.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
    }

    @Produces
    @Singleton
    ApprovalKind credit(CreditProfiles profiles, Outbox outbox) {
        return new CreditApproval(CREDIT, profiles, outbox);
    }

    @Produces
    @Singleton
    ApprovalKind largeCredit(CreditProfiles profiles, Outbox outbox) {
        return new CreditApproval(LARGE_CREDIT, profiles, outbox);
    }

    /** The kind of approval that it takes. */
    String kindOf(Money limit) {
        BigDecimal alone = byCurrency.get(limit.currency());
        return alone != null && limit.amount().compareTo(alone) <= 0 ? CREDIT : LARGE_CREDIT;
    }
}
