package io.neiqin.reporting.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.Measure;
import io.neiqin.reporting.kpi.Figures.Figure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a question about one KPI.
 *
 * @param from first day
 * @param to last day, today at the latest where figures are dated by promised days
 * @param rows by period and keys; a period or key without any movement has none
 */
public record KpiAnswer(String kpi, LocalDate from, LocalDate to, String grain, List<String> by, List<Row> rows) {

    private static final int RATIO_SCALE = 4;

    /**
     * One value.
     *
     * @param labels names of the keys, where known
     * @param currency of money; two currencies are two rows, never added
     * @param due denominator of a ratio
     * @param onTime numerator of a ratio
     * @param value a decimal; null for a ratio of nothing
     */
    public record Row(
            String period,
            Map<String, String> keys,
            Map<String, String> labels,
            @JsonInclude(JsonInclude.Include.NON_NULL) String currency,
            @JsonInclude(JsonInclude.Include.NON_NULL) String due,
            @JsonInclude(JsonInclude.Include.NON_NULL) String onTime,
            String value) {}

    private record Place(LocalDate bucket, Map<String, String> keys) {}

    static KpiAnswer of(KpiDefinition kpi, KpiQuery query, List<Figure> figures) {
        return new KpiAnswer(
                kpi.code(),
                query.period().from(),
                query.period().to(),
                query.grain().key(),
                query.by().stream().map(Dimension::key).toList(),
                kpi.unit() == KpiDefinition.Unit.RATIO ? ratios(query, figures) : values(kpi, query, figures));
    }

    private static List<Row> values(KpiDefinition kpi, KpiQuery query, List<Figure> figures) {
        Measure measure = query.measures().get(0);
        boolean money = kpi.unit() == KpiDefinition.Unit.MONEY;
        return figures.stream()
                .map(figure -> new Row(
                        query.grain().name(figure.bucket()),
                        figure.keys(),
                        figure.labels(),
                        money ? figure.currency() : null,
                        null,
                        null,
                        measure.show(figure.value())))
                .toList();
    }

    private static List<Row> ratios(KpiQuery query, List<Figure> figures) {
        String due = query.measures().get(0).code();
        Map<Place, List<Figure>> places = new LinkedHashMap<>();
        for (Figure figure : figures) {
            places.computeIfAbsent(new Place(figure.bucket(), figure.keys()), place -> new ArrayList<>())
                    .add(figure);
        }
        List<Row> rows = new ArrayList<>();
        places.forEach((place, both) -> {
            BigDecimal denominator = sum(both, due, true);
            BigDecimal numerator = sum(both, due, false);
            rows.add(new Row(
                    query.grain().name(place.bucket()),
                    place.keys(),
                    both.get(0).labels(),
                    null,
                    query.measures().get(0).show(denominator),
                    query.measures().get(1).show(numerator),
                    ratio(numerator, denominator)));
        });
        return rows;
    }

    private static BigDecimal sum(List<Figure> figures, String measure, boolean same) {
        return figures.stream()
                .filter(figure -> figure.measure().equals(measure) == same)
                .map(Figure::value)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String ratio(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0
                ? null
                : numerator
                        .divide(denominator, RATIO_SCALE, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
