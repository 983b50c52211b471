package io.neiqin.platform.relay;

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

    private static final String UNSENT = "select " + LoggedEvent.COLUMNS
            + " from event_log where position > (select sent_position from relay) order by position limit ?";

    private static final String SENT =
            "update relay set sent_position = ? where owner = ? and epoch = ? and sent_position < ?";

    private static final String AFTER =
            "select " + LoggedEvent.COLUMNS + " from event_log where position > ? order by position limit ?";

    private static final String OF_AGGREGATE = "select " + LoggedEvent.COLUMNS
            + " from event_log where aggregateid = ? and aggregateversion >= ? order by aggregateversion limit ?";

    private static final String HOURS = """
        select date_trunc('hour', occurred_at, 'UTC') as hour, count(*) as events, sum(position) as positions,
            min(position) as first, max(position) as last
        from event_log where occurred_at >= ? and occurred_at < ? group by 1 order by 1\
        """;

    private static final String UNMOVED = "select count(*), min(occurred_at) from outbox";

    private final DataSource database;

    public EventLog(DataSource database) {
        this.database = database;
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

    /** What the topic has not got yet, in order. */
    List<LoggedEvent> unsent(int limit) throws SQLException {
        try (var connection = database.getConnection()) {
            return read(connection, UNSENT, limit);
        }
    }

    /** Notes that everything up to a position has been acknowledged by the broker. */
    void sent(RelayLease.Term term, long position) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(SENT)) {
            statement.setLong(1, position);
            statement.setString(2, term.owner());
            statement.setLong(3, term.epoch());
            statement.setLong(4, position);
            statement.executeUpdate();
        }
    }

    /** The feed's page after a position. */
    public List<LoggedEvent> after(long position, int limit) throws SQLException {
        try (var connection = database.getConnection()) {
            return read(connection, AFTER, position, limit);
        }
    }

    /** The history of one aggregate from a version on. */
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
     * @param first the lowest of them
     * @param last the highest
     */
    public record PublishedHour(Instant hour, long events, BigDecimal positions, long first, long last) {}

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

    private static List<LoggedEvent> read(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<LoggedEvent> events = new ArrayList<>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                events.add(LoggedEvent.of(rows));
            }
            return events;
        }
    }
}
