package io.neiqin.reporting.cube;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Sends many rows with one statement: an array per column, which the statement unnests. One round trip, whatever the
 * number of rows.
 */
public final class Unnest<T> {

    /** A column: its SQL type and where its value comes from. */
    private record Column<T>(String type, Function<T, Object> value) {}

    private final String sql;
    private final List<Column<T>> columns;

    private Unnest(String sql, List<Column<T>> columns) {
        this.sql = sql;
        this.columns = columns;
    }

    /** @param sql with one parameter per column, as {@code insert into t select * from unnest(?, ?)} */
    public static <T> Unnest<T> of(String sql) {
        return new Unnest<>(sql, List.of());
    }

    /** The statement with one more column, for the next parameter. */
    public Unnest<T> with(String type, Function<T, Object> value) {
        List<Column<T>> more = new ArrayList<>(columns);
        more.add(new Column<>(type, value));
        return new Unnest<>(sql, List.copyOf(more));
    }

    /** Returns the number of rows touched; sends nothing when there are no rows. */
    public int execute(Connection connection, Collection<T> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Column<T> column = columns.get(i);
                String[] values =
                        rows.stream().map(column.value).map(Unnest::text).toArray(String[]::new);
                statement.setArray(i + 1, connection.createArrayOf(column.type, values));
            }
            return statement.executeUpdate();
        }
    }

    static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value == null ? null : value.toString();
    }
}
