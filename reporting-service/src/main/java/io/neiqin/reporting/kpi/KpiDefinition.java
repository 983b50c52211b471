package io.neiqin.reporting.kpi;

import io.neiqin.reporting.cube.Measure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A KPI as agreed with its readers (口径).
 *
 * @param date which day a figure counts on
 * @param measures from the chosen variants to what is read: one measure to be shown, or for a {@link Unit#RATIO} the
 *     denominator and the numerator
 */
public record KpiDefinition(
        String code,
        Text name,
        Text formula,
        Text date,
        Unit unit,
        List<Variant> variants,
        Function<Map<String, String>, List<Measure>> measures) {

    /** A sentence for readers. */
    public record Text(String zh, String en) {}

    /** A parameter of the KPI and its allowed values, the first being the default. */
    public record Variant(String parameter, List<String> values) {}

    /** What the value is. */
    public enum Unit {
        /** Per currency, two decimals. */
        MONEY,
        /** In the base unit of the products. */
        QUANTITY,
        COUNT,
        /** On time ÷ due: four decimals, null while nothing is due. */
        RATIO
    }

    /** Every choice of variants. */
    List<Map<String, String>> choices() {
        List<Map<String, String>> choices = List.of(Map.of());
        for (Variant variant : variants) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> choice : choices) {
                for (String value : variant.values()) {
                    Map<String, String> longer = new HashMap<>(choice);
                    longer.put(variant.parameter(), value);
                    more.add(longer);
                }
            }
            choices = more;
        }
        return choices;
    }

    /** A KPI that shows one measure and has no variants. */
    public static KpiDefinition of(Measure measure, Text name, Text formula, Text date, Unit unit) {
        return new KpiDefinition(measure.code(), name, formula, date, unit, List.of(), chosen -> List.of(measure));
    }
}
