package io.neiqin.platform.assignment;

import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.command.OwnWork;
import io.neiqin.platform.database.InTurn;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Offers anew what people have who have left (离职). He leaves with the end of a day, which no event tells: so it is looked
 * for. Each task in one transaction with its event, so that a crash leaves it to be found again, and a second instance
 * passes over what the first has in hand.
 */
@ApplicationScoped
class LeaverWatch {

    private static final Logger LOG = Logger.getLogger(LeaverWatch.class);

    private final WorkTasks tasks;
    private final TaskSubjects subjects;
    private final OwnWork work;
    private final Outbox outbox;
    private final BusinessClock clock;

    LeaverWatch(WorkTasks tasks, TaskSubjects subjects, OwnWork work, Outbox outbox, BusinessClock clock) {
        this.tasks = tasks;
        this.subjects = subjects;
        this.work = work;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** One that fails is passed over until the next look; while the database is away, all are. */
    @Scheduled(every = "{neiqin.assignment.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return Panache.withSession(() -> tasks.leftBehind(clock.today()))
                .flatMap(found -> InTurn.each(found, this::offerAnew))
                .replaceWithVoid()
                .onFailure()
                .invoke(away -> LOG.warnf("tasks of those who have left wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> offerAnew(UUID id) {
        return work.run(
                        "offer-anew",
                        context -> subjects.lock(id)
                                .chain(() -> tasks.stillLeftBehind(id, context.businessDate()))
                                .onItem()
                                .ifNotNull()
                                .transformToUni(task -> offerAnew(task, context)))
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .invoke(failed -> LOG.errorf(failed, "task %s of one who has left is not offered anew", id))
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .recoverWithNull();
    }

    /** Not to himself, though he may still be remembered as here. */
    private Uni<Void> offerAnew(WorkTask task, CommandContext context) {
        task.leave(context);
        return tasks.offer(task, context)
                .flatMap(offered -> subjects.follow(task, List.of(offered), context))
                .flatMap(told -> outbox.append(context, told));
    }
}
