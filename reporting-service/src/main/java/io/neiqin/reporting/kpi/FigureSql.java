package io.neiqin.reporting.kpi;

import static java.util.stream.Collectors.joining;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.DimensionSet;
import io.neiqin.reporting.cube.Measure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The statement that answers a query: over cells where they are kept for its dimensions, else over the journal. Column
 * names come from {@link Dimension}; whatever a caller sends is a parameter.
 */
final class FigureSql {

    private final KpiQuery query;
    private final Visibility sees;
    private final List<Object> values = new ArrayList<>();

    private FigureSql(KpiQuery query, Visibility sees) {
        this.query = query;
        this.sees = sees;
    }

    /** A statement and its parameters. */
    record Statement(String sql, List<Object> values) {}

    /**
     * Columns: measure, bucket (its first day), k0 … and l0 … (key and label per dimension asked for), currency, value.
     *
     * @param limit the most rows that are read
     */
    static Statement of(KpiQuery asked, Visibility sees, int limit) {
        KpiQuery query = asked.seenBy(sees);
        FigureSql sql = new FigureSql(query, sees);
        boolean byFilter = sees.all() || sees.departments().isEmpty();
        Optional<DimensionSet> cells = byFilter ? keptFor(query) : Optional.empty();
        String figures = cells.map(sql::fromCells).orElseGet(sql::fromFacts);
        return new Statement(sql.labelled(figures, limit), sql.values);
    }

    /**
     * The set of cells that answers the query. A dimension that is only filtered may be summed over where sums of parts
     * are right sums, or where a single key of it is asked for.
     */
    static Optional<DimensionSet> keptFor(KpiQuery query) {
        Set<Dimension> needed = EnumSet.noneOf(Dimension.class);
        needed.addAll(query.by());
        needed.addAll(query.filters().keySet());
        boolean additive = query.measures().stream().allMatch(Measure::isAdditive);
        boolean single = query.filters().entrySet().stream()
                .allMatch(filter -> query.by().contains(filter.getKey())
                        || filter.getValue().size() <= 1);
        return additive || single ? DimensionSet.find(needed) : Optional.empty();
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
                .append(measures())
                .append(") and dimension_set = ")
                .append(parameter(set.code()))
                .append(" and ")
                .append(inPeriod());
        query.filters()
                .forEach((dimension, allowed) -> sql.append(" and key")
                        .append(set.dimensions().indexOf(dimension) + 1)
                        .append(oneOf(allowed)));
        return sql.append(groupBy(3 + columns.size())).toString();
    }

    private String fromFacts() {
        boolean additive = query.measures().stream().allMatch(Measure::isAdditive);
        return additive ? sumsOfFacts() : countsOfFacts();
    }

    private String sumsOfFacts() {
        return "select measure, " + bucket() + " as bucket" + keys(columns())
                + ", currency, sum(value) as value from kpi_fact where measure = any(" + measures() + ") and "
                + inPeriod() + inSight() + groupBy(3 + columns().size());
    }

    /**
     * Distinct counts: after each event, is the order (or line) still there in the group? The days on which that
     * changes are what is counted. A measure with a day of its own asks that for each day by itself.
     */
    private String countsOfFacts() {
        Measure measure = query.measures().get(0);
        String counted = measure.counting() == Measure.Counting.ORDERS ? "order_id" : "line_id";
        String group = columns().stream().map(column -> ", " + column).collect(joining());
        String measures = measures();
        String ofThese = measure.onOwnDay()
                ? inPeriod()
                : "order_id in (select order_id from kpi_fact where measure = any(" + measures + ") and " + inPeriod()
                        + ")";
        String steps = "select measure, day, position, " + counted + " as counted" + group
                + ", sum(value) as step from kpi_fact where measure = any(" + measures + ") and " + ofThese + inSight()
                + " group by measure, day, position, counted" + group;
        String moves = "select measure, day" + group + ", (sum(step) over w > 0)::int"
                + " - (sum(step) over w - step > 0)::int as moved from (" + steps + ") s"
                + " window w as (partition by measure, counted" + group + (measure.onOwnDay() ? ", day" : "")
                + " order by position)";
        return "select measure, " + bucket() + " as bucket" + keys(columns())
                + ", '-' as currency, sum(moved)::numeric as value from (" + moves + ") m where moved <> 0 and "
                + inPeriod() + groupBy(3 + columns().size());
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
        return sql.append(" order by bucket" + numbered("k%1$d") + ", currency, measure limit " + limit)
                .toString();
    }

    private List<String> columns() {
        return query.by().stream().map(Dimension::key).toList();
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
                ? parameter(query.period().from()) + "::date"
                : "date_trunc('" + query.grain().key() + "', day::timestamp)::date";
    }

    private String measures() {
        return parameter(query.measures().stream().map(Measure::code).toArray(String[]::new));
    }

    private String inPeriod() {
        return "day between " + parameter(query.period().from()) + " and "
                + parameter(query.period().to());
    }

    /** Filters, and what the caller may see where that is not a filter already. */
    private String inSight() {
        StringBuilder sql = new StringBuilder();
        for (Map.Entry<Dimension, Set<String>> filter : query.filters().entrySet()) {
            sql.append(" and ").append(filter.getKey().key()).append(oneOf(filter.getValue()));
        }
        if (!sees.all() && !sees.departments().isEmpty()) {
            String[] departments =
                    sees.departments().stream().map(UUID::toString).toArray(String[]::new);
            sql.append(" and (salesperson")
                    .append(oneOf(sees.owners()))
                    .append(" or department = any(")
                    .append(parameter(departments))
                    .append("))");
        }
        return sql.toString();
    }

    private String oneOf(Set<String> allowed) {
        return " = any(" + parameter(allowed.toArray(String[]::new)) + ")";
    }

    private String parameter(Object value) {
        values.add(value);
        return "$" + values.size();
    }
}
