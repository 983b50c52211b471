package io.neiqin.reporting;

import static org.awaitility.Awaitility.await;

import io.neiqin.reporting.cube.Cell;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** As if the producer's log had been followed up to there. */
    public void follow(long position) throws SQLException {
        execute("insert into followed_log (consumer, producer, position) values ('kpi', 'orders', " + position
                + ") on conflict (consumer, producer) do update set position = excluded.position");
    }

    public List<String> followed() {
        return query("select position from followed_log where consumer = 'kpi'");
    }

    /** The aggregate's parked events as version and cause. */
    public List<String> parked(UUID aggregate) {
        return query(
                "select version, cause from waiting_event where aggregate_id = '" + aggregate + "' order by version");
    }

    /** Mends what was kept of an event that could not be read. */
    public void repair(UUID aggregate, long version, String body) throws SQLException {
        execute("update waiting_event set payload = convert_to('" + body.replace("'", "''") + "', 'UTF8')"
                + " where aggregate_id = '" + aggregate + "' and version = " + version);
    }

    /** The cells of a span of days that are not nought, by name. */
    public Map<String, String> cells(LocalDate from, LocalDate to) {
        Map<String, String> cells = new TreeMap<>();
        for (String row : query("select measure, dimension_set, day, key1, key2, currency, value from kpi_cell"
                + " where value <> 0 and day between '" + from + "' and '" + to + "'")) {
            int value = row.lastIndexOf('|');
            cells.put(row.substring(0, value), plain(new BigDecimal(row.substring(value + 1))));
        }
        return cells;
    }

    public static String name(Cell cell) {
        return String.join(
                "|", cell.measure(), cell.set(), cell.day().toString(), cell.key1(), cell.key2(), cell.currency());
    }

    public static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    public void awaitParked(UUID aggregate, int events) {
        await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> parked(aggregate).size() == events);
    }
}
