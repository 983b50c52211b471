package io.neiqin.reporting.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.reporting.cube.Unnest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What was applied last for each order. */
@ApplicationScoped
public class OrderStates {

    private static final String LOAD =
            "select order_id, state from order_state where order_id = any(?) order by order_id for update";

    private final ObjectMapper json;
    private final Unnest<OrderState> save;

    public OrderStates(EventCodec codec) {
        json = codec.json();
        save = Unnest.<OrderState>of("""
            insert into order_state (order_id, state) select * from unnest(?, ?)
            on conflict (order_id) do update set state = excluded.state\
            """).with("uuid", OrderState::orderId).with("text", this::write);
    }

    /** Those of the orders that are confirmed, locked until the end of the transaction. */
    public Map<UUID, OrderState> lock(Connection connection, Collection<UUID> orders) throws SQLException {
        Map<UUID, OrderState> states = new HashMap<>();
        try (var statement = connection.prepareStatement(LOAD)) {
            statement.setArray(1, connection.createArrayOf("uuid", orders.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    states.put(rows.getObject(1, UUID.class), read(rows.getString(2)));
                }
            }
        }
        return states;
    }

    public void save(Connection connection, Collection<OrderState> states) throws SQLException {
        save.execute(connection, states);
    }

    private OrderState read(String state) {
        try {
            return json.readValue(state, OrderState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order's state cannot be read", e);
        }
    }

    private String write(OrderState state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order's state cannot be written", e);
        }
    }
}
