package io.neiqin.reporting.rebuild;

import io.neiqin.platform.consumer.LogFollower;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.cube.Facts;
import io.neiqin.reporting.intake.FeedReading;
import io.neiqin.reporting.intake.KpiConsumer;
import io.neiqin.reporting.rebuild.ShadowLease.Term;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The schemas of projections: which there are, and how one is made, completed and moved to another place. */
@ApplicationScoped
class Projections {

    /** Indexes of a large journal take their time. */
    private static final Duration LONG = Duration.ofHours(2);

    /** Whether either has a column that the other has not, or of another type. */
    private static final String OUTDATED = """
        select exists (
          select from information_schema.columns where table_schema in ('%s', '%s')
          group by table_name, column_name, data_type having count(*) = 1)\
        """;

    private static final String TABLES = script("tables.sql");
    private static final String INDEXES = script("indexes.sql");

    private static final String BEGIN = """
        insert into projection (source, started_by, own_entry) values (?, ?, ?)\
        """;

    private static final String ADD_UP = """
        insert into kpi_cell (measure, dimension_set, day, key1, key2, currency, value)
        select measure, dimension_set, day, key1, key2, currency, sum(value) from cell_spool
        group by measure, dimension_set, day, key1, key2, currency;
        drop table cell_spool\
        """;

    private static final String FIND = """
        select p.*, j.entries, (select count(*) from %1$s.waiting_event) as parked,
            extract(epoch from coalesce(p.ready_at, clock_timestamp()) - p.started_at) as seconds,
            (select coalesce(sum(greatest(l.next - coalesce(s.next, 0), 0)), 0)
                from kpi.intake_offset l left join %1$s.intake_offset s using (topic, partition)) as behind
        from %1$s.projection p, %1$s.journal j\
        """;

    /** Partitions in which the shadow does not stand where the live projection stands, and the reading of the log. */
    private static final String APART = """
        select (select count(*) from kpi.intake_offset l full join kpi_next.intake_offset s using (topic, partition)
                where l.next is distinct from s.next)
            + (select count(*) from kpi.feed_reading l, kpi_next.feed_reading s
                where (l.round, l.position, l.done) <> (s.round, s.position, s.done))\
        """;

    /** Where the shadow is ahead: after a rollback it is what was live. */
    private static final String AHEAD = """
        select (select count(*) from kpi_next.intake_offset s left join kpi.intake_offset l using (topic, partition)
                where s.next > coalesce(l.next, 0))
            + (select count(*) from kpi.feed_reading l, kpi_next.feed_reading s
                where l.round = s.round and (s.position > l.position or s.done and not l.done))\
        """;

    /** 1 while a projection that is built from the feed has not got all of it. */
    private static final String READING = """
        select count(*) from kpi_next.projection p, kpi.feed_reading l, kpi_next.feed_reading s
        where p.source = 'feed' and not (l.done and s.done and l.round = s.round)\
        """;

    /** Whatever entry was told to somebody stays behind the next one, whichever projection gives it. */
    private static final String GO_ON_COUNTING = """
        update %1$s.journal set entries = greatest(entries, (select entries from kpi.journal))\
        """;

    private final Transactions transactions;
    private final ShadowLease lease;
    private final Facts facts;
    private final FeedReading reading;

    Projections(Transactions transactions, ShadowLease lease, Facts facts, FeedReading reading) {
        this.transactions = transactions;
        this.lease = lease;
        this.facts = facts;
        this.reading = reading;
    }

    Optional<Projection> find(Connection connection, Place place) throws SQLException {
        if (!isThere(connection, place)) {
            return Optional.empty();
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(FIND.formatted(place.schema()))) {
            rows.next();
            return Optional.of(projection(place, rows));
        }
    }

