package io.neiqin.reporting.kpi;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A question about one KPI.
 *
 * @param measures what the chosen variant of the KPI reads
 * @param by in the order asked for
 * @param filters allowed keys per dimension
 */
public record KpiQuery(
        List<Measure> measures, Period period, Grain grain, List<Dimension> by, Map<Dimension, Set<String>> filters) {

    private static final Set<String> COMMON = Set.of("period", "grain", "by", "min");
    private static final int MOST_DIMENSIONS = 4;

    /**
     * Reads the parameters of a request: {@code period}, {@code grain}, {@code by}, the KPI's own variants, and a
     * filter per dimension, which may be repeated.
     *
     * @throws Problem 400 for a parameter that nobody knows or that cannot be read: a misspelt filter must not pass
     *     for the total
     */
    public static KpiQuery parse(KpiDefinition kpi, Map<String, List<String>> parameters) {
        Map<String, String> variants = new TreeMap<>();
        for (KpiDefinition.Variant variant : kpi.variants()) {
            variants.put(variant.parameter(), variant(variant, single(parameters, variant.parameter())));
        }
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (!COMMON.contains(name) && !variants.containsKey(name)) {
                Dimension dimension =
                        Dimension.find(name).orElseThrow(() -> Problem.badRequest("parameter-unknown", name));
                filters.put(dimension, Set.copyOf(parameter.getValue()));
            }
        }
        Period period = period(single(parameters, "period"));
        Grain grain = grain(single(parameters, "grain"), period);
        return new KpiQuery(kpi.measures().apply(variants), period, grain, by(single(parameters, "by")), filters);
    }

    /** The same for somebody who sees only what is sold by some people: a filter, where departments play no part. */
    public KpiQuery seenBy(Visibility sees) {
        if (sees.all() || !sees.departments().isEmpty()) {
            return this;
        }
        Map<Dimension, Set<String>> narrowed = new EnumMap<>(Dimension.class);
        narrowed.putAll(filters);
        narrowed.merge(Dimension.SALESPERSON, Set.copyOf(sees.owners()), KpiQuery::both);
        return new KpiQuery(measures, period, grain, by, narrowed);
    }

    /** The same, without the days to come where figures are dated by promised days: nobody is late yet. */
    public KpiQuery asOf(LocalDate today) {
        boolean promised = measures.stream().anyMatch(Measure::onOwnDay);
        return promised ? new KpiQuery(measures, period.until(today), grain, by, filters) : this;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new LinkedHashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static String single(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.badRequest("parameter-repeated", name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static Period period(String text) {
        if (text == null) {
            throw Problem.badRequest("period-missing");
        }
        return Period.parse(text).orElseThrow(() -> Problem.badRequest("period-invalid", text));
    }

    private static Grain grain(String text, Period period) {
        return text == null
                ? period.natural()
                : Grain.find(text).orElseThrow(() -> Problem.badRequest("grain-invalid", text));
    }

    private static List<Dimension> by(String text) {
        List<Dimension> by = new ArrayList<>();
        if (text != null && !text.isEmpty()) {
            for (String key : text.split(",", -1)) {
                Dimension dimension =
                        Dimension.find(key).orElseThrow(() -> Problem.badRequest("dimension-invalid", key));
                if (by.contains(dimension)) {
                    throw Problem.badRequest("dimension-repeated", key);
                }
                by.add(dimension);
            }
        }
        if (by.size() > MOST_DIMENSIONS) {
            throw Problem.badRequest("dimensions-too-many", MOST_DIMENSIONS);
        }
        return List.copyOf(by);
    }

    private static String variant(KpiDefinition.Variant variant, String text) {
        if (text == null) {
            return variant.values().get(0);
        }
        if (!variant.values().contains(text)) {
            String allowed = String.join(", ", variant.values());
            throw Problem.badRequest("variant-invalid", variant.parameter(), allowed, text);
        }
        return text;
    }
}
