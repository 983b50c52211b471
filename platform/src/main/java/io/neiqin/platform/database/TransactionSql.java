package io.neiqin.platform.database;

import io.smallrye.mutiny.Uni;
import java.sql.ResultSet;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;

/**
 * Plain SQL on the connection of the session in hand, inside its transaction, past Hibernate: its native queries read
 * every statement anew, which costs more than the statement. Nothing is flushed before it, so it must not depend on
 * changes of entities that are still in memory. Parameters are {@code $1}, {@code $2} …; failures are Hibernate's.
 */
public final class TransactionSql {

    private TransactionSql() {}

    /** The rows, none fetched lazily; its cursor stands before the first. */
    public static Uni<ResultSet> select(Mutiny.Session session, String sql, Object... values) {
        return Uni.createFrom().completionStage(() -> connection(session).selectJdbc(sql, values));
    }

    /** The number of rows touched. */
    public static Uni<Integer> update(Mutiny.Session session, String sql, Object... values) {
        return Uni.createFrom().completionStage(() -> connection(session).update(sql, values));
    }

    private static ReactiveConnection connection(Mutiny.Session session) {
        return ((MutinySessionImpl) session).getReactiveConnection();
    }
}
