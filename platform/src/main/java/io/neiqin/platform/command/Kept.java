package io.neiqin.platform.command;

/**
 * An answer that is kept, as a part of the statement that tells the command's events: a round trip of its own costs as
 * much as telling them.
 *
 * @param sql an insert out of {@code told(aggregateversion, seq)}, its first parameter {@code $13}; empty for nothing
 * @param values of its parameters
 */
public record Kept(String sql, Object... values) {

    public static final Kept NOTHING = new Kept("");

    public boolean isNothing() {
        return sql.isEmpty();
    }
}
