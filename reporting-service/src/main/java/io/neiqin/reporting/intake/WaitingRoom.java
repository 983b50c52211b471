package io.neiqin.reporting.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.consumer.EventConsumer.ParkedEvent;
import io.neiqin.platform.event.EventCodec;
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
import java.util.UUID;

/** The parked events: those that cannot be applied, with the cause, and the later ones of their aggregates. */
@ApplicationScoped
public class WaitingRoom {

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private static final String LOAD = """
        select aggregate_id, version, headers, payload, cause from parked_event
        where consumer = ? and aggregate_id = any(?) order by aggregate_id, version for update\
        """;

    private static final String LIST = """
        select aggregate_id, version, type, cause, parked_at from parked_event
        where consumer = ? order by parked_at, aggregate_id, version limit ?\
        """;

    private static final String COUNT = "select count(*) from parked_event where consumer = ?";

    private static final Unnest<Waiting> LEAVE = Unnest.<Waiting>of("""
        delete from parked_event p using unnest(?, ?, ?) as gone(consumer, aggregate_id, version)
        where p.consumer = gone.consumer and p.aggregate_id = gone.aggregate_id
          and p.version = gone.version\
        """)
            .with("text", waiting -> OrdersIntake.CONSUMER)
            .with("uuid", waiting -> waiting.delivery().aggregateId())
            .with("bigint", waiting -> waiting.delivery().version());

    private final ObjectMapper json;
    private final Unnest<Waiting> enter;

    public WaitingRoom(EventCodec codec) {
        json = codec.json();
        enter = Unnest.<Waiting>of("""
            insert into parked_event (consumer, aggregate_id, version, type, headers, payload, cause)
            select * from unnest(?, ?, ?, ?, ?, ?, ?)
            on conflict (consumer, aggregate_id, version) do update set cause = excluded.cause\
            """)
                .with("text", waiting -> OrdersIntake.CONSUMER)
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
            statement.setString(1, OrdersIntake.CONSUMER);
            statement.setArray(2, connection.createArrayOf("uuid", aggregates.toArray()));
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
            statement.setString(1, OrdersIntake.CONSUMER);
            statement.setInt(2, limit);
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
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, OrdersIntake.CONSUMER);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
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
        return text.replace("\u0000", "");
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
