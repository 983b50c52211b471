package io.neiqin.platform.database;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What is written as a part of another statement: a round trip of its own costs as much as the work.
 *
 * @param sql common table expressions, separated by commas; {@code ?} stands for each value, casts as
 *     {@code ?::int} for what is no text
 * @param values may be null
 */
public record StatementParts(String sql, List<Object> values) {

    public static final StatementParts NONE = new StatementParts("", List.of());

    public static StatementParts of(String sql, Object... values) {
        return new StatementParts(sql, Arrays.asList(values));
    }

    public boolean isNone() {
        return sql.isEmpty();
    }

    public StatementParts and(StatementParts more) {
        if (isNone() || more.isNone()) {
            return isNone() ? more : this;
        }
        List<Object> all = new ArrayList<>(values);
        all.addAll(more.values);
        return new StatementParts(sql + ", " + more.sql, all);
    }

    /** The SQL with its parameters numbered, as {@code $first} and on. */
    public String numberedFrom(int first) {
        StringBuilder numbered = new StringBuilder(sql.length() + 2 * values.size());
        int parameter = first;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '?') {
                numbered.append('$').append(parameter++);
            } else {
                numbered.append(c);
            }
        }
        return numbered.toString();
    }

    /** Writes them as a statement of their own; nothing where there are none. */
    public Uni<Void> write(Mutiny.Session session) {
        return isNone()
                ? Uni.createFrom().voidItem()
                : TransactionSql.select(session, "with " + numberedFrom(1) + " select 1", values.toArray())
                        .replaceWithVoid();
    }
}
