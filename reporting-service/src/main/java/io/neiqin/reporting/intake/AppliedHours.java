package io.neiqin.reporting.intake;

import io.neiqin.platform.consumer.EventConsumer.ConsumedHour;
import io.neiqin.platform.event.EventIds;
import io.neiqin.reporting.cube.Unnest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many events of each hour are in the figures, the sum of their positions and what their ids come to: enough to tell
 * a gap, a double or another event by comparison with what the producer has said.
 */
@ApplicationScoped
public class AppliedHours {

    /**
     * @param positions the sum of the events' positions in their producer's log
     * @param ids what their ids come to, as {@link EventIds} says
     */
    public record Tally(long events, long positions, long ids) {

        Tally plus(Tally other) {
            return new Tally(events + other.events, positions + other.positions, ids ^ other.ids);
        }
    }

    private static final Unnest<Map.Entry<Instant, Tally>> ADD = Unnest.<Map.Entry<Instant, Tally>>of("""
        insert into applied_hour as known (hour, events, positions, ids, identified)
        select *, events from unnest(?, ?, ?, ?) as told(hour, events, positions, ids)
        on conflict (hour) do update
        set events = known.events + excluded.events, positions = known.positions + excluded.positions,
            identified = known.identified + excluded.identified, ids = known.ids # excluded.ids\
        """)
            .with("timestamptz", Map.Entry::getKey)
            .with("bigint", entry -> entry.getValue().events())
            .with("numeric", entry -> entry.getValue().positions())
            .with("bigint", entry -> entry.getValue().ids());

    private static final String BETWEEN = """
        select hour, events, positions, case when identified = events then to_hex(ids) end
        from applied_hour where hour >= ? and hour < ? order by hour\
        """;

    List<ConsumedHour> between(Connection connection, Instant from, Instant to) throws SQLException {
        List<ConsumedHour> hours = new ArrayList<>();
        try (var statement = connection.prepareStatement(BETWEEN)) {
            statement.setObject(1, from.atOffset(ZoneOffset.UTC));
            statement.setObject(2, to.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Instant hour = rows.getObject(1, OffsetDateTime.class).toInstant();
                    hours.add(new ConsumedHour(hour, rows.getLong(2), rows.getBigDecimal(3), rows.getString(4)));
                }
            }
        }
        return hours;
    }

    void add(Connection connection, Map<Instant, Tally> hours) throws SQLException {
        ADD.execute(connection, new TreeMap<>(hours).entrySet());
    }
}
