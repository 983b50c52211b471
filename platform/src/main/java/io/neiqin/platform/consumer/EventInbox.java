package io.neiqin.platform.consumer;

import io.neiqin.events.DomainEvent;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.platform.problem.DatabaseFaults;
import io.neiqin.platform.relay.Relay;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * The door through which another service's events come in: each takes effect once, in the order of its aggregate, in
 * one transaction with the note that it did; the topic is acknowledged after that.
 *
 * <p>An event that cannot be applied parks its aggregate: it and the later ones of that aggregate wait as rows with the
 * cause, the other aggregates go on. While the database is away nothing is parked or skipped; the same event is tried
 * until it is back.
 */
@ApplicationScoped
public class EventInbox {

    private static final Logger LOG = Logger.getLogger(EventInbox.class);
    private static final int ATTEMPTS = 3;

    /** Advances only by exactly one; no row comes back for a repeated or an early event. */
    private static final String ADVANCE = """
            insert into consumed_version as c (consumer, aggregate_id, version)
            select :consumer, :aggregate, :version
            where :version = 1 or exists (select 1 from consumed_version
                where consumer = :consumer and aggregate_id = :aggregate and version = :version - 1)
            on conflict (consumer, aggregate_id) do update set version = excluded.version
                where c.version = excluded.version - 1
            returning version""";

    private static final String LAST =
            "select version from consumed_version where consumer = :consumer and aggregate_id = :aggregate";

    private static final String IS_PARKED =
            "select exists (select 1 from parked_event where consumer = :consumer and aggregate_id = :aggregate)";

    /** Keeps what waits; a repetition of what was applied before is dropped. */
    private static final String PARK = """
            insert into parked_event (consumer, aggregate_id, version, type, headers, payload, cause)
            select :consumer, :aggregate, :version, :type, cast(cast(:headers as text) as json), :payload, :cause
            where not exists (select 1 from consumed_version
                where consumer = :consumer and aggregate_id = :aggregate and version >= :version)
            on conflict do nothing""";

    private final EventCodec codec;
    private final Relay relay;

    public EventInbox(EventCodec codec, Relay relay) {
        this.codec = codec;
        this.relay = relay;
    }

    /** An event whose predecessor has not been applied; trying again at once cannot help. */
    private static final class Gap extends RuntimeException {
        Gap(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Applies one record.
     *
     * @param consumer the stable name under which versions are remembered
     * @param effect runs inside the transaction; not called for repeated events and unknown types
     */
    public Uni<Void> apply(
            String consumer,
            ConsumerRecord<String, byte[]> record,
            BiFunction<DomainEvent, ReceivedEvent, Uni<Void>> effect) {
        ReceivedEvent received;
        try {
            received = ReceivedEvent.of(record);
        } catch (IllegalArgumentException foreign) {
            LOG.errorf("%s skips a record that has no aggregate to park: %s", consumer, foreign.getMessage());
            return Uni.createFrom().voidItem();
        }
        // A repeated try starts on a timer's thread; the session needs the record's own context.
        Context context = Vertx.currentContext();
        return inTransaction(context, () -> once(consumer, record, received, effect))
                .onFailure(thrown -> !isPassing(thrown) && !(thrown instanceof Gap))
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(ATTEMPTS)
                .onFailure(thrown -> !isPassing(thrown))
                .recoverWithUni(cause -> inTransaction(context, () -> park(consumer, record, received, cause)))
                .onFailure(EventInbox::isPassing)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely()
                .invoke(relay::wake);
    }

    private static Uni<Void> inTransaction(Context context, Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(work))
                .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private Uni<Void> once(
            String consumer,
            ConsumerRecord<String, byte[]> record,
            ReceivedEvent received,
            BiFunction<DomainEvent, ReceivedEvent, Uni<Void>> effect) {
        return Panache.getSession()
                .flatMap(session -> isParked(session, consumer, received)
                        .flatMap(parked -> parked
                                ? park(consumer, record, received, new Gap("an earlier event is parked"))
                                : advance(session, consumer, received)
                                        .flatMap(advanced -> advanced
                                                ? decode(received)
                                                        .map(event -> effect.apply(event, received))
                                                        .orElseGet(() ->
                                                                Uni.createFrom().voidItem())
                                                : repeatedOrEarly(session, consumer, received))));
    }

    private Optional<DomainEvent> decode(ReceivedEvent received) {
        try {
            return codec.decode(received.type(), received.payload());
        } catch (IOException poison) {
            // Without its cause: to be an IOException here does not mean that anything is away.
            throw new IllegalArgumentException("cannot decode " + received.type() + ": " + poison.getMessage());
        }
    }

    private static Uni<Boolean> advance(Mutiny.Session session, String consumer, ReceivedEvent received) {
        return session.createNativeQuery(ADVANCE, Long.class)
                .setParameter("consumer", consumer)
                .setParameter("aggregate", received.aggregateId())
                .setParameter("version", received.aggregateVersion())
                .getSingleResultOrNull()
                .map(version -> version != null);
    }

    /** Done already: nothing to do. Too early: something is missing in between, so the aggregate must wait. */
    private static Uni<Void> repeatedOrEarly(Mutiny.Session session, String consumer, ReceivedEvent received) {
        return session.createNativeQuery(LAST, Long.class)
                .setParameter("consumer", consumer)
                .setParameter("aggregate", received.aggregateId())
                .getSingleResultOrNull()
                .invoke(last -> {
                    long applied = last == null ? 0 : last;
                    if (received.aggregateVersion() > applied + 1) {
                        throw new Gap("gap: version " + received.aggregateVersion() + " came after " + applied);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Boolean> isParked(Mutiny.Session session, String consumer, ReceivedEvent received) {
        return session.createNativeQuery(IS_PARKED, Boolean.class)
                .setParameter("consumer", consumer)
                .setParameter("aggregate", received.aggregateId())
                .getSingleResult();
    }

    private Uni<Void> park(
            String consumer, ConsumerRecord<String, byte[]> record, ReceivedEvent received, Throwable cause) {
        LOG.errorf(
                cause instanceof Gap ? null : cause,
                "%s parks aggregate %s at version %d: %s",
                consumer,
                received.aggregateId(),
                received.aggregateVersion(),
                cause.getMessage());
        String headers =
                codec.json().valueToTree(ReceivedEvent.attributes(record)).toString();
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(PARK)
                        .setParameter("consumer", consumer)
                        .setParameter("aggregate", received.aggregateId())
                        .setParameter("version", received.aggregateVersion())
                        .setParameter("type", storable(received.type()))
                        .setParameter("headers", headers)
                        .setParameter("payload", received.payload() == null ? new byte[0] : received.payload())
                        .setParameter("cause", storable(cause.getMessage()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** What parks may be malformed in any way; what is kept of it must not fail, or the channel would stop. */
    private static String storable(String text) {
        return text == null ? "unknown" : text.replace('\u0000', '?');
    }

    private static boolean isPassing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (DatabaseFaults.isPassing(cause)) {
                return true;
            }
        }
        return false;
    }
}
