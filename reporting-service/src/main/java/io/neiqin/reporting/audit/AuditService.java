package io.neiqin.reporting.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neiqin.platform.event.EventCodec;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jboss.logging.Logger;

/** Compares kept sums with their facts, and keeps what was found. */
@ApplicationScoped
public class AuditService {

    private static final Logger LOG = Logger.getLogger(AuditService.class);
    private static final Duration LONG = Duration.ofHours(1);
    private static final TypeReference<List<Drift>> DRIFTS = new TypeReference<>() {};

    /** Any number that nobody else locks: one instance audits at a time. */
    private static final String TURN = "select pg_try_advisory_xact_lock(7205759404)";

    private static final String RECENT = """
        select exists (select 1 from drift_audit where not whole and at > now() - interval '1 hour' * 0.9)\
        """;

    private static final String DAYS = "select min(day), max(day) from kpi_cell";

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
    private final Collection<Measure> measures;
    private final ObjectMapper json;
    private final Random random = new Random();

    public AuditService(Transactions transactions, KpiCatalogue catalogue, EventCodec codec) {
        this.transactions = transactions;
        this.measures = catalogue.measures();
        this.json = codec.json();
    }

    /** Every cell. */
    public Audit everything() throws SQLException {
        return kept(audit(Slice.everything(measures), true));
    }

    /** Some cells, if nobody has audited some within the hour; empty also when there is nothing to audit. */
    Optional<Audit> some() throws SQLException {
        return transactions.in(Place.LIVE, LONG, turn -> {
            if (!is(turn, TURN) || is(turn, RECENT)) {
                return Optional.empty();
            }
            Optional<Slice> slice = slice(turn);
            return slice.isEmpty() ? Optional.empty() : Optional.of(kept(audit(slice.get(), false)));
        });
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

    private Audit audit(Slice slice, boolean whole) throws SQLException {
        return transactions.in(Place.LIVE, LONG, snapshot -> {
            try (var statement = snapshot.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
            }
            return CellAudit.of(snapshot, slice, whole);
        });
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
