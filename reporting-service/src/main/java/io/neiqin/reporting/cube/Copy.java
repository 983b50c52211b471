package io.neiqin.reporting.cube;

import de.bytefish.pgbulkinsert.mapping.AbstractMapping;
import de.bytefish.pgbulkinsert.pgsql.PgBinaryWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Sends many new rows with COPY in its binary form: the fastest way in, where no row can be there already. Subclasses
 * say which column takes what of a row.
 */
abstract class Copy<T> extends AbstractMapping<T> {

    /** @param table in whichever schema is first in the search path */
    protected Copy(String table) {
        super("", table);
    }

    /** Sends nothing when there are no rows. */
    void execute(Connection connection, Collection<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(getCopyCommand());
        try {
            send(copy, rows);
        } catch (RuntimeException failed) {
            SQLException refusal = refusal(failed);
            release(copy, refusal);
            throw refusal;
        }
    }

    private void send(CopyIn copy, Collection<T> rows) {
        // The writer has a buffer; the stream needs none. It is closed only behind the last row: closing it commits to
        // what was sent.
        PgBinaryWriter writer = new PgBinaryWriter(new PGCopyOutputStream(copy, 1));
        for (T row : rows) {
            writer.startRow(columns.size());
            columns.forEach(column -> column.getWrite().accept(writer, row));
        }
        writer.close();
    }

    /**
     * The driver keeps a connection locked until its COPY has ended, also where the server is gone: the rollback would
     * wait for ever, and whoever called with it.
     */
    private static void release(CopyIn copy, SQLException because) {
        if (copy.isActive()) {
            try {
                copy.cancelCopy();
            } catch (SQLException expected) {
                because.addSuppressed(expected);
            }
        }
    }

    /**
     * What the database has said, where it has; callers look at its SQLSTATE. The writer says the same of a connection
     * that breaks and of a value that has no binary form: only what is behind it tells.
     */
    private static SQLException refusal(RuntimeException failed) {
        boolean broken = false;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return refused;
            }
            broken |= cause instanceof IOException;
        }
        return broken
                ? new SQLException("the connection broke: " + failed.getMessage(), "08006", failed)
                : new SQLException("a row cannot be written: " + failed.getMessage(), "22000", failed);
    }
}