    boolean isThere(Connection connection, Place place) throws SQLException {
        try (var statement = connection.prepareStatement("select to_regclass(? || '.projection') is not null")) {
            statement.setString(1, place.schema());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /** Makes an empty shadow. What only it knows will count as known from now on. */
    void begin(Connection connection, String source, String by) throws SQLException {
        long ownEntry = facts.nextEntry(connection);
        Transactions.execute(connection, "create schema " + Place.SHADOW.schema());
        Transactions.use(connection, Place.SHADOW);
        Transactions.execute(connection, TABLES);
        Transactions.execute(connection, "create table cell_spool (like kpi_cell)");
        Transactions.execute(connection, "insert into journal (entries) values (" + ownEntry + ")");
        try (var statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, source);
            statement.setString(2, by);
            statement.setLong(3, ownEntry);
            statement.executeUpdate();
        }
    }

    /** Gives the filled shadow what it has been spared. */
    void finish(Term term) throws SQLException {
        transactions.in(Place.SHADOW, connection -> {
            lease.renew(connection, term, 0);
            Transactions.execute(connection, "update projection set state = 'INDEXING'");
            return null;
        });
        transactions.in(Place.SHADOW, LONG, connection -> {
            lease.renew(connection, term, 0);
            Transactions.execute(connection, "set local maintenance_work_mem = '128MB'");
            Transactions.execute(connection, "set local work_mem = '64MB'");
            Transactions.execute(connection, ADD_UP);
            Transactions.execute(connection, INDEXES);
            // A first look; autovacuum takes the usual, three times as long one.
            Transactions.execute(connection, "set local default_statistics_target = 30");
            Transactions.execute(connection, "analyze kpi_fact, kpi_cell, journal_event, order_state, label");
            lease.renew(connection, term, 0);
            Transactions.execute(
                    connection, "update projection set state = 'READY', ready_at = clock_timestamp(), built = events");
            return null;
        });
    }

    void renew(Term term) throws SQLException {
        transactions.in(Place.SHADOW, connection -> {
            lease.renew(connection, term, 0);
            return null;
        });
    }

    boolean areApart(Connection connection) throws SQLException {
        return isAny(connection, APART);
    }

    boolean isShadowAhead(Connection connection) throws SQLException {
        return isAny(connection, AHEAD);
    }

    /** Whether the log of the producer is still being read into the shadow that is built from it. */
    boolean isReading() throws SQLException {
        return transactions.in(Place.LIVE, connection -> isAny(connection, READING));
    }

    private static boolean isAny(Connection connection, String count) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(count)) {
            rows.next();
            return rows.getLong(1) > 0;
        }
    }

    /** Waits for its builder's transaction, and keeps the builder away until the end of this one. */
    void lockShadow(Connection connection) throws SQLException {
        Transactions.execute(connection, "select 1 from kpi_next.projection for update");
    }

    void drop(Connection connection, Place place) throws SQLException {
        Transactions.execute(connection, "drop schema if exists " + place.schema() + " cascade");
    }

    /** Puts another projection in the live one's place, and the live one there. */
    void exchange(Connection connection, Place next, Place last) throws SQLException {
        requireSameTables(connection, next);
        Transactions.execute(connection, GO_ON_COUNTING.formatted(next.schema()));
        // What was live before knows nothing of a reading since.
        reading.follow(connection, next.schema(), Place.LIVE.schema());
        followLogAnew(connection);
        String live = Place.LIVE.schema();
        Transactions.execute(connection, "alter schema " + live + " rename to kpi_leaving");
        Transactions.execute(connection, "alter schema " + next.schema() + " rename to " + live);
        Transactions.execute(connection, "alter schema kpi_leaving rename to " + last.schema());
    }

    /**
     * One that an instance of another version has begun, while this one was being put in its place, would not take what we
     * write into it.
     */
    private static void requireSameTables(Connection connection, Place next) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(OUTDATED.formatted(Place.LIVE.schema(), next.schema()))) {
            rows.next();
            if (rows.getBoolean(1)) {
                throw Problem.conflict("projection-outdated");
            }
        }
    }

    /** What the log brought the one projection, where the topic did not, the other may lack. */
    private static void followLogAnew(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(LogFollower.BEGIN_ANEW)) {
            statement.setString(1, KpiConsumer.NAME);
            statement.setString(2, FeedReading.PRODUCER);
            statement.executeUpdate();
        }
    }

    private static Projection projection(Place place, ResultSet row) throws SQLException {
        BigDecimal seconds = row.getBigDecimal("seconds");
        long events = row.getLong("events");
        long built = row.getLong("built");
        long behind = row.getLong("behind");
        boolean building = row.getObject("ready_at") == null;
        long perSecond = Math.round((building ? events : built) / Math.max(seconds.doubleValue(), 0.001));
        return new Projection(
                place.schema(),
                row.getString("state"),
                row.getString("source"),
                instant(row, "started_at"),
                row.getString("started_by"),
                instant(row, "ready_at"),
                events,
                events + behind,
                seconds.doubleValue(),
                perSecond,
                building && perSecond > 0 ? behind / perSecond : null,
                behind,
                null,
                row.getLong("parked"),
                row.getLong("entries"),
                row.getString("fault"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String script(String name) {
        try (InputStream in = Projections.class.getResourceAsStream("/db/projection/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
