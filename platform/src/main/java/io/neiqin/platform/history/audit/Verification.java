package io.neiqin.platform.history.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.neiqin.events.platform.HistoryEvent.HistorySealed;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.history.Recorded;
import io.neiqin.platform.history.StoredEntry;
import io.neiqin.platform.history.audit.Finding.What;
import io.neiqin.platform.history.audit.SealWalk.Seal;
import io.neiqin.platform.problem.Problem;
import io.neiqin.platform.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Reads the whole history and says whether it is as it was written: the entries against their chain and the records, the
 * chain against the seals, the seals against what was told of them. All as of one moment, row by row, so that its size
 * does not matter.
 */
@ApplicationScoped
class Verification {

    /**
     * What was found.
     *
     * @param sound whether all is as it was written
     * @param erased values that were erased, as an entry says; else they are a finding
     * @param unsealed entries that have come since the last seal
     * @param unsealedSince when the oldest of them came; null without any
     * @param lastSeal null where nothing was sealed yet
     * @param moreFindings how many there are beside those shown
     */
    record Report(
            boolean sound,
            Instant asOf,
            long aggregates,
            long entries,
            long erased,
            long unsealed,
            Instant unsealedSince,
            LastSeal lastSeal,
            List<Finding> findings,
            long moreFindings) {}

    /** @param head hexadecimal, as it was told on the topic */
    record LastSeal(long no, Instant at, String head) {}

    private static final int AT_ONCE = 1000;

    /** Entries are larger: of an order of five hundred lines some hundred kilobytes. */
    private static final int ENTRIES_AT_ONCE = 20;

    /** All as of one moment; rows are read along their keys, and not sorted as a whole before the first one comes. */
    private static final String AS_THEY_COME = "set transaction isolation level repeatable read, read only;"
            + " set local statement_timeout = 0; set local enable_sort = off;"
            // By this name the watch over forgotten transactions knows it.
            + " set local application_name = 'neiqin history verification'";

    private static final String SEALS = "select no, at, entries, head from history_seal order by no";

    private static final String LINKS = """
            select seal_no, chain_hash from history_link where seal_no is not null order by seal_no, aggregate_id, no""";

    private static final String UNSEALED = """
            select count(*), min(at) from history_link left join history_entry using (aggregate_id, no)
            where seal_no is null""";

    /** Where a payload does not say of which seal it tells, the event's version does: the n-th tells of the n-th. */
    private static final String TOLD = """
            select no, at, entries, head, payload from history_seal full join (
              select coalesce(substring(payload from '"no"\\s*:\\s*(\\d{1,18})\\s*[,}]')::bigint, aggregateversion) as no,
                payload from (
                select payload, aggregateversion from event_log where aggregateid = ? union all
                select payload, aggregateversion from outbox where aggregateid = ?) told) told using (no)
            order by no""";

    private final DataSource database;
    private final EventCodec codec;
    private final BusinessClock clock;
    private final Mutiny.SessionFactory hibernate;
    private final UUID historyId;
    private final Semaphore one = new Semaphore(1);

    Verification(
            DataSource database,
            EventCodec codec,
            BusinessClock clock,
            Mutiny.SessionFactory hibernate,
            @ConfigProperty(name = "neiqin.topic") String topic) {
        this.database = database;
        this.codec = codec;
        this.clock = clock;
        this.hibernate = hibernate;
        this.historyId = Seals.idOf(topic);
    }

