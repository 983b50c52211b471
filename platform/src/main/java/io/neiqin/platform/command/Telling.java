package io.neiqin.platform.command;

import io.neiqin.platform.database.StatementParts;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Events that a command tells at its end. */
@FunctionalInterface
public interface Telling {

    /**
     * Writes them, and with them, in the same statement, what else the command leaves; returns the version of the last one.
     *
     * @param along parts that may read {@code told(aggregateversion, seq)}; {@link StatementParts#NONE} for nothing
     */
    Uni<Long> write(Mutiny.Session session, StatementParts along);
}
