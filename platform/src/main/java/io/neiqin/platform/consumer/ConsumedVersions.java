package io.neiqin.platform.consumer;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import io.neiqin.platform.event.EventIds;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far each consumer is with each aggregate, and what he has taken per hour. */
@ApplicationScoped
class ConsumedVersions {

    /**
     * Where an aggregate stands with a consumer.
     *
     * @param consumed the last version dealt with, 0 for none
     * @param firstParked null when nothing is parked
     * @param refused whether the first that is parked was refused
     */
    record Standing(long consumed, Long firstParked, boolean refused) {

        /** Whether the first that is parked could go on: the one that was to release it did not live to do so. */
        boolean isNextParked() {
            return firstParked != null && firstParked == consumed + 1 && !refused;
        }

        boolean isNextMissing() {
            return firstParked == null || firstParked > consumed + 1;
        }
    }

    /**
     * Waits for whoever works on the same aggregate for the same consumer: the topic, a replay, the gap fill, another
     * instance. A statement of its own, so that the next one sees what he did. Not a row's lock: an aggregate whose
     * first event is parked has no row yet.
     */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:scope, 0)) as text)";

    /** Advances only by exactly one, and never past one that waits; what was advanced counts for its hour. */
    private static final String ADVANCE = """
        with advanced as (
          insert into consumed_version as c (consumer, aggregate_id, version)
          select :consumer, :aggregate, :version
          where (:version = 1 or exists (select 1 from consumed_version
              where consumer = :consumer and aggregate_id = :aggregate and version = :version - 1))
            and not exists (select 1 from parked_event
              where consumer = :consumer and aggregate_id = :aggregate and version = :version)
          on conflict (consumer, aggregate_id) do update set version = excluded.version
              where c.version = excluded.version - 1
          returning consumer, aggregate_id
        ), counted as (
          insert into consumed_hour as h (consumer, producer, hour, events, positions, identified, ids)
          select :consumer, :producer, date_trunc('hour', cast(:time as timestamptz), 'UTC'), 1,
              cast(:position as bigint), 1, cast(:id as bigint) from advanced
          on conflict (consumer, producer, hour) do update
              set events = h.events + 1, positions = h.positions + excluded.positions,
                  identified = h.identified + 1, ids = h.ids # excluded.ids
        )
        select exists (select 1 from parked_event p
            where p.consumer = advanced.consumer and p.aggregate_id = advanced.aggregate_id) from advanced\
        """;

    private static final String STANDING = """
        select coalesce((select version from consumed_version
                   where consumer = :consumer and aggregate_id = :aggregate), 0),
               first.version, coalesce(first.refused, false)
        from (select 1) always left join lateral (
          select version, refused from parked_event
          where consumer = :consumer and aggregate_id = :aggregate order by version limit 1) first on true\
        """;

    private static final String LACKING = """
        select told.position from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as told(aggregate_id, version, position)
        where not exists (select 1 from consumed_version c
            where c.consumer = $1 and c.aggregate_id = told.aggregate_id and c.version >= told.version)
          and not exists (select 1 from parked_event p
            where p.consumer = $1 and p.aggregate_id = told.aggregate_id and p.version = told.version)\
        """;

    private static final String HOURS = """
        select hour, sum(events)::bigint as events, sum(positions) as positions,
            case when sum(identified) = sum(events) then to_hex(bit_xor(ids)) end as ids from consumed_hour
        where consumer = $1 and hour >= $2 and hour < $3 group by hour order by hour\
        """;

    private final Pool pool;

    ConsumedVersions(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> lock(Mutiny.Session session, EventConsumer consumer, UUID aggregateId) {
        return session.createNativeQuery(LOCK, String.class)
                .setParameter("scope", "consumer " + consumer.name() + " " + aggregateId)
                .getSingleResult()
                .replaceWithVoid();
    }

    /** Null when it is not this event's turn; else whether others of its aggregate wait. */
    Uni<Boolean> advance(Mutiny.Session session, EventConsumer consumer, ReceivedEvent event) {
        return session.createNativeQuery(ADVANCE, Boolean.class)
                .setParameter("consumer", consumer.name())
                .setParameter("producer", consumer.producer())
                .setParameter("aggregate", event.aggregateId())
                .setParameter("version", event.aggregateVersion())
                .setParameter("time", event.time())
                .setParameter("position", event.position())
                .setParameter("id", EventIds.of(event.id()))
                .getSingleResultOrNull();
    }

    Uni<Standing> standing(Mutiny.Session session, EventConsumer consumer, UUID aggregateId) {
        return session.createNativeQuery(STANDING, Object[].class)
                .setParameter("consumer", consumer.name())
                .setParameter("aggregate", aggregateId)
                .getSingleResult()
                .map(row -> new Standing((Long) row[0], (Long) row[1], (Boolean) row[2]));
    }

    /** Those that are neither consumed nor parked, in their order. */
    Uni<List<ReceivedEvent>> lacking(String consumer, List<ReceivedEvent> told) {
        return pool.preparedQuery(LACKING)
                .execute(Tuple.of(
                        consumer,
                        told.stream().map(ReceivedEvent::aggregateId).toArray(UUID[]::new),
                        told.stream().map(ReceivedEvent::aggregateVersion).toArray(Long[]::new),
                        told.stream().map(ReceivedEvent::position).toArray(Long[]::new)))
                .map(rows -> {
                    Set<Long> positions =
                            rows.stream().map(row -> row.getLong("position")).collect(Collectors.toSet());
                    return told.stream()
                            .filter(event -> positions.contains(event.position()))
                            .toList();
                });
    }

    Uni<List<ConsumedHour>> hours(String consumer, Instant from, Instant to) {
        return pool.preparedQuery(HOURS)
                .mapping(ConsumedVersions::hour)
                .execute(Tuple.of(consumer, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().toList());
    }

    private static ConsumedHour hour(Row row) {
        return new ConsumedHour(
                row.getOffsetDateTime("hour").toInstant(),
                row.getLong("events"),
                row.getBigDecimal("positions"),
                row.getString("ids"));
    }
}
