package io.neiqin.reporting.kpi;

import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.kpi.KpiDefinition.Unit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a request about one KPI. A parameter that nobody knows or that cannot be read is refused with 400: a
 * misspelt filter must not pass for the total.
 */
public final class KpiParameters {

    private static final Set<String> OF_ROWS = Set.of("period", "grain", "by", "min", "entry");
    private static final Set<String> OF_A_CELL = Set.of("period", "currency", "min", "entry", "limit", "cursor");
    private static final int MOST_DIMENSIONS = 4;

    /** As orders take it: whatever they were told has to be explained. */
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private static final Pattern ENTRY = Pattern.compile("\\d{1,18}");

    private final KpiDefinition kpi;
    private final Map<String, List<String>> parameters;

    private KpiParameters(KpiDefinition kpi, Map<String, List<String>> parameters) {
        this.kpi = kpi;
        this.parameters = parameters;
    }

    /**
     * A question for rows: {@code period}, {@code grain}, {@code by}, {@code entry}, the KPI's own variants, and a filter
     * per dimension, which may be repeated.
     */
    public static KpiQuery rows(KpiDefinition kpi, Map<String, List<String>> parameters) {
        KpiParameters asked = new KpiParameters(kpi, parameters);
        Map<String, String> variants = asked.variants();
        Map<Dimension, Set<String>> filters = asked.filters(OF_ROWS);
        Period period = asked.period();
        return new KpiQuery(
                kpi.measures().apply(variants),
                variants,
                period,
                asked.grain(period),
                asked.by(),
                filters,
                null,
                asked.entry());
    }

    /**
     * A question for one value: {@code period}, the variants and the filters as above, and of money its {@code
     * currency}. Rows are told apart by their keys here, so {@code grain} and {@code by} are refused.
     */
    public static KpiQuery cell(KpiDefinition kpi, Map<String, List<String>> parameters) {
        KpiParameters asked = new KpiParameters(kpi, parameters);
        for (String name : List.of("grain", "by")) {
            if (parameters.containsKey(name)) {
                throw Problem.badRequest("one-cell-only", name);
            }
        }
        Map<String, String> variants = asked.variants();
        Map<Dimension, Set<String>> filters = asked.filters(OF_A_CELL);
        return new KpiQuery(
                kpi.measures().apply(variants),
                variants,
                asked.period(),
                Grain.TOTAL,
                List.of(),
                filters,
                asked.currency(),
                asked.entry());
    }

    private Map<String, String> variants() {
        Map<String, String> variants = new LinkedHashMap<>();
        for (KpiDefinition.Variant variant : kpi.variants()) {
            variants.put(variant.parameter(), variant(variant, single(variant.parameter())));
        }
        return variants;
    }

    private Map<Dimension, Set<String>> filters(Set<String> others) {
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            boolean variant =
                    kpi.variants().stream().anyMatch(known -> known.parameter().equals(name));
            if (!others.contains(name) && !variant) {
                Dimension dimension =
                        Dimension.find(name).orElseThrow(() -> Problem.badRequest("parameter-unknown", name));
                filters.put(dimension, Set.copyOf(parameter.getValue()));
            }
        }
        return filters;
    }

    private String single(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.badRequest("parameter-repeated", name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private Period period() {
        String text = single("period");
        if (text == null) {
            throw Problem.badRequest("period-missing");
        }
        return Period.parse(text).orElseThrow(() -> Problem.badRequest("period-invalid", text));
    }

    private Grain grain(Period period) {
        String text = single("grain");
        return text == null
                ? period.natural()
                : Grain.find(text).orElseThrow(() -> Problem.badRequest("grain-invalid", text));
    }

    private List<Dimension> by() {
        String text = single("by");
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

    /** Null where nobody asks for what was reported once. */
    private Long entry() {
        String text = single("entry");
        if (text != null && !ENTRY.matcher(text).matches()) {
            throw Problem.badRequest("entry-invalid", text);
        }
        return text == null ? null : Long.valueOf(text);
    }

    /** Two currencies are two cells, so there is no default. */
    private String currency() {
        String text = single("currency");
        if (kpi.unit() != Unit.MONEY) {
            if (text != null) {
                throw Problem.badRequest("parameter-unknown", "currency");
            }
            return null;
        }
        if (text == null) {
            throw Problem.badRequest("currency-missing");
        }
        if (!CURRENCY.matcher(text).matches()) {
            throw Problem.badRequest("currency-invalid", text);
        }
        return text;
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
