package io.neiqin.reporting.intake;

import static java.util.stream.Collectors.partitioningBy;

import io.neiqin.reporting.cube.Unnest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The last version of each aggregate that the KPIs have dealt with, types without a KPI included. */
@ApplicationScoped
public class Versions {

    private static final String LOAD = "select aggregate_id, version from applied_version where aggregate_id = any(?)";

    private static final String LOCK = LOAD + " order by aggregate_id for update";

    private static final Unnest<Stream> BEGIN =
            Unnest.<Stream>of("""
                insert into applied_version (aggregate_id, version) select * from unnest(?, ?)
                on conflict do nothing\
                """).with("uuid", stream -> stream.aggregateId).with("bigint", Stream::applied);

    private static final Unnest<Stream> ADVANCE = Unnest.<Stream>of("""
        update applied_version a set version = step.applied
        from unnest(?, ?, ?) as step(aggregate_id, before, applied)
        where a.aggregate_id = step.aggregate_id and a.version = step.before\
        """)
            .with("uuid", stream -> stream.aggregateId)
            .with("bigint", Stream::appliedBefore)
            .with("bigint", Stream::applied);

    /** Those known of the aggregates, locked until the end of the transaction. */
    Map<UUID, Long> lock(Connection connection, Collection<UUID> aggregates) throws SQLException {
        return read(connection, LOCK, aggregates);
    }

    /** Those known of the aggregates at this moment. */
    public Map<UUID, Long> load(Connection connection, Collection<UUID> aggregates) throws SQLException {
        return read(connection, LOAD, aggregates);
    }

    private static Map<UUID, Long> read(Connection connection, String sql, Collection<UUID> aggregates)
            throws SQLException {
        Map<UUID, Long> versions = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", aggregates.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    versions.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return versions;
    }

    /** @throws IllegalStateException when somebody else has applied events of one meanwhile; the caller must roll back */
    void save(Connection connection, Collection<Stream> streams) throws SQLException {
        Map<Boolean, List<Stream>> byNew =
                streams.stream().collect(partitioningBy(stream -> stream.appliedBefore() == 0));
        int saved = BEGIN.execute(connection, byNew.get(true)) + ADVANCE.execute(connection, byNew.get(false));
        if (saved != streams.size()) {
            throw new IllegalStateException(
                    "only " + saved + " of " + streams.size() + " aggregates were still where they had been");
        }
    }
}
