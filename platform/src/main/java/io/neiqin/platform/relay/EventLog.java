package io.neiqin.platform.relay;

import io.neiqin.platform.event.EventIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Everything this service has ever told, by position: the relay fills it, the topic and the feed are read from it. */
@ApplicationScoped
public class EventLog {

    /**
     * Rows are found because they are still in the outbox, never by an id cursor, so that an id drawn early and
     * committed late cannot be skipped. DELETE … RETURNING has no order of its own. Without the term's epoch nothing
     * moves.
     */
    private static final String MOVE = """
        with term as (
          select position from relay where owner = ? and epoch = ? for update
        ), batch as (
          delete from outbox where seq in (select seq from outbox order by seq limit ?)
            and exists (select 1 from term) returning *
        ), logged as (
          insert into event_log (position, id, aggregatetype, aggregateid, aggregateversion, type, occurred_at,
              business_date, actor, correlation_id, causation_id, import_batch, traceparent, payload)
          select (select position from term) + row_number() over (order by seq), id, aggregatetype, aggregateid,
              aggregateversion, type, occurred_at, business_date, actor, correlation_id, causation_id,
              import_batch, traceparent, payload
          from batch returning position
        )
        update relay set position = relay.position + (select count(*) from logged)
        where exists (select 1 from logged) returning (select count(*) from logged)\
        """;

    private static final String SENT_UP_TO = "select sent_position from relay where owner = ? and epoch = ?";

    private static final String SENT =
            "update relay set sent_position = greatest(sent_position, ?) where owner = ? and epoch = ?";

    private static final String AFTER = page("position", "position > ?");

    private static final String OF_AGGREGATE = page("aggregateversion", "aggregateid = ? and aggregateversion >= ?");

    private static final String HOURS = """
        select date_trunc('hour', occurred_at, 'UTC') as hour, count(*) as events, sum(position) as positions,
            to_hex(bit_xor(%s)) as ids, min(position) as first, max(position) as last
        from event_log where occurred_at >= ? and occurred_at < ? group by 1 order by 1\
        """.formatted(EventIds.sql("id"));

    private static final String UNMOVED = "select count(*), min(occurred_at) from outbox";

    private final DataSource database;
    private final long pageBytes;

    /** @param pageBytes how much of payloads is read at once; a single event may be more */
    public EventLog(DataSource database, @ConfigProperty(name = "neiqin.event-log.page-bytes") long pageBytes) {
        this.database = database;
        this.pageBytes = pageBytes;
    }

    /** A page that ends with the limit of rows or of bytes, whichever comes first, but never before its first row. */
    private static String page(String order, String where) {
        return """
            select %1$s from (
              select *, sum(size) over (order by %2$s) as bytes from (
                select %1$s, octet_length(payload) as size
                from event_log where %3$s order by %2$s limit ?) found) sized
            where bytes <= ? or bytes = size order by %2$s\
            """.formatted(LoggedEvent.COLUMNS, order, where);
    }

    /** Moves up to {@code limit} outbox rows into the log; returns how many. */
    int move(RelayLease.Term term, int limit) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(MOVE)) {
            statement.setString(1, term.owner());
            statement.setLong(2, term.epoch());
            statement.setInt(3, limit);
            var rows = statement.executeQuery();
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /**
     * What the topic has not got yet, in order, up to {@code limit} rows.
     *
     * @throws RelayLease.Lost when another instance relays now: what it has sent must not be sent again
     */
    List<LoggedEvent> unsent(RelayLease.Term term, int limit) throws SQLException, RelayLease.Lost {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(SENT_UP_TO)) {
            statement.setString(1, term.owner());
            statement.setLong(2, term.epoch());
            var rows = statement.executeQuery();
            if (!rows.next()) {
                throw new RelayLease.Lost();
            }
            return read(connection, AFTER, rows.getLong(1), limit);
        }
    }

    /**
     * Notes that everything up to a position has been acknowledged by the broker.
     *
     * @throws RelayLease.Lost when another instance relays now; nothing is noted
     */
    void sent(RelayLease.Term term, long position) throws SQLException, RelayLease.Lost {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(SENT)) {
            statement.setLong(1, position);
            statement.setString(2, term.owner());
            statement.setLong(3, term.epoch());
            if (statement.executeUpdate() == 0) {
                throw new RelayLease.Lost();
            }
        }
    }

    /** The feed's page after a position, up to {@code limit} rows. */
    public List<LoggedEvent> after(long position, int limit) throws SQLException {
        try (var connection = database.getConnection()) {
            return read(connection, AFTER, position, limit);
        }
    }

    /** The history of one aggregate from a version on, up to {@code limit} rows. */
    public List<LoggedEvent> ofAggregate(UUID aggregate, long fromVersion, int limit) throws SQLException {
        try (var connection = database.getConnection()) {
            return read(connection, OF_AGGREGATE, aggregate, fromVersion, limit);
        }
    }

    /**
     * What was told in one hour.
     *
     * @param hour its beginning
     * @param positions the sum of the events' positions
     * @param ids what their ids come to, as {@link EventIds} says
     * @param first the lowest position
     * @param last the highest
     */
    public record PublishedHour(Instant hour, long events, BigDecimal positions, String ids, long first, long last) {}

    /** What was told, by hour of the events' time, from an hour up to before another. */
    public List<PublishedHour> hours(Instant from, Instant to) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(HOURS)) {
            statement.setObject(1, from.atOffset(ZoneOffset.UTC));
            statement.setObject(2, to.atOffset(ZoneOffset.UTC));
            List<PublishedHour> hours = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                hours.add(new PublishedHour(
                        rows.getObject("hour", OffsetDateTime.class).toInstant(),
                        rows.getLong("events"),
                        rows.getBigDecimal("positions"),
                        rows.getString("ids"),
                        rows.getLong("first"),
                        rows.getLong("last")));
            }
            return hours;
        }
    }

    /**
     * What transactions have left and nobody has moved into the log yet.
     *
     * @param oldest when the oldest of them happened; null when there are none
     */
    public record Unmoved(long events, Instant oldest) {}

    public Unmoved unmoved() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(UNMOVED)) {
            var rows = statement.executeQuery();
            rows.next();
            OffsetDateTime oldest = rows.getObject(2, OffsetDateTime.class);
            return new Unmoved(rows.getLong(1), oldest == null ? null : oldest.toInstant());
        }
    }

    private List<LoggedEvent> read(Connection connection, String page, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(page)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.setLong(arguments.length + 1, pageBytes);
            List<LoggedEvent> events = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                events.add(LoggedEvent.of(rows));
            }
            return events;
        }
    }
}
