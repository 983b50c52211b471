package io.neiqin.reporting.kpi;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.Measure;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question about one KPI.
 *
 * @param measures what the chosen variants of the KPI read; all are counted and dated alike
 * @param variants the chosen values by parameter, in the order of the definition
 * @param by in the order asked for
 * @param filters allowed keys per dimension
 * @param currency the only one asked for; null for all
 * @param entry the journal's entry as of which the figures were reported; null for those of now
 */
public record KpiQuery(
        List<Measure> measures,
        Map<String, String> variants,
        Period period,
        Grain grain,
        List<Dimension> by,
        Map<Dimension, Set<String>> filters,
        String currency,
        Long entry) {

    public KpiQuery {
        Measure first = measures.get(0);
        if (!measures.stream().allMatch(measure -> measure.isAlike(first))) {
            throw new IllegalArgumentException("measures that are not counted alike: " + measures);
        }
    }

    /** Any of the measures: how it is counted and dated holds for all. */
    public Measure measure() {
        return measures.get(0);
    }

    /**
     * The same for somebody who sees only what is sold by some people: a filter, where departments play no part.
     */
    public KpiQuery seenBy(Visibility sees) {
        if (sees.all() || !sees.departments().isEmpty()) {
            return this;
        }
        Map<Dimension, Set<String>> narrowed = new EnumMap<>(Dimension.class);
        narrowed.putAll(filters);
        narrowed.merge(Dimension.SALESPERSON, Set.copyOf(sees.owners()), KpiQuery::both);
        return new KpiQuery(measures, variants, period, grain, by, narrowed, currency, entry);
    }

    /** The same, without the days to come where figures are dated by promised days: nobody is late yet. */
    public KpiQuery asOf(LocalDate today) {
        return measure().onOwnDay()
                ? new KpiQuery(measures, variants, period.until(today), grain, by, filters, currency, entry)
                : this;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new LinkedHashSet<>(some);
        both.retainAll(others);
        return both;
    }
}
