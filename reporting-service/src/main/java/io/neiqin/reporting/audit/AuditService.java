package io.neiqin.reporting.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.event.EventCodec;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.audit.Audit.Drift;
import io.neiqin.reporting.cube.Measure;
import io.neiqin.reporting.kpi.KpiCatalogue;
import io.neiqin.reporting.rebuild.Place;
import io.neiqin.reporting.rebuild.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Compares kept sums with their facts, and keeps what was found. */
@ApplicationScoped
public class AuditService {

    private static final Logger LOG = Logger.getLogger(AuditService.class);

    /** How long one statement may take; there is one for each slice, dimension set and kind of measure. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOK_EVERY_MS = 100;
    private static final int MOST_CELLS = 500_000;
    private static final TypeReference<List<Drift>> DRIFTS = new TypeReference<>() {};

    private static final String RECENT = """
        select exists (select 1 from drift_audit where not whole and at > now() - interval '1 hour' * 0.9)\
        """;

    private static final String DAYS = "select min(day), max(day) from kpi_cell";

    private static final String YEARS =
            "select extract(year from day)::int, count(*) from kpi_cell group by 1 order by 1";

    private static final String KEEP = """
        insert into drift_audit (whole, cells, drifting, first) values (?, ?, ?, ?::json)
        returning at, whole, cells, drifting, first\
        """;

    private static final String LAST =
            "select at, whole, cells, drifting, first from drift_audit order by id desc limit 50";

    /** A drift stays one until all has been found in order, not until somebody looks elsewhere. */
    private static final String DRIFTING = """
        select coalesce(max(drifting), 0) from drift_audit
        where id >= (select coalesce(max(id), 0) from drift_audit where whole)\
        """;

    private final Transactions transactions;
    private final AuditTurn turn;
    private final Collection<Measure> measures;
    private final ObjectMapper json;
    private final Random random = new Random();

    public AuditService(Transactions transactions, AuditTurn turn, KpiCatalogue catalogue, EventCodec codec) {
        this.transactions = transactions;
        this.turn = turn;
        this.measures = catalogue.measures();
        this.json = codec.json();
    }

    /**
     * Every cell, some years at a time: each slice is compared as of one moment, and between two of them nothing is
     * held.
     *
     * @throws Problem 503 while another audit is running
     */
    public Audit everything() throws SQLException {
        String owner = await();
        try {
            return kept(audit(owner, transactions.in(Place.LIVE, LONG, this::slices), true));
        } finally {
            turn.end(owner);
        }
    }

    /**
     * Some cells, if nobody has audited some within the hour; empty also when there is nothing to audit, or another
     * audit is running.
     */
    Optional<Audit> some() throws SQLException {
        Optional<String> owner = turn.obtain();
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Slice> slice = transactions.in(
                    Place.LIVE,
                    LONG,
                    connection -> is(connection, RECENT) ? Optional.<Slice>empty() : slice(connection));
            return slice.isEmpty()
                    ? Optional.empty()
                    : Optional.of(kept(audit(owner.get(), List.of(slice.get()), false)));
        } finally {
            turn.end(owner.get());
        }
    }

    private String await() throws SQLException {
        Instant end = Instant.now().plus(PATIENCE);
        for (var owner = turn.obtain(); ; owner = turn.obtain()) {
            if (owner.isPresent()) {
                return owner.get();
            }
            if (Instant.now().isAfter(end)) {
                throw Problem.unavailable("audit-busy");
            }
            LockSupport.parkNanos(Duration.ofMillis(LOOK_EVERY_MS).toNanos());
        }
    }

    /** The latest first. */
    public List<Audit> last() throws SQLException {
        return transactions.in(Place.LIVE, connection -> {
            List<Audit> audits = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(LAST)) {
                while (rows.next()) {
                    audits.add(read(rows));
                }
            }
            return audits;
        });
    }

    /** The most cells that any audit has found drifting, from the last one of all cells on. */
    public long drifting() throws SQLException {
        return transactions.in(Place.LIVE, connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(DRIFTING)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private Audit audit(String owner, List<Slice> slices, boolean whole) throws SQLException {
        Audit all = new Audit(null, whole, 0, 0, List.of());
        for (Slice slice : slices) {
            if (!turn.renew(owner)) {
                throw Problem.unavailable("audit-busy");
            }
            all = all.and(transactions.in(Place.LIVE, LONG, snapshot -> {
                Transactions.execute(snapshot, "set transaction isolation level repeatable read, read only");
                return CellAudit.of(snapshot, slice, whole);
            }));
        }
        return all;
    }

    /** Years that have so many cells together; the first and the last one take along what lies before and after. */
    private List<Slice> slices(Connection connection) throws SQLException {
        List<Integer> ends = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(YEARS)) {
            long cells = 0;
            while (rows.next()) {
                cells += rows.getLong(2);
                if (cells > MOST_CELLS) {
                    ends.add(rows.getInt(1));
                    cells = 0;
                }
            }
        }
        return Slice.everything(measures, ends);
    }

    private Optional<Slice> slice(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(DAYS)) {
            rows.next();
            LocalDate first = rows.getObject(1, LocalDate.class);
            LocalDate last = rows.getObject(2, LocalDate.class);
            return first == null ? Optional.empty() : Optional.of(Slice.random(measures, first, last, random));
        }
    }

    private Audit kept(Audit found) throws SQLException {
        if (found.drifting() > 0) {
            LOG.errorf("%d of %d cells are not what their facts add up to", found.drifting(), found.cells());
        }
        return transactions.in(Place.LIVE, connection -> {
            try (var statement = connection.prepareStatement(KEEP)) {
                statement.setBoolean(1, found.whole());
                statement.setLong(2, found.cells());
                statement.setLong(3, found.drifting());
                statement.setString(4, write(found.first()));
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return read(rows);
                }
            }
        });
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private Audit read(ResultSet row) throws SQLException {
        try {
            return new Audit(
                    row.getTimestamp("at").toInstant(),
                    row.getBoolean("whole"),
                    row.getLong("cells"),
                    row.getLong("drifting"),
                    json.readValue(row.getString("first"), DRIFTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit cannot be read", e);
        }
    }

    private String write(List<Drift> first) {
        try {
            return json.writeValueAsString(first);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit cannot be written", e);
        }
    }
}
