package io.neiqin.reporting.kpi;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.cube.Dimension;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stored figures, read. */
@ApplicationScoped
public class Figures {

    private static final int MOST_ROWS = 10_000;

    /**
     * One sum.
     *
     * @param labels of those keys that have one
     */
    public record Figure(
            String measure,
            LocalDate bucket,
            Map<String, String> keys,
            Map<String, String> labels,
            String currency,
            BigDecimal value) {}

    /** @param entry the journal's last one that the figures include */
    public record Found(long entry, List<Figure> figures) {}

    private final Pool pool;

    public Figures(Pool pool) {
        this.pool = pool;
    }

    /**
     * By bucket, keys and currency; only what moved at all has a figure.
     *
     * @throws Problem 400 when the answer would be longer than anybody reads, or when nothing has been reported under
     *     the entry asked for
     */
    public Uni<Found> find(KpiQuery query, Visibility sees) {
        JournalSql.Statement statement = FigureSql.of(query, sees, MOST_ROWS + 1);
        return pool.preparedQuery(statement.sql())
                .execute(Tuple.wrap(statement.values()))
                .map(rows -> {
                    if (rows.size() > MOST_ROWS) {
                        throw Problem.badRequest("too-many-rows", MOST_ROWS);
                    }
                    long last = rows.iterator().next().getLong("entries");
                    List<Figure> figures = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        if (row.getString("measure") != null) {
                            figures.add(figure(row, query.by()));
                        }
                    }
                    return new Found(asOf(query, last), figures);
                });
    }

    /**
     * The entry that the query asks for, else the last one.
     *
     * @throws Problem 400 for one that is still to come
     */
    public static long asOf(KpiQuery query, long last) {
        if (query.entry() != null && query.entry() > last) {
            throw Problem.badRequest("entry-unknown", query.entry());
        }
        return query.entry() == null ? last : query.entry();
    }

    private static Figure figure(Row row, List<Dimension> by) {
        Map<String, String> keys = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < by.size(); i++) {
            keys.put(by.get(i).key(), row.getString("k" + i));
            String label = row.getString("l" + i);
            if (label != null) {
                labels.put(by.get(i).key(), label);
            }
        }
        return new Figure(
                row.getString("measure"),
                row.getLocalDate("bucket"),
                keys,
                labels,
                row.getString("currency"),
                row.getBigDecimal("value"));
    }
}
