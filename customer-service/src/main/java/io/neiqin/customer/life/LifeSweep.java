package io.neiqin.customer.life;

import io.neiqin.customer.customer.CustomerLifeService;
import io.neiqin.customer.customer.CustomerStatus;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks for customers that have not ordered for long, by the rules as they are set now: nothing is due that somebody has
 * computed before. Each in one transaction with its event; a second instance passes over what the first has in hand.
 */
@ApplicationScoped
class LifeSweep {

    private static final Logger LOG = Logger.getLogger(LifeSweep.class);

    /** The lost ones first: who becomes dormant today is lost on another day. */
    private static final List<CustomerStatus> AGING = List.of(CustomerStatus.DORMANT, CustomerStatus.ACTIVE);

    private final CustomerLifeService customers;
    private final LifeRules rules;
    private final BusinessClock clock;

    LifeSweep(CustomerLifeService customers, LifeRules rules, BusinessClock clock) {
        this.customers = customers;
        this.rules = rules;
        this.clock = clock;
    }

    /** One that fails is passed over until the next look; while the database is away, all are. */
    @Scheduled(every = "{neiqin.customer.life.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return look(clock.today())
                .onFailure()
                .invoke(away -> LOG.warnf("customers that have not ordered wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** As of a day. */
    Uni<Void> look(LocalDate today) {
        return InTurn.each(AGING, from -> age(from, today)).replaceWithVoid();
    }

    private Uni<Void> age(CustomerStatus from, LocalDate today) {
        Map<String, LocalDate> orderedBefore = rules.orderedBefore(from, today);
        return Panache.withSession(() -> customers.aged(from, orderedBefore))
                .flatMap(found -> InTurn.each(found, id -> age(id, from, orderedBefore, today)))
                .replaceWithVoid();
    }

    private Uni<Void> age(UUID id, CustomerStatus from, Map<String, LocalDate> orderedBefore, LocalDate today) {
        return customers
                .age(id, from, orderedBefore, today)
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .invoke(failed -> LOG.errorf(failed, "customer %s does not age", id))
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .recoverWithNull();
    }
}