    /** Takes as long as it takes; one at a time in an instance, refused with 409 while another is under way. */
    Report run() throws SQLException {
        if (!one.tryAcquire()) {
            throw Problem.conflict("verification-under-way");
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return run(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } finally {
            one.release();
        }
    }

    private Report run(Connection connection) throws SQLException {
        try (var settings = connection.createStatement()) {
            settings.execute(AS_THEY_COME);
        }
        Instant asOf = clock.now();
        Findings findings = new Findings();
        ChainWalk chains = new ChainWalk(findings::add);
        walkChains(connection, chains);
        Seal last = walkSeals(connection, findings);
        compareWithWhatWasTold(connection, findings, last == null ? 0 : last.no());
        Unsealed unsealed = unsealed(connection);
        return new Report(
                findings.shown().isEmpty(),
                asOf,
                chains.aggregates(),
                chains.entries(),
                chains.erased(),
                unsealed.entries(),
                unsealed.since(),
                last == null ? null : new LastSeal(last.no(), last.at(), text(last.head())),
                findings.shown(),
                findings.more());
    }

    private void walkChains(Connection connection, ChainWalk walk) throws SQLException {
        try (PreparedStatement entries = prepare(connection, StoredEntry.ENTRIES, ENTRIES_AT_ONCE);
                PreparedStatement links = prepare(connection, StoredEntry.LINKS);
                PreparedStatement records = prepare(connection, records());
                ResultSet entry = entries.executeQuery();
                ResultSet link = links.executeQuery();
                ResultSet record = records.executeQuery()) {
            boolean moreEntries = entry.next();
            boolean moreLinks = link.next();
            boolean moreRecords = record.next();
            while (moreEntries || moreLinks) {
                int side = !moreEntries ? 1 : !moreLinks ? -1 : StoredEntry.compare(entry, link);
                StoredEntry row = StoredEntry.of(side <= 0 ? entry : null, side >= 0 ? link : null);
                moreRecords = walkRecords(record, moreRecords, row.id(), walk);
                walk.take(row);
                moreEntries = side <= 0 ? entry.next() : moreEntries;
                moreLinks = side >= 0 ? link.next() : moreLinks;
            }
            walkRecords(record, moreRecords, null, walk);
        }
        walk.end();
    }

    /**
     * Takes the records up to one.
     *
     * @param last null for all
     * @return whether there are more
     */
    private static boolean walkRecords(ResultSet record, boolean more, UUID last, ChainWalk walk) throws SQLException {
        boolean left = more;
        for (; left; left = record.next()) {
            UUID id = record.getObject(1, UUID.class);
            if (last != null && StoredEntry.compare(id, last) > 0) {
                return true;
            }
            walk.takeRecord(id, record.getInt(2));
        }
        return false;
    }

    /** All records that have a history, in its order. */
    private String records() {
        return ((MappingMetamodel) hibernate.getMetamodel())
                .streamEntityDescriptors()
                .filter(entity -> Recorded.class.isAssignableFrom(entity.getMappedClass()))
                .map(entity -> "select id, version from "
                        + entity.getIdentifierTableDetails().getTableName())
                .collect(Collectors.joining(" union all ", "", " order by id"));
    }

    /** Returns the last one, null when there is none. */
    private static Seal walkSeals(Connection connection, Findings findings) throws SQLException {
        SealWalk walk = new SealWalk(findings::add);
        try (PreparedStatement seals = prepare(connection, SEALS);
                PreparedStatement links = prepare(connection, LINKS);
                ResultSet seal = seals.executeQuery();
                ResultSet link = links.executeQuery()) {
            boolean more = link.next();
            while (seal.next()) {
                Seal current = seal(seal);
                walk.take(current);
                for (; more && link.getLong(1) <= current.no(); more = link.next()) {
                    if (link.getLong(1) == current.no()) {
                        walk.takeLink(link.getBytes(2));
                    } else {
                        walk.takeLinkWithout(link.getLong(1));
                    }
                }
            }
            for (; more; more = link.next()) {
                walk.takeLinkWithout(link.getLong(1));
            }
        }
        walk.end();
        return walk.last();
    }

    /** What was told of a seal lies in the log, which nobody changes, and beyond it where others have read it. */
    private void compareWithWhatWasTold(Connection connection, Findings findings, long last) throws SQLException {
        try (PreparedStatement statement = prepare(connection, TOLD)) {
            statement.setObject(1, historyId);
            statement.setObject(2, historyId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long no = row.getLong("no");
                    String payload = row.getString("payload");
                    if (row.getBytes("head") == null) {
                        What what = no > last ? What.TRUNCATED : What.REMOVED;
                        findings.add(Finding.ofSeal(what, no, "it was told, it is not there"));
                    } else if (payload == null) {
                        findings.add(Finding.ofSeal(What.INSERTED, no, "it was never told"));
                    } else if (!asTold(seal(row)).equals(told(payload))) {
                        findings.add(Finding.ofSeal(What.EDITED, no, "it was told otherwise"));
                    }
                }
            }
        }
    }

    /** Null for what was never told so. */
    private HistorySealed told(String payload) {
        try {
            return codec.json().readValue(payload, HistorySealed.class);
        } catch (JsonProcessingException foreign) {
            return null;
        }
    }

    private HistorySealed asTold(Seal seal) {
        return new HistorySealed(historyId, (int) seal.no(), seal.at(), seal.entries(), text(seal.head()));
    }

    private static Seal seal(ResultSet row) throws SQLException {
        return new Seal(
                row.getLong("no"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getInt("entries"),
                row.getBytes("head"));
    }

    private record Unsealed(long entries, Instant since) {}

    private static Unsealed unsealed(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, UNSEALED);
                ResultSet row = statement.executeQuery()) {
            row.next();
            OffsetDateTime since = row.getObject(2, OffsetDateTime.class);
            return new Unsealed(row.getLong(1), since == null ? null : since.toInstant());
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return prepare(connection, sql, AT_ONCE);
    }

    private static PreparedStatement prepare(Connection connection, String sql, int atOnce) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(atOnce);
        return statement;
    }

    private static String text(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
