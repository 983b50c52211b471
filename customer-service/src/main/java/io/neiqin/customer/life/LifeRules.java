package io.neiqin.customer.life;

import io.neiqin.customer.customer.ByTier;
import io.neiqin.customer.customer.CustomerStatus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** After how long without an order a customer is dormant (休眠), and after how long it is lost (流失), by its tier. */
@ApplicationScoped
class LifeRules {

    private static final Logger LOG = Logger.getLogger(LifeRules.class);

    private final ByTier dormantAfter;
    private final ByTier lostAfter;

    LifeRules(
            @ConfigProperty(name = "neiqin.customer.dormant-after") Map<String, Duration> dormantAfter,
            @ConfigProperty(name = "neiqin.customer.lost-after") Map<String, Duration> lostAfter) {
        this.dormantAfter = ByTier.of("neiqin.customer.dormant-after", dormantAfter);
        this.lostAfter = ByTier.of("neiqin.customer.lost-after", lostAfter);
        ByTier.all(tier -> {
            if (this.lostAfter.of(tier) < this.dormantAfter.of(tier)) {
                throw new IllegalArgumentException(
                        "neiqin.customer.lost-after." + tier + " is less than neiqin.customer.dormant-after." + tier);
            }
            return tier;
        });
    }

    /** Rules that make no sense stop the start. */
    void start(@Observes StartupEvent starting) {
        LOG.debugf("dormant after %s, lost after %s", dormantAfter, lostAfter);
    }

    /**
     * By tier: who has not ordered on that day or later ages today.
     *
     * @param from ACTIVE or DORMANT
     */
    Map<String, LocalDate> orderedBefore(CustomerStatus from, LocalDate today) {
        return (from == CustomerStatus.ACTIVE ? dormantAfter : lostAfter).each(today::minusDays);
    }
}
