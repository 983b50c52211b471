package io.neiqin.reporting.kpi;

import static java.util.stream.Collectors.joining;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.DimensionSet;
import io.neiqin.reporting.kpi.JournalSql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The statement that answers a query: over cells where they are kept for its dimensions, else over the journal. */
final class FigureSql {

    private final JournalSql journal;
    private final KpiQuery query;

    private FigureSql(JournalSql journal) {
        this.journal = journal;
        this.query = journal.query();
    }

    /**
     * Columns: entries (the journal's last one), measure, bucket (its first day), k0 … and l0 … (key and label per
     * dimension asked for), currency, value. One row without a measure when there is no figure.
     *
     * @param limit the most rows that are read
     */
    static Statement of(KpiQuery asked, Visibility sees, int limit) {
        FigureSql sql = new FigureSql(new JournalSql(asked, sees, asked.entry()));
        boolean kept = asked.entry() == null && sql.journal.isSightAFilter();
        Optional<DimensionSet> cells = kept ? keptFor(sql.query) : Optional.empty();
        String figures = cells.map(sql::fromCells).orElseGet(sql::fromFacts);
        // One statement, so that figures and entry are of the same moment.
        return sql.journal.statement("select j.entries, f.* from journal j left join (" + sql.labelled(figures, limit)
                + ") f on true" + sql.order());
    }

    /**
     * The set of cells that answers the query. A dimension that is only filtered may be summed over where sums of parts
     * are right sums, or where a single key of it is asked for.
     */
    static Optional<DimensionSet> keptFor(KpiQuery query) {
        Set<Dimension> needed = EnumSet.noneOf(Dimension.class);
        needed.addAll(query.by());
        needed.addAll(query.filters().keySet());
        boolean single = query.filters().entrySet().stream()
                .allMatch(filter -> query.by().contains(filter.getKey())
                        || filter.getValue().size() <= 1);
        return query.measure().isAdditive() || single ? DimensionSet.find(needed) : Optional.empty();
    }

    private String fromCells(DimensionSet set) {
        List<String> columns = query.by().stream()
                .map(dimension -> "key" + (set.dimensions().indexOf(dimension) + 1))
                .toList();
        StringBuilder sql = new StringBuilder("select measure, ")
                .append(bucket())
                .append(" as bucket")
                .append(keys(columns))
                .append(", currency, sum(value) as value from kpi_cell where measure = any(")
                .append(journal.measures())
                .append(") and dimension_set = ")
                .append(journal.parameter(set.code()))
                .append(" and ")
                .append(journal.inPeriod());
        query.filters()
                .forEach((dimension, allowed) -> sql.append(" and key")
                        .append(set.dimensions().indexOf(dimension) + 1)
                        .append(journal.oneOf(allowed)));
        return sql.append(groupBy(3 + columns.size())).toString();
    }

    private String fromFacts() {
        List<String> columns = query.by().stream().map(Dimension::key).toList();
        String start = "select measure, " + bucket() + " as bucket" + keys(columns);
        String sums = query.measure().isAdditive()
                ? ", currency, sum(value) as value " + journal.facts()
                : ", '-' as currency, sum(moved)::numeric as value from (" + journal.moves(columns, List.of()) + ") m";
        return start + sums + groupBy(3 + columns.size());
    }

    private String labelled(String figures, int limit) {
        String names = numbered("k%1$d, l%1$d.label as l%1$d");
        StringBuilder sql = new StringBuilder("select measure, bucket")
                .append(names)
                .append(", currency, value from (")
                .append(figures)
                .append(") figures");
        for (int i = 0; i < query.by().size(); i++) {
            sql.append(" left join label l%1$d on l%1$d.dimension = '%2$s' and l%1$d.key = k%1$d"
                    .formatted(i, query.by().get(i).key()));
        }
        return sql.append(order()).append(" limit ").append(limit).toString();
    }

    private String order() {
        return " order by bucket" + numbered("k%1$d") + ", currency, measure";
    }

    private static String keys(List<String> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> ", " + columns.get(i) + " as k" + i)
                .collect(joining());
    }

    private String numbered(String pattern) {
        return IntStream.range(0, query.by().size())
                .mapToObj(i -> ", " + pattern.formatted(i))
                .collect(joining());
    }

    private static String groupBy(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).collect(joining(", ", " group by ", ""));
    }

    private String bucket() {
        return query.grain() == Grain.TOTAL
                ? journal.parameter(query.period().from()) + "::date"
                : "date_trunc('" + query.grain().key() + "', day::timestamp)::date";
    }
}
