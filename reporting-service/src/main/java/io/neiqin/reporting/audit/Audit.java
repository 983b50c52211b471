package io.neiqin.reporting.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an audit has found.
 *
 * @param whole every cell, not only some
 * @param cells how many were added up anew
 * @param drifting how many of them are kept with another value; to be 0
 * @param first the first twenty of those
 */
public record Audit(Instant at, boolean whole, long cells, long drifting, List<Drift> first) {

    private static final int FIRST = 20;

    /** Both together, as one. */
    Audit and(Audit other) {
        List<Drift> both =
                Stream.concat(first.stream(), other.first.stream()).limit(FIRST).toList();
        return new Audit(at, whole, cells + other.cells, drifting + other.drifting, both);
    }

    /** A cell whose kept value is not what its facts add up to; both are decimals. */
    public record Drift(
            String measure,
            String set,
            LocalDate day,
            String key1,
            String key2,
            String currency,
            String kept,
            String facts) {

        static Drift of(String set, ResultSet row) throws SQLException {
            return new Drift(
                    row.getString("measure"),
                    set,
                    row.getObject("day", LocalDate.class),
                    row.getString("key1"),
                    row.getString("key2"),
                    row.getString("currency"),
                    row.getBigDecimal("kept").toPlainString(),
                    row.getBigDecimal("added").toPlainString());
        }
    }
}
