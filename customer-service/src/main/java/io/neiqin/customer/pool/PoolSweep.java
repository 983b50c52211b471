package io.neiqin.customer.pool;

import io.neiqin.customer.customer.CustomerPoolService;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Looks for customers whose owner has left or does nothing for them, by the rules as they are set now. Each in one
 * transaction with its events; a second instance passes over what the first has in hand.
 */
@ApplicationScoped
class PoolSweep {

    private static final Logger LOG = Logger.getLogger(PoolSweep.class);

    private final CustomerPoolService customers;
    private final PoolRules rules;
    private final BusinessClock clock;

    PoolSweep(CustomerPoolService customers, PoolRules rules, BusinessClock clock) {
        this.customers = customers;
        this.rules = rules;
        this.clock = clock;
    }

    /** One that fails is passed over until the next look; while the database is away, all are. */
    @Scheduled(every = "{neiqin.pool.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return look(clock.today())
                .onFailure()
                .invoke(away -> LOG.warnf("customers nobody does anything for wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** As of a day. */
    Uni<Void> look(LocalDate today) {
        return Panache.withSession(() -> customers.orphaned(today))
                .flatMap(found -> InTurn.each(found, id -> passing(id, one -> customers.orphan(one, today))))
                .chain(() -> Panache.withSession(() -> customers.due(rules.terms(), today)))
                .flatMap(found ->
                        InTurn.each(found, id -> passing(id, one -> customers.review(one, rules.terms(), today))))
                .replaceWithVoid();
    }

    private static Uni<Void> passing(UUID id, Function<UUID, Uni<Void>> work) {
        return work.apply(id)
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .invoke(failed -> LOG.errorf(failed, "customer %s stays with its owner", id))
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .recoverWithNull();
    }
}
