package io.neiqin.platform.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.neiqin.platform.consumer.EventConsumer.Gap;
import io.neiqin.platform.consumer.EventConsumer.ParkedEvent;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** The events that wait, each with the cause. */
@ApplicationScoped
class ParkedEvents {

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    /** Keeps what waits; a repetition of what was consumed before is dropped, and a refusal has the last word. */
    private static final String ENTER = """
        insert into parked_event as p (consumer, aggregate_id, version, type, headers, payload, cause, refused)
        select :consumer, :aggregate, :version, :type, cast(cast(:headers as text) as json), :payload, :cause,
            :refused
        where not exists (select 1 from consumed_version
            where consumer = :consumer and aggregate_id = :aggregate and version >= :version)
        on conflict (consumer, aggregate_id, version) do update set cause = excluded.cause, refused = true
            where excluded.refused\
        """;

    private static final String LEAVE =
            "delete from parked_event where consumer = :consumer and aggregate_id = :aggregate and version = :version";

    private static final String NEXT = """
        select p.headers::text as headers, p.payload from parked_event p
        where p.consumer = $1 and p.aggregate_id = $2 and ($3 or not p.refused)
          and p.version = 1 + coalesce((select c.version from consumed_version c
            where c.consumer = $1 and c.aggregate_id = $2), 0)\
        """;

    private static final String WAITS =
            "select exists (select 1 from parked_event where consumer = $1 and aggregate_id = $2) as waits";

    private static final String LIST = """
        select aggregate_id, version, type, cause, parked_at from parked_event
        where consumer = $1 order by parked_at, aggregate_id, version limit $2\
        """;

    private static final String COUNT = "select count(*) as parked from parked_event where consumer = $1";

    /** By aggregate, from one on: ids are given in the order of time, so those that were begun first come first. */
    private static final String GAPS = """
        select p.aggregate_id, coalesce(c.version, 0) + 1 as missing, p.version
        from (select distinct on (aggregate_id) aggregate_id, version, refused from parked_event
              where consumer = $1 and ($2::uuid is null or aggregate_id > $2) order by aggregate_id, version) p
        left join consumed_version c on c.consumer = $1 and c.aggregate_id = p.aggregate_id
        where not p.refused order by p.aggregate_id limit $3\
        """;

    /** Where the last look for gaps ended, by consumer; the next one goes on from there, and around. */
    private final Map<String, UUID> looked = new ConcurrentHashMap<>();

    private final EventCodec codec;
    private final Pool pool;

    ParkedEvents(EventCodec codec, Pool pool) {
        this.codec = codec;
        this.pool = pool;
    }

    Uni<Void> enter(Mutiny.Session session, String consumer, ReceivedEvent event, String cause, boolean refused) {
        return session.createNativeQuery(ENTER)
                .setParameter("consumer", consumer)
                .setParameter("aggregate", event.aggregateId())
                .setParameter("version", event.aggregateVersion())
                .setParameter("type", storable(event.type()))
                .setParameter(
                        "headers", codec.json().valueToTree(event.attributes()).toString())
                .setParameter("payload", event.payload() == null ? new byte[0] : event.payload())
                .setParameter("cause", storable(cause))
                .setParameter("refused", refused)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** False when it does not wait any more: somebody else was here. */
    Uni<Boolean> leave(Mutiny.Session session, String consumer, ReceivedEvent event) {
        return session.createNativeQuery(LEAVE)
                .setParameter("consumer", consumer)
                .setParameter("aggregate", event.aggregateId())
                .setParameter("version", event.aggregateVersion())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The parked one at the version after the consumed one. */
    Uni<Optional<ReceivedEvent>> nextInTurn(String consumer, UUID aggregateId, boolean evenRefused) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(consumer, aggregateId, evenRefused))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> event(
                                row.getString("headers"),
                                row.getBuffer("payload").getBytes())));
    }

    Uni<Boolean> waits(String consumer, UUID aggregateId) {
        return pool.preparedQuery(WAITS)
                .execute(Tuple.of(consumer, aggregateId))
                .map(rows -> rows.iterator().next().getBoolean("waits"));
    }

    Uni<List<ParkedEvent>> list(String consumer, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(consumer, limit))
                .map(rows -> rows.stream()
                        .map(row -> new ParkedEvent(
                                row.getUUID("aggregate_id"),
                                row.getLong("version"),
                                row.getString("type"),
                                row.getString("cause"),
                                row.getOffsetDateTime("parked_at").toInstant()))
                        .toList());
    }

    Uni<Long> count(String consumer) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(consumer))
                .map(rows -> rows.iterator().next().getLong("parked"));
    }

    /** Those that nobody can fill do not keep the others from their turn. */
    Uni<List<Gap>> gaps(String consumer, int limit) {
        UUID after = looked.get(consumer);
        return pool.preparedQuery(GAPS)
                .execute(Tuple.of(consumer, after, limit))
                .map(rows -> rows.stream()
                        .map(row ->
                                new Gap(row.getUUID("aggregate_id"), row.getLong("missing"), row.getLong("version")))
                        .toList())
                .flatMap(gaps -> {
                    if (gaps.size() == limit) {
                        looked.put(consumer, gaps.get(limit - 1).aggregateId());
                        return Uni.createFrom().item(gaps);
                    }
                    looked.remove(consumer);
                    // Around at once where there was nothing more: a new gap need not wait for the next look.
                    return gaps.isEmpty() && after != null
                            ? gaps(consumer, limit)
                            : Uni.createFrom().item(gaps);
                });
    }

    /** As it was entered. */
    ReceivedEvent event(String headers, byte[] payload) {
        try {
            return ReceivedEvent.of(codec.json().readValue(headers, ATTRIBUTES), payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What parks may be malformed in any way; what is kept of it must not fail, or the channel would stop. */
    private static String storable(String text) {
        return text == null ? "unknown" : text.replace('\u0000', '?');
    }
}
