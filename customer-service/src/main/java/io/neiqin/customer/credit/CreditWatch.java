package io.neiqin.customer.credit;

import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tells of each credit once when its last day is over: that follows from the day, and nobody would come to say so. */
@ApplicationScoped
class CreditWatch {

    private static final Logger LOG = Logger.getLogger(CreditWatch.class);
    private static final int AT_ONCE = 200;

    private final CreditProfiles profiles;
    private final CreditService service;
    private final OwnWork work;
    private final BusinessClock clock;

    CreditWatch(CreditProfiles profiles, CreditService service, OwnWork work, BusinessClock clock) {
        this.profiles = profiles;
        this.service = service;
        this.work = work;
        this.clock = clock;
    }

    /** What is left is found by the next look. */
    @Scheduled(every = "{neiqin.credit.sweep}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return look(clock.today())
                .onFailure()
                .invoke(away -> LOG.warnf("expired credits wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> look(LocalDate today) {
        return Panache.withSession(() -> profiles.over(today, AT_ONCE))
                .flatMap(over -> InTurn.each(over, id -> expire(id, today)))
                .replaceWithVoid();
    }

    /** One that fails keeps none of the others. */
    private Uni<Void> expire(UUID id, LocalDate today) {
        return work.run("expire", context -> service.expire(id, today, context))
                .replaceWithVoid()
                .onFailure()
                .invoke(failed -> LOG.errorf(failed, "credit profile %s does not expire", id))
                .onFailure()
                .recoverWithNull();
    }
}
