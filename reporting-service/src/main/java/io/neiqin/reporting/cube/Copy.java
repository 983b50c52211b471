package io.neiqin.reporting.cube;

import de.bytefish.pgbulkinsert.PgBulkInsert;
import de.bytefish.pgbulkinsert.exceptions.BinaryWriteFailedException;
import de.bytefish.pgbulkinsert.exceptions.SaveEntityFailedException;
import de.bytefish.pgbulkinsert.mapping.AbstractMapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.postgresql.PGConnection;

/**
 * Sends many new rows with COPY in its binary form: the fastest way in, where no row can be there already. Subclasses
 * say which column takes what of a row.
 */
abstract class Copy<T> extends AbstractMapping<T> {

    private final PgBulkInsert<T> insert;

    /** @param table in whichever schema is first in the search path */
    protected Copy(String table) {
        super("", table);
        insert = new PgBulkInsert<>(this);
    }

    /** Sends nothing when there are no rows. */
    void execute(Connection connection, Collection<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try {
            insert.saveAll(connection.unwrap(PGConnection.class), rows);
        } catch (BinaryWriteFailedException | SaveEntityFailedException failed) {
            throw refusal(failed);
        }
    }

    /** What the database has said, where it has; callers look at its SQLSTATE. */
    private static SQLException refusal(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return refused;
            }
        }
        throw failed;
    }
}
