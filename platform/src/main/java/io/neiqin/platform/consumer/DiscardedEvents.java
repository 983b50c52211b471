package io.neiqin.platform.consumer;

import io.neiqin.platform.consumer.EventConsumer.Discard;
import io.neiqin.platform.consumer.EventConsumer.Forgotten;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The parked events that were given up, as they were, with who did it, when and why. None is ever deleted. */
@ApplicationScoped
class DiscardedEvents {

    /**
     * An event that was given up.
     *
     * @param cause why it could not be applied
     * @param discardedBy an employee number
     */
    public record DiscardedEvent(
            String consumer,
            UUID aggregateId,
            long version,
            String type,
            String cause,
            Instant parkedAt,
            Instant discardedAt,
            String discardedBy,
            String reason) {}

    /** Only what was refused: what waits behind it is well. */
    private static final String ENTER = """
        with gone as (
          delete from parked_event where consumer = :consumer and aggregate_id = :aggregate and version = :version
              and refused returning *
        ), kept as (
          insert into discarded_event (consumer, aggregate_id, version, type, headers, payload, cause, parked_at,
              discarded_by, reason)
          select consumer, aggregate_id, version, type, headers, payload, cause, parked_at, :by, :reason from gone
          returning headers, payload
        )
        select cast(headers as text), payload from kept\
        """;

    /** Never what the producer said: that comes in its turn. */
    private static final String FORGET = """
        with found as (
          select * from parked_event where consumer = $1 and aggregate_id = $2 and version >= $3 for update
        ), gone as (
          delete from parked_event p using found f
          where p.consumer = f.consumer and p.aggregate_id = f.aggregate_id and p.version = f.version
              and f.headers ->> 'id' <> all ($4::text[]) returning p.*
        ), kept as (
          insert into discarded_event (consumer, aggregate_id, version, type, headers, payload, cause, parked_at,
              discarded_by, reason)
          select consumer, aggregate_id, version, type, headers, payload, cause, parked_at, $5, $6 from gone
        )
        select exists (select 1 from found where version = $3) as found, (select count(*) from gone) as gone\
        """;

    private static final String LIST = """
        select consumer, aggregate_id, version, type, cause, parked_at, discarded_at, discarded_by, reason
        from discarded_event where $1::text is null or consumer = $1
        order by discarded_at desc, aggregate_id, version limit $2\
        """;

    private final ParkedEvents parked;
    private final Pool pool;

    DiscardedEvents(ParkedEvents parked, Pool pool) {
        this.parked = parked;
        this.pool = pool;
    }

    /** The event that waits no more; empty when there is no such one that was refused. */
    Uni<Optional<ReceivedEvent>> enter(
            Mutiny.Session session, String consumer, UUID aggregateId, long version, Discard discard) {
        return session.createNativeQuery(ENTER, Object[].class)
                .setParameter("consumer", consumer)
                .setParameter("aggregate", aggregateId)
                .setParameter("version", version)
                .setParameter("by", discard.by())
                .setParameter("reason", discard.reason())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(kept -> parked.event((String) kept[0], (byte[]) kept[1])));
    }

    /** As {@link EventConsumer#forget} says. One statement: whoever would release one waits for it, or it for him. */
    Uni<Forgotten> forget(String consumer, UUID aggregateId, long version, Set<UUID> said, Discard discard) {
        String[] ids = said.stream().map(UUID::toString).toArray(String[]::new);
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(consumer, aggregateId, version, ids, discard.by(), discard.reason()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Forgotten(row.getBoolean("found"), row.getLong("gone")));
    }

    /**
     * The last ones first.
     *
     * @param consumer null for those of all
     */
    Uni<List<DiscardedEvent>> list(String consumer, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(consumer, limit))
                .map(rows -> rows.stream().map(DiscardedEvents::event).toList());
    }

    private static DiscardedEvent event(Row row) {
        return new DiscardedEvent(
                row.getString("consumer"),
                row.getUUID("aggregate_id"),
                row.getLong("version"),
                row.getString("type"),
                row.getString("cause"),
                row.getOffsetDateTime("parked_at").toInstant(),
                row.getOffsetDateTime("discarded_at").toInstant(),
                row.getString("discarded_by"),
                row.getString("reason"));
    }
}
