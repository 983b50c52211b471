package io.neiqin.customer.qualification;

import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.database.InTurn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Lets the end of a qualification follow its customer: whoever owns the customer by now is warned. */
@ApplicationScoped
class QualificationWatch {

    private static final Logger LOG = Logger.getLogger(QualificationWatch.class);
    private static final int AT_ONCE = 500;

    private final Qualifications qualifications;
    private final QualificationService service;
    private final OwnWork work;

    QualificationWatch(Qualifications qualifications, QualificationService service, OwnWork work) {
        this.qualifications = qualifications;
        this.service = service;
        this.work = work;
    }

    /** What is left is found by the next look. */
    @Scheduled(every = "{neiqin.qualification.sweep}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return Panache.withSession(() -> qualifications.leftBehind(AT_ONCE))
                .flatMap(left -> InTurn.each(left, this::follow))
                .replaceWithVoid()
                .onFailure()
                .invoke(away -> LOG.warnf("qualifications wait for their owners: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** One that fails keeps none of the others. */
    private Uni<Void> follow(UUID id) {
        return work.run("follow", context -> service.follow(id, context))
                .replaceWithVoid()
                .onFailure()
                .invoke(failed -> LOG.errorf(failed, "qualification %s does not follow its customer", id))
                .onFailure()
                .recoverWithNull();
    }
}
