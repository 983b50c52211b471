package io.neiqin.reporting.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.consumer.EventConsumer;
import io.neiqin.platform.consumer.EventConsumer.Discard;
import io.neiqin.platform.consumer.EventConsumer.Forgotten;
import io.neiqin.platform.consumer.EventConsumer.Gap;
import io.neiqin.platform.consumer.EventConsumer.ParkedEvent;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.event.ReceivedEvent;
import io.neiqin.reporting.cube.Unnest;
import io.neiqin.reporting.intake.Stream.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The parked events: those that cannot be applied, with the cause, and the later ones of their aggregates. What {@code
 * ParkedEvents} is for the other consumers, in the projection's schema and transactions, since a rebuild has its own.
 */
@ApplicationScoped
public class WaitingRoom {

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private static final String LOAD = """
        select aggregate_id, version, headers, payload, cause from waiting_event
        where aggregate_id = any(?) order by aggregate_id, version for update\
        """;

    private static final String LIST = """
        select aggregate_id, version, type, cause, parked_at from waiting_event
        order by parked_at, aggregate_id, version limit ?\
        """;

    /** In no order: those that nobody can fill must not keep the others from their turn. */
    private static final String GAPS = """
        select w.aggregate_id, coalesce(a.version, 0) + 1, w.version
        from (select distinct on (aggregate_id) aggregate_id, version from waiting_event
            order by aggregate_id, version) w
        left join applied_version a using (aggregate_id)
        where w.version > coalesce(a.version, 0) + 1 order by random() limit ?\
        """;

    private static final String LACKING = """
        select told.nr from unnest(?::uuid[], ?::bigint[]) with ordinality as told(aggregate_id, version, nr)
        where not exists (select 1 from applied_version a
            where a.aggregate_id = told.aggregate_id and a.version >= told.version)
          and not exists (select 1 from waiting_event w
            where w.aggregate_id = told.aggregate_id and w.version = told.version)
        order by told.nr\
        """;

    /** Never what the producer said: that comes in its turn. */
    private static final String FORGET = """
        with found as (
          select * from waiting_event where aggregate_id = ? and version >= ? for update
        ), gone as (
          delete from waiting_event w using found f
          where w.aggregate_id = f.aggregate_id and w.version = f.version and f.headers ->> 'id' <> all (?)
          returning w.*
        ), kept as (
          insert into discarded_event (consumer, aggregate_id, version, type, headers, payload, cause, parked_at,
              discarded_by, reason)
          select '%s', aggregate_id, version, type, headers, payload, cause, parked_at, ?, ? from gone
        )
        select exists (select 1 from found where version = ?), (select count(*) from gone)\
        """.formatted(KpiConsumer.NAME);

    private static final String COUNT = "select count(*) from waiting_event";

    private static final Unnest<Waiting> LEAVE = Unnest.<Waiting>of("""
        delete from waiting_event w using unnest(?, ?) as gone(aggregate_id, version)
        where w.aggregate_id = gone.aggregate_id and w.version = gone.version\
        """)
            .with("uuid", waiting -> waiting.delivery().aggregateId())
            .with("bigint", waiting -> waiting.delivery().version());

    private final ObjectMapper json;
    private final Unnest<Waiting> enter;

    public WaitingRoom(EventCodec codec) {
        json = codec.json();
        enter = Unnest.<Waiting>of("""
            insert into waiting_event (aggregate_id, version, type, headers, payload, cause)
            select * from unnest(?, ?, ?, ?, ?, ?)
            on conflict (aggregate_id, version) do update set cause = excluded.cause\
            """)
                .with("uuid", waiting -> waiting.delivery().aggregateId())
                .with("bigint", waiting -> waiting.delivery().version())
                .with("text", waiting -> storable(waiting.delivery().type()))
                .with("json", waiting -> write(waiting.delivery().attributes()))
                .with(
                        "bytea",
                        waiting -> "\\x"
                                + HexFormat.of().formatHex(waiting.delivery().payload()))
                .with("text", waiting -> storable(waiting.cause()));
    }

    List<Waiting> lock(Connection connection, Collection<UUID> aggregates) throws SQLException {
        List<Waiting> waiting = new ArrayList<>();
        try (var statement = connection.prepareStatement(LOAD)) {
            statement.setArray(1, connection.createArrayOf("uuid", aggregates.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Delivery delivery = Delivery.waiting(
                            rows.getObject(1, UUID.class), rows.getLong(2), read(rows.getString(3)), rows.getBytes(4));
                    waiting.add(new Waiting(delivery, rows.getString(5)));
                }
            }
        }
        return waiting;
    }

    List<ParkedEvent> list(Connection connection, int limit) throws SQLException {
        List<ParkedEvent> parked = new ArrayList<>();
        try (var statement = connection.prepareStatement(LIST)) {
            statement.setInt(1, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    parked.add(new ParkedEvent(
                            rows.getObject(1, UUID.class),
                            rows.getLong(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getTimestamp(5).toInstant()));
                }
            }
        }
        return parked;
    }

    long count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COUNT)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    public List<Gap> gaps(Connection connection, int limit) throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        try (var statement = connection.prepareStatement(GAPS)) {
            statement.setInt(1, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    gaps.add(new Gap(rows.getObject(1, UUID.class), rows.getLong(2), rows.getLong(3)));
                }
            }
        }
        return gaps;
    }

    /** Those that were neither applied nor wait. */
    List<ReceivedEvent> lacking(Connection connection, List<ReceivedEvent> told) throws SQLException {
        List<ReceivedEvent> lacking = new ArrayList<>();
        try (var statement = connection.prepareStatement(LACKING)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            told.stream().map(ReceivedEvent::aggregateId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            told.stream().map(ReceivedEvent::aggregateVersion).toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lacking.add(told.get(rows.getInt(1) - 1));
                }
            }
        }
        return lacking;
    }

    /** As {@link EventConsumer#forget} says, in one statement. */
    Forgotten forget(Connection connection, UUID aggregateId, long version, Set<UUID> said, Discard discard)
            throws SQLException {
        try (var statement = connection.prepareStatement(FORGET)) {
            statement.setObject(1, aggregateId);
            statement.setLong(2, version);
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", said.stream().map(UUID::toString).toArray()));
            statement.setString(4, discard.by());
            statement.setString(5, discard.reason());
            statement.setLong(6, version);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Forgotten(rows.getBoolean(1), rows.getLong(2));
            }
        }
    }

    void enter(Connection connection, Collection<Waiting> waiting) throws SQLException {
        enter.execute(connection, waiting);
    }

    void leave(Connection connection, Collection<Waiting> gone) throws SQLException {
        LEAVE.execute(connection, gone);
    }

    /** PostgreSQL keeps no NUL in a text, and a broken event may hold anything. */
    private static String storable(String text) {
        return text.replace('\u0000', '?');
    }

    private Map<String, String> read(String attributes) {
        try {
            return json.readValue(attributes, ATTRIBUTES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parked event cannot be read", e);
        }
    }

    private String write(Map<String, String> attributes) {
        try {
            return json.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parked event cannot be written", e);
        }
    }
}
