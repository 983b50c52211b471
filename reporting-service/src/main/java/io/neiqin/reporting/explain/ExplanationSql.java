package io.neiqin.reporting.explain;

import static java.util.stream.Collectors.joining;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.explain.Place.After;
import io.neiqin.reporting.kpi.JournalSql;
import io.neiqin.reporting.kpi.JournalSql.Statement;
import io.neiqin.reporting.kpi.KpiQuery;
import java.util.Arrays;
import java.util.List;

/**
 * The statements behind an explanation. Its items add up to the cell by what they are: of a sum, its facts; of a
 * distinct count, the moves of the count, each with the facts that brought it about.
 */
final class ExplanationSql {

    private static final String ORDER = "day, position, event_id, measure, mark";

    private final JournalSql journal;
    private final boolean sums;

    private ExplanationSql(KpiQuery query, Visibility sees, Place place) {
        journal = new JournalSql(query, sees, place.entry());
        sums = query.measure().isAdditive();
    }

    /** Columns: measure, items, facts, value; no row for a measure without items. */
    static Statement totals(KpiQuery query, Visibility sees, Place place) {
        ExplanationSql sql = new ExplanationSql(query, sees, place);
        return sql.journal.statement("select measure, count(*) as items, sum(facts)::bigint as facts,"
                + " sum(value) as value from (" + sql.items() + ") i group by measure");
    }

    /** Columns: dimension, key, label; of the keys asked for, those behind which there is anything in sight. */
    static Statement labels(KpiQuery query, Visibility sees, Place place) {
        ExplanationSql sql = new ExplanationSql(query, sees, place);
        return sql.journal.statement(query.filters().keySet().stream()
                .map(Dimension::key)
                .map(column -> "select dimension, key, label from label where dimension = '" + column
                        + "' and key in (select " + column + " " + sql.journal.facts() + ")")
                .collect(joining(" union all ")));
    }

    /**
     * Columns: those of an item's key, value, order_id, of its facts numbers, line and each dimension (null where they
     * differ) with its label as {@code <dimension>_label}, and what the journal says of its event.
     */
    static Statement page(KpiQuery query, Visibility sees, Place place, int limit) {
        ExplanationSql sql = new ExplanationSql(query, sees, place);
        String page = "select * from (" + sql.items() + ") i" + sql.after(place.after()) + " order by " + ORDER
                + " limit " + limit;
        StringBuilder labelled = new StringBuilder("select p.*, f.*, e.type, e.actor, e.correlation_id, e.import_batch,"
                + " e.order_number, e.event_time");
        StringBuilder labels = new StringBuilder();
        for (Dimension dimension : Dimension.values()) {
            String key = dimension.key();
            labelled.append(", l_%1$s.label as %1$s_label".formatted(key));
            labels.append(
                    " left join label l_%1$s on l_%1$s.dimension = '%1$s' and l_%1$s.key = f.%1$s".formatted(key));
        }
        labelled.append(" from (")
                .append(page)
                .append(") p cross join lateral (")
                .append(sql.factsOfItem());
        labelled.append(") f join journal_event e on e.event_id = p.event_id").append(labels);
        String order =
                Arrays.stream(ORDER.split(", ")).map(column -> "p." + column).collect(joining(", "));
        return sql.journal.statement(labelled + " order by " + order);
    }

    private String items() {
        if (sums) {
            return "select measure, day, position, event_id, order_id, lpad(number::text, 9, '0') as mark, value,"
                    + " 1::bigint as facts " + journal.facts();
        }
        return "select measure, day, position, event_id, order_id, counted::text as mark, moved::numeric as value,"
                + " facts from (" + journal.moves(List.of(), List.of("event_id", "order_id")) + ") m";
    }

    /** The second condition says nothing new: it lets an index begin where the page does. */
    private String after(After last) {
        if (last == null) {
            return "";
        }
        return " where (" + ORDER + ") > (" + journal.parameter(last.day()) + ", " + journal.parameter(last.position())
                + ", " + journal.parameter(last.eventId()) + ", " + journal.parameter(last.measure()) + ", "
                + journal.parameter(last.mark()) + ")"
                + (sums ? " and day >= " + journal.parameter(last.day()) : "");
    }

    private String factsOfItem() {
        String mark = sums ? "number = p.mark::int" : journal.counted() + " = p.mark::uuid";
        String keys = Arrays.stream(Dimension.values())
                .map(Dimension::key)
                .map(ExplanationSql::same)
                .collect(joining());
        return "select array_agg(number order by number) as numbers, "
                + "case when min(line_id::text) = max(line_id::text) then min(line_id::text) end as line" + keys
                + " from kpi_fact where order_id = p.order_id and event_id = p.event_id and measure = p.measure"
                + " and day = p.day and " + mark
                + journal.inSight();
    }

    /** The key that all facts of the item share. */
    private static String same(String column) {
        return ", case when min(%1$s) = max(%1$s) then min(%1$s) end as %1$s".formatted(column);
    }
}
