package io.neiqin.customer.pool;

import io.neiqin.customer.customer.ByTier;
import io.neiqin.customer.customer.PoolTerms;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** How long one may own a customer without doing anything for it (公海规则), and how many one may own. */
@ApplicationScoped
class PoolRules {

    private static final Logger LOG = Logger.getLogger(PoolRules.class);

    private final Map<String, PoolTerms> terms;
    private final int cap;
    private final int coolDownDays;

    PoolRules(
            @ConfigProperty(name = "neiqin.pool.no-follow-up") Map<String, Duration> noFollowUp,
            @ConfigProperty(name = "neiqin.pool.no-deal") Map<String, Duration> noDeal,
            @ConfigProperty(name = "neiqin.pool.warn-before") Map<String, Duration> warnBefore,
            @ConfigProperty(name = "neiqin.pool.cap") int cap,
            @ConfigProperty(name = "neiqin.pool.cool-down") Duration coolDown) {
        ByTier followUp = ByTier.of("neiqin.pool.no-follow-up", noFollowUp);
        ByTier deal = ByTier.of("neiqin.pool.no-deal", noDeal);
        ByTier warn = ByTier.of("neiqin.pool.warn-before", warnBefore);
        this.terms = ByTier.all(tier -> {
            if (warn.of(tier) >= Math.min(followUp.of(tier), deal.of(tier))) {
                throw new IllegalArgumentException("neiqin.pool.warn-before." + tier + " is not less than the days");
            }
            return new PoolTerms(followUp.of(tier), deal.of(tier), warn.of(tier));
        });
        this.cap = cap;
        this.coolDownDays = (int) coolDown.toDays();
    }

    /** Rules that make no sense stop the start. */
    void start(@Observes StartupEvent starting) {
        LOG.debugf("pool: %s", terms);
    }

    /** By tier. */
    Map<String, PoolTerms> terms() {
        return terms;
    }

    /** So many customers somebody owns at most when he claims one. */
    int cap() {
        return cap;
    }

    /** So long the last owner leaves it to others. */
    int coolDownDays() {
        return coolDownDays;
    }
}
