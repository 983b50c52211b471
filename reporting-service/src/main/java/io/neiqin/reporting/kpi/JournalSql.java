package io.neiqin.reporting.kpi;

import static java.util.stream.Collectors.joining;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What of the journal answers a query: the one place that says which facts a caller's question is about, for figures
 * and for their explanations. Column names come from {@link Dimension}; whatever a caller sends is a parameter.
 */
public final class JournalSql {

    private final KpiQuery query;
    private final Visibility sees;
    private final Long lastEntry;
    private final List<Object> values = new ArrayList<>();

    /** @param lastEntry the journal as of this entry; null for all of it */
    public JournalSql(KpiQuery asked, Visibility sees, Long lastEntry) {
        this.query = asked.seenBy(sees);
        this.sees = sees;
        this.lastEntry = lastEntry;
    }

    /** A statement and its parameters. */
    public record Statement(String sql, List<Object> values) {}

    public Statement statement(String sql) {
        return new Statement(sql, values);
    }

    /** The query, narrowed to what the caller sees as far as a filter can say it. */
    public KpiQuery query() {
        return query;
    }

    /** Whether the narrowed query says all that there is to the caller's sight. */
    boolean isSightAFilter() {
        return sees.all() || sees.departments().isEmpty();
    }

    /** The facts whose sum is the answer, as a FROM clause. */
    public String facts() {
        return "from kpi_fact where measure = any(" + measures() + ") and " + inPeriod() + inSight();
    }

    /**
     * Distinct counts, one row per move: after each event, is the order (or line) still there in the group? Where that
     * changes, a count of the day moves. A measure with a day of its own asks it for each day by itself.
     *
     * <p>Columns: measure, day, position, counted (the order's or line's id), the group's and the carried ones, facts
     * (how many brought the move about), moved.
     *
     * @param group columns that make the groups
     * @param carried columns that follow from the event
     */
    public String moves(List<String> group, List<String> carried) {
        boolean onOwnDay = query.measure().onOwnDay();
        String groups = listed(group);
        String columns = "measure, day, position, counted" + groups + listed(carried);
        String measures = measures();
        String ofThese = onOwnDay
                ? inPeriod()
                : "order_id in (select order_id from kpi_fact where measure = any(" + measures + ") and " + inPeriod()
                        + ")";
        String steps = "select measure, day, position, " + counted() + " as counted" + groups + listed(carried)
                + ", count(*) as facts, sum(value) as step from kpi_fact where measure = any(" + measures + ") and "
                + ofThese + inSight() + " group by " + columns;
        String moves = "select " + columns + ", facts, (sum(step) over w > 0)::int"
                + " - (sum(step) over w - step > 0)::int as moved from (" + steps + ") s"
                + " window w as (partition by measure, counted" + groups + (onOwnDay ? ", day" : "")
                + " order by position)";
        return "select * from (" + moves + ") m where moved <> 0 and " + inPeriod();
    }

    /** The column that tells what a distinct count counts. */
    public String counted() {
        return query.measure().counting() == Measure.Counting.ORDERS ? "order_id" : "line_id";
    }

    /** What is in sight of the journal: filters, currency, last entry, and what the caller sees beyond a filter. */
    public String inSight() {
        StringBuilder sql = new StringBuilder();
        for (Map.Entry<Dimension, Set<String>> filter : query.filters().entrySet()) {
            sql.append(" and ").append(filter.getKey().key()).append(oneOf(filter.getValue()));
        }
        if (query.currency() != null) {
            sql.append(" and currency = ").append(parameter(query.currency()));
        }
        if (lastEntry != null) {
            sql.append(" and entry <= ").append(parameter(lastEntry));
        }
        if (!isSightAFilter()) {
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

    String measures() {
        return parameter(query.measures().stream().map(Measure::code).toArray(String[]::new));
    }

    String inPeriod() {
        return "day between " + parameter(query.period().from()) + " and "
                + parameter(query.period().to());
    }

    String oneOf(Set<String> allowed) {
        return " = any(" + parameter(allowed.toArray(String[]::new)) + ")";
    }

    /** The place of a value in the statement. */
    public String parameter(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    private static String listed(List<String> columns) {
        return columns.stream().map(column -> ", " + column).collect(joining());
    }
}
