package io.neiqin.testkit.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What a service has stored, as one fingerprint per table, so that a test can say: after this, nothing has changed.
 *
 * <p>Outbox and event log count as one set of events, because the relay moves rows from one to the other meanwhile. Left
 * out is what others' events and the relay write on their own: the organisation replica, a consumer's notes, the lease.
 */
public final class Stored {

    private static final String TABLES = """
        select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
          and table_name not like 'org\\_%'
          and table_name not in ('flyway_schema_history', 'relay', 'consumed_version', 'consumed_hour', 'followed_log',
              'parked_event', 'outbox', 'event_log')
        order by table_name\
        """;

    /** Whoever writes a row stamps it with his transaction: far cheaper to add up than what is in the rows. */
    private static final String ROWS =
            "select '%1$s', count(*) || ' rows ' || coalesce(sum(cast(cast(xmin as text) as bigint)), 0) from"
                    + " \"%1$s\"";

    /** Events are only ever added. */
    private static final String EVENTS =
            "select 'events', (select count(*) from outbox) + (select count(*) from event_log) || ' rows'";

    private final DataSource database;

    public Stored(DataSource database) {
        this.database = database;
    }

    /** Does the work, and fails when any table has other rows after it. */
    public <T> T unchangedBy(Supplier<T> work) {
        Map<String, String> before = fingerprint();
        T result = work.get();
        assertThat(fingerprint()).as("what is stored").isEqualTo(before);
        return result;
    }

    /** Number and writers of the rows by table, all as of one moment. */
    public Map<String, String> fingerprint() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> parts = new ArrayList<>(List.of(EVENTS));
            try (ResultSet tables = statement.executeQuery(TABLES)) {
                while (tables.next()) {
                    parts.add(ROWS.formatted(tables.getString(1)));
                }
            }
            Map<String, String> found = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery(String.join(" union all ", parts))) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
