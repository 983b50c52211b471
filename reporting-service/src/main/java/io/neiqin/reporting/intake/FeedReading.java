package io.neiqin.reporting.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How far a projection has read the producer's own log where the topic does not have everything. A reading goes over
 * the whole log, since nobody can say what the topic has lost; what is applied already is passed over by its version.
 * Where the topic goes on after it says the column {@code first} of the offsets (RPT-10, DAT-4).
 */
@ApplicationScoped
public class FeedReading {

    /** The service whose events the KPIs are made of. */
    public static final String PRODUCER = "orders";

    /**
     * Where a projection stands.
     *
     * @param round counts the readings of the live projection; 0 when there was none
     * @param position of the last event that was read, in the producer's log
     * @param done whether the log's end was reached
     */
    public record Position(long round, long position, boolean done) {}

    private static final String LOAD = "select round, position, done from feed_reading";

    /** Everything before the offsets as they stand will come from the log. */
    private static final String BEGIN = """
        update feed_reading set round = round + 1, position = 0, done = false;
        update intake_offset set first = next\
        """;

    private static final String ADVANCE =
            "update feed_reading set position = ?, done = ? where round = ? and position = ? and not done";

    /** Where another projection's reading began, that one may begin, too. */
    private static final String FOLLOW = """
        with follows as (
            update %1$s.feed_reading mine set round = live.round, position = 0, done = false
            from %2$s.feed_reading live where mine.round < live.round returning 1
        ), forgotten as (
            delete from %1$s.intake_offset where exists (select 1 from follows) and not exists (
                select 1 from %2$s.intake_offset live where live.topic = intake_offset.topic
                    and live.partition = intake_offset.partition)
        )
        insert into %1$s.intake_offset (topic, partition, next, first)
        select topic, partition, first, first from %2$s.intake_offset where exists (select 1 from follows)
        on conflict (topic, partition) do update set next = excluded.next, first = excluded.first\
        """;

    /** Of the projection that unqualified names mean. */
    public Position load(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(LOAD)) {
            rows.next();
            return new Position(rows.getLong(1), rows.getLong(2), rows.getBoolean(3));
        }
    }

    /** Begins a reading. The caller keeps all others from taking events until the end of its transaction. */
    public void begin(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(BEGIN);
        }
    }

    /**
     * Goes on from where it must still stand.
     *
     * @param done whether there is no more
     * @return false when somebody else has gone on, or begun anew: what was read must not be written
     */
    public boolean advance(Connection connection, Position from, long to, boolean done) throws SQLException {
        try (var statement = connection.prepareStatement(ADVANCE)) {
            statement.setLong(1, to);
            statement.setBoolean(2, done);
            statement.setLong(3, from.round());
            statement.setLong(4, from.position());
            return statement.executeUpdate() == 1;
        }
    }

    /** Begins the reading that another projection has begun since, and stands in the topic where that one began. */
    public void follow(Connection connection, String schema, String leader) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(FOLLOW.formatted(schema, leader));
        }
    }
}
