package io.neiqin.platform.consumer;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import io.neiqin.platform.consumer.EventConsumer.Discard;
import io.neiqin.platform.consumer.EventConsumer.Forgotten;
import io.neiqin.platform.consumer.EventConsumer.Gap;
import io.neiqin.platform.consumer.EventConsumer.ParkedEvent;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.history.Recording;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.relay.Relay;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * The door through which another service's events come in: each takes effect once, in the order of its aggregate, in
 * one transaction with the note that it did; the topic is acknowledged after that.
 *
 * <p>An event that cannot be applied parks its aggregate: it and the later ones of that aggregate wait as rows with the
 * cause, the other aggregates go on. What waits goes on by itself when what was missing has come, and by a replay when
 * it had been refused. While the database is away nothing is parked or skipped; the same event is tried until it is
 * back.
 */
@ApplicationScoped
public class EventInbox {

    private static final Logger LOG = Logger.getLogger(EventInbox.class);
    private static final int ATTEMPTS = 3;

    /** What is to be done once a transaction has committed. */
    private enum Then {
        NOTHING,
        RELEASE,
        FILL
    }

    private final EventCodec codec;
    private final ConsumedVersions versions;
    private final ParkedEvents parked;
    private final DiscardedEvents discarded;
    private final GapFill gapFill;
    private final Relay relay;
    private final Vertx vertx;

    public EventInbox(
            EventCodec codec,
            ConsumedVersions versions,
            ParkedEvents parked,
            DiscardedEvents discarded,
            GapFill gapFill,
            Relay relay,
            Vertx vertx) {
        this.codec = codec;
        this.versions = versions;
        this.parked = parked;
        this.discarded = discarded;
        this.gapFill = gapFill;
        this.relay = relay;
        this.vertx = vertx;
    }

