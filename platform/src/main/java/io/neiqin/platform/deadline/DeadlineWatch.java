package io.neiqin.platform.deadline;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.command.CommandContext;
import io.neiqin.platform.identity.Actor;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.organisation.People;
import io.neiqin.platform.outbox.Outbox;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.relay.Relay;
import io.neiqin.platform.time.BusinessClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lets deadlines warn, be missed and climb, and follow a changed calendar: each step in one transaction with its event, so
 * that a crash leaves it to be taken, and a second instance passes over what the first has in hand.
 */
@ApplicationScoped
class DeadlineWatch {

    private static final Logger LOG = Logger.getLogger(DeadlineWatch.class);
    private static final int AT_ONCE = 100;
    private static final UUID FIRST = new UUID(0, 0);

    private final Deadlines deadlines;
    private final People people;
    private final Outbox outbox;
    private final Relay relay;
    private final BusinessClock clock;
    private final Actor service;

    DeadlineWatch(
            Deadlines deadlines,
            People people,
            Outbox outbox,
            Relay relay,
            BusinessClock clock,
            @ConfigProperty(name = "neiqin.machine.client-id") String account) {
        this.deadlines = deadlines;
        this.people = people;
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
        this.service = new Actor(account, account, null, Set.of(Roles.SYSTEM), Visibility.ALL);
    }

    /** One that fails is passed over until the next look; while the database is away, all are. */
    @Scheduled(every = "{neiqin.deadline.every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return look(clock.now(), FIRST)
                .onFailure()
                .invoke(away -> LOG.warnf("deadlines wait: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull()
                .invoke(relay::wake);
    }

    private Uni<Void> look(Instant now, UUID after) {
        return Panache.withSession(() -> deadlines.due(now, after, AT_ONCE))
                .flatMap(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(id -> take(id, now))
                        .collect()
                        .last()
                        .chain(() -> due.size() < AT_ONCE
                                ? Uni.createFrom().voidItem()
                                : look(now, due.get(due.size() - 1))));
    }

    private Uni<Void> take(UUID id, Instant now) {
        return Panache.withTransaction(() ->
                        deadlines.unlessInHand(id).onItem().ifNotNull().transformToUni(deadline -> take(deadline, now)))
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .invoke(failed -> LOG.errorf(failed, "deadline %s takes no step", id))
                .onFailure(failed -> !DatabaseFaults.isPassing(failed))
                .recoverWithNull();
    }

    private Uni<Void> take(Deadline deadline, Instant now) {
        CommandContext context = CommandContext.ofSystem(
                service, now, clock.today(), deadline.id().toString(), null, "deadline");
        return deadlines.reckoning(deadline.startedAt()).flatMap(reckoning -> {
            List<DomainEvent> told = new ArrayList<>();
            if (deadline.calendarChanges() < reckoning.calendarChanges()) {
                deadline.follow(reckoning).ifPresent(told::add);
            }
            Uni<List<String>> superiors = deadline.isDue(now)
                    ? people.superiors(deadline.subject().ownerNo())
                    : Uni.createFrom().item(List.of());
            return superiors
                    .invoke(found -> told.addAll(deadline.advance(now, found, reckoning)))
                    .chain(() -> outbox.append(context, told));
        });
    }
}
