package io.neiqin.customer.accuracy;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Asks for what is due, a bounded number at once of each salesperson, and lets what was asked follow its customer: to another
 * owner, or to its end.
 */
@ApplicationScoped
class AccuracyWatch {

    private static final Logger LOG = Logger.getLogger(AccuracyWatch.class);
    private static final int AT_ONCE = 500;

    private final AccuracyCycle cycle;
    private final VerificationTasks tasks;
    private final VerificationService service;
    private final OwnWork work;
    private final BusinessClock clock;

    AccuracyWatch(
            AccuracyCycle cycle,
            VerificationTasks tasks,
            VerificationService service,
            OwnWork work,
            BusinessClock clock) {
        this.cycle = cycle;
        this.tasks = tasks;
        this.service = service;
        this.work = work;
        this.clock = clock;
    }

    /** What is left is found by the next look. */
    @Scheduled(every = "{neiqin.customer.accuracy.sweep}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return look(clock.today())
                .onFailure()
                .invoke(away -> LOG.warnf("verifications of customers wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> look(LocalDate today) {
        return each("follow", () -> tasks.leftBehind(AT_ONCE), service::follow)
                .chain(() -> each("open", () -> cycle.due(today, AT_ONCE), service::open));
    }

    /** Each in a transaction of its own: one that fails keeps none of the others. */
    private Uni<Void> each(
            String command,
            Supplier<Uni<List<UUID>>> which,
            BiFunction<UUID, CommandContext, Uni<VerificationTask>> task) {
        return Panache.withSession(which)
                .flatMap(ids -> InTurn.each(
                        ids,
                        id -> work.run(command, context -> task.apply(id, context))
                                .replaceWithVoid()
                                .onFailure()
                                .invoke(failed -> LOG.errorf(failed, "%s of %s", command, id))
                                .onFailure()
                                .recoverWithNull()))
                .replaceWithVoid();
    }
}