    /** Takes one record of the topic; done when it has taken effect, was done before, or waits. */
    public Uni<Void> take(InboxConsumer consumer, ConsumerRecord<String, byte[]> record) {
        ReceivedEvent received;
        try {
            received = ReceivedEvent.of(record);
        } catch (IllegalArgumentException foreign) {
            LOG.errorf("%s skips a record that has no aggregate to park: %s", consumer.name(), foreign.getMessage());
            return Uni.createFrom().voidItem();
        }
        // A repeated try starts on a timer's thread; the session needs the record's own context.
        return take(consumer, received, Vertx.currentContext())
                .onFailure(DatabaseFaults::isPassing)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    Uni<Void> fill(InboxConsumer consumer, List<ReceivedEvent> missing) {
        return Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUniAndConcatenate(event -> take(consumer, event, ownContext()))
                .onItem()
                .ignoreAsUni();
    }

    Uni<Optional<Integer>> replay(InboxConsumer consumer, UUID aggregateId) {
        return parked.waits(consumer.name(), aggregateId)
                .flatMap(waits -> waits
                        ? release(consumer, aggregateId, true, ownContext()).map(Optional::of)
                        : Uni.createFrom().item(Optional.<Integer>empty()))
                .invoke(gapFill::wake);
    }

    Uni<Optional<Integer>> discard(
            InboxConsumer consumer, UUID aggregateId, long version, Set<UUID> said, Discard discard) {
        Context context = ownContext();
        return inTransaction(
                        context,
                        () -> Panache.getSession()
                                .flatMap(session -> versions.lock(session, consumer, aggregateId)
                                        .chain(() -> discarded.enter(
                                                session, consumer.name(), aggregateId, version, discard))
                                        .invoke(gone -> gone.ifPresent(event -> requireSaid(said, event)))
                                        .call(gone -> gone.map(event -> versions.advance(session, consumer, event))
                                                .orElse(Uni.createFrom().nullItem()))))
                .flatMap(gone -> gone.isPresent()
                        ? release(consumer, aggregateId, false, context).map(Optional::of)
                        : Uni.createFrom().item(Optional.<Integer>empty()))
                .invoke(gapFill::wake);
    }

    Uni<Forgotten> forget(InboxConsumer consumer, UUID aggregateId, long version, Set<UUID> said, Discard discard) {
        return discarded.forget(consumer.name(), aggregateId, version, said, discard);
    }

    Uni<List<ParkedEvent>> parked(InboxConsumer consumer, int limit) {
        return parked.list(consumer.name(), limit);
    }

    Uni<Long> waiting(InboxConsumer consumer) {
        return parked.count(consumer.name());
    }

    /** An aggregate whose turn has come goes on at once; it needs nothing from the producer. */
    Uni<List<Gap>> gaps(InboxConsumer consumer, int limit) {
        return parked.gaps(consumer.name(), limit)
                .call(gaps -> Multi.createFrom()
                        .iterable(gaps)
                        .filter(gap -> gap.from() == gap.to())
                        .onItem()
                        .transformToUniAndConcatenate(gap -> release(consumer, gap.aggregateId(), false, ownContext()))
                        .collect()
                        .last());
    }

    Uni<List<ReceivedEvent>> lacking(InboxConsumer consumer, List<ReceivedEvent> told) {
        return versions.lacking(consumer.name(), told);
    }

    Uni<List<ConsumedHour>> hours(InboxConsumer consumer, Instant from, Instant to) {
        return versions.hours(consumer.name(), from, to);
    }

    private Uni<Void> take(InboxConsumer consumer, ReceivedEvent event, Context context) {
        return inTransaction(context, () -> once(consumer, event))
                .onFailure(EventInbox::isItsOwn)
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(ATTEMPTS)
                .onFailure(EventInbox::isItsOwn)
                .recoverWithUni(cause -> inTransaction(context, () -> refuse(consumer, event, cause)))
                .flatMap(then -> switch (then) {
                    case RELEASE ->
                        release(consumer, event.aggregateId(), false, context).replaceWithVoid();
                    case FILL -> Uni.createFrom().voidItem().invoke(gapFill::wake);
                    case NOTHING -> Uni.createFrom().voidItem();
                })
                .invoke(relay::wake);
    }

    private Uni<Then> once(InboxConsumer consumer, ReceivedEvent event) {
        return Panache.getSession()
                .flatMap(session -> versions.lock(session, consumer, event.aggregateId())
                        .chain(() -> versions.advance(session, consumer, event))
                        .flatMap(othersWait -> othersWait == null
                                ? notItsTurn(session, consumer, event)
                                : effect(consumer, event).replaceWith(othersWait ? Then.RELEASE : Then.NOTHING)));
    }

    /** Done before: nothing to do. Too early, or behind one that waits: so does this one. */
    private Uni<Then> notItsTurn(Mutiny.Session session, InboxConsumer consumer, ReceivedEvent event) {
        return versions.standing(session, consumer, event.aggregateId()).flatMap(standing -> {
            long next = standing.consumed() + 1;
            if (event.aggregateVersion() <= next) {
                return Uni.createFrom().item(standing.isNextParked() ? Then.RELEASE : Then.NOTHING);
            }
            boolean gap = standing.firstParked() == null || standing.firstParked() > event.aggregateVersion();
            String cause = gap
                    ? "gap: version " + event.aggregateVersion() + " came after " + standing.consumed()
                    : "an earlier event is parked";
            LOG.warnf(
                    "%s parks aggregate %s at version %d: %s",
                    consumer.name(), event.aggregateId(), event.aggregateVersion(), cause);
            return parked.enter(session, consumer.name(), event, cause, false)
                    .replaceWith(
                            standing.isNextParked()
                                    ? Then.RELEASE
                                    : standing.isNextMissing() ? Then.FILL : Then.NOTHING);
        });
    }

    private Uni<Void> effect(InboxConsumer consumer, ReceivedEvent received) {
        Optional<DomainEvent> event;
        try {
            event = codec.decode(received.type(), received.payload());
        } catch (IOException poison) {
            // Without its cause: to be an IOException here does not mean that anything is away.
            throw new IllegalArgumentException("cannot decode " + received.type() + ": " + poison.getMessage());
        }
        if (event.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (!received.aggregateId().equals(event.get().aggregateId())) {
            throw new IllegalArgumentException(
                    "the body tells of another aggregate: " + event.get().aggregateId());
        }
        return consumer.apply(event.get(), received)
                .chain(Panache::getSession)
                .flatMap(session -> session.flush().invoke(() -> Recording.requireNone(session)));
    }

    private Uni<Then> refuse(InboxConsumer consumer, ReceivedEvent event, Throwable cause) {
        LOG.errorf(
                cause,
                "%s parks aggregate %s at version %d: %s",
                consumer.name(),
                event.aggregateId(),
                event.aggregateVersion(),
                cause.getMessage());
        return Panache.getSession()
                .flatMap(session -> versions.lock(session, consumer, event.aggregateId())
                        .chain(() -> parked.enter(session, consumer.name(), event, cause.getMessage(), true)))
                .replaceWith(Then.NOTHING);
    }

    /** Applies those that wait, each in a transaction of its own, as long as it is the turn of one; returns how many. */
    private Uni<Integer> release(InboxConsumer consumer, UUID aggregateId, boolean evenRefused, Context context) {
        return Uni.createFrom()
                .deferred(() -> parked.nextInTurn(consumer.name(), aggregateId, evenRefused))
                .flatMap(next -> next.map(event -> releaseOne(consumer, event, context))
                        .orElse(Uni.createFrom().item(false)))
                .repeat()
                .whilst(released -> released)
                .filter(released -> released)
                .collect()
                .with(Collectors.summingInt(released -> 1));
    }

    private Uni<Boolean> releaseOne(InboxConsumer consumer, ReceivedEvent event, Context context) {
        return inTransaction(
                        context,
                        () -> Panache.getSession()
                                .flatMap(session -> versions.lock(session, consumer, event.aggregateId())
                                        .chain(() -> parked.leave(session, consumer.name(), event))
                                        .flatMap(left -> left
                                                ? versions.advance(session, consumer, event)
                                                        .chain(() -> effect(consumer, event))
                                                        .replaceWith(true)
                                                : Uni.createFrom().item(false))))
                .onFailure(EventInbox::isItsOwn)
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(ATTEMPTS)
                .onFailure(EventInbox::isItsOwn)
                .recoverWithUni(cause -> inTransaction(context, () -> refuse(consumer, event, cause))
                        .replaceWith(false));
    }

    private static void requireSaid(Set<UUID> said, ReceivedEvent event) {
        if (!said.contains(event.id())) {
            throw Problem.conflict("discard-was-not-said", event.aggregateVersion());
        }
    }

    private static <T> Uni<T> inTransaction(Context context, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(work))
                .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()));
    }

    /** For work that no record and no request brings along: a session belongs to one context. */
    private Context ownContext() {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }

    /** Whether the event itself is to blame, not the database that is away. */
    private static boolean isItsOwn(Throwable thrown) {
        return !DatabaseFaults.isPassing(thrown);
    }
}
