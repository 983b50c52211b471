package io.neiqin.reporting;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What the service has written, read past it. */
public final class Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DataSource database;

    public Ledger(DataSource database) {
        this.database = database;
    }

    /** Everything that figures are made of, as text. */
    public List<String> figures() {
        List<String> figures = query("select measure, dimension_set, day, key1, key2, currency, value from kpi_cell"
                + " order by 1, 2, 3, 4, 5, 6");
        figures.addAll(query("select event_id, number, measure, day, value from kpi_fact order by 1, 2"));
        return figures;
    }

    /** The figures and the number of rows of every other table but the platform's own consumers'. */
    public List<String> everything() {
        List<String> rows = figures();
        for (String table : List.of("journal_event", "order_state", "label", "waiting_event", "outbox", "event_log")) {
            rows.addAll(query("select '" + table + "', count(*) from " + table));
        }
        return rows;
    }

    /** Rows with their values joined by bars. */
    public List<String> query(String sql) {
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(rows.getObject(i)));
                }
                lines.add(String.join("|", cells));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public int execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.createStatement().executeUpdate(sql);
        }
    }

    /** The aggregate's parked events as version and cause. */
    public List<String> parked(UUID aggregate) {
        return query(
                "select version, cause from waiting_event where aggregate_id = '" + aggregate + "' order by version");
    }

    public void awaitParked(UUID aggregate, int events) {
        await().atMost(PATIENCE).until(() -> parked(aggregate).size() == events);
    }
}
