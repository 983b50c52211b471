package io.neiqin.benchmarks.importing;

import io.neiqin.benchmarks.Stack;
import io.neiqin.testkit.infra.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Y3: the rows that an import has left, in every table, copied into the same tables of an empty copy of the database; one
 * commit. What the relay has carried on to its log meanwhile goes where the import had left it, into the outbox.
 */
final class CopiedRows implements AutoCloseable {

    private static final String EVENT =
            "id, aggregatetype, aggregateid, aggregateversion, type, occurred_at, business_date,"
                    + " actor, correlation_id, causation_id, import_batch, traceparent, payload";

    /** Table and columns → where its rows are now. */
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        String orders = "select id from sales_order where import_batch = '%s'";
        TABLES.put("sales_order", "select * from sales_order where import_batch = '%s'");
        TABLES.put("sales_order_line", "select * from sales_order_line where order_id in (" + orders + ")");
        TABLES.put(
                "sales_order_salesperson", "select * from sales_order_salesperson where order_id in (" + orders + ")");
        TABLES.put("history_entry", "select * from history_entry where aggregate_id in (" + orders + ")");
        TABLES.put("history_link", "select * from history_link where aggregate_id in (" + orders + ")");
        TABLES.put("event_stream", "select * from event_stream where aggregate_id in (" + orders + ")");
        TABLES.put("outbox (" + EVENT + ")", "select " + EVENT + " from event_log where import_batch = '%s'");
    }

    private final Map<String, Path> files = new LinkedHashMap<>();
    private final DatabaseSettings into;
    private long rows;

    /** Takes what the import has left. */
    CopiedRows(DatabaseSettings from, String batchId, DatabaseSettings into) {
        this.into = into;
        try (Connection connection = Stack.connect(from)) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                Path file = Files.createTempFile("copied-rows", ".bin");
                files.put(table.getKey(), file);
                try (OutputStream out = Files.newOutputStream(file)) {
                    rows += copy.copyOut(
                            "copy (" + table.getValue().formatted(batchId) + ") to stdout (format binary)", out);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long rows() {
        return rows;
    }

    /** Empties the tables, which is not part of what is measured. */
    void clear() {
        try (Connection connection = Stack.connect(into);
                var statement = connection.createStatement()) {
            statement.execute("truncate sales_order, sales_order_line, sales_order_salesperson, history_entry,"
                    + " history_link, event_stream, outbox");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void write() {
        try (Connection connection = Stack.connect(into)) {
            connection.setAutoCommit(false);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Map.Entry<String, Path> table : files.entrySet()) {
                try (InputStream in = Files.newInputStream(table.getValue())) {
                    copy.copyIn("copy " + table.getKey() + " from stdin (format binary)", in);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        files.values().forEach(file -> file.toFile().delete());
    }
}
