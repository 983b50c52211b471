package io.neiqin.reporting.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.Measure;
import io.neiqin.reporting.kpi.Figures.Figure;
import io.neiqin.reporting.kpi.Figures.Found;
import jakarta.validation.constraints.NotNull;
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
 * @param entry of the journal: ask with it for the same figures again, whatever has arrived since
 * @param rows by period and keys; a period or key without any movement has none
 */
public record KpiAnswer(
        @NotNull String kpi,
        @NotNull LocalDate from,
        @NotNull LocalDate to,
        @NotNull String grain,
        List<String> by,
        long entry,
        List<Row> rows) {

    private static final int RATIO_SCALE = 4;

    /**
     * One value.
     *
     * @param labels names of the keys, where known
     * @param currency of money; two currencies are two rows, never added
     * @param due denominator of a ratio
     * @param onTime numerator of a ratio
     * @param value a decimal; null for a ratio of nothing
     * @param explain address of the facts behind the value
     */
    public record Row(
            @NotNull String period,
            Map<String, String> keys,
            Map<String, String> labels,
            @JsonInclude(JsonInclude.Include.NON_NULL) String currency,
            @JsonInclude(JsonInclude.Include.NON_NULL) String due,
            @JsonInclude(JsonInclude.Include.NON_NULL) String onTime,
            String value,
            @NotNull String explain) {}

    private record Place(LocalDate bucket, Map<String, String> keys) {}

    public static KpiAnswer of(KpiDefinition kpi, KpiQuery query, Found found) {
        List<Figure> figures = found.figures();
        return new KpiAnswer(
                kpi.code(),
                query.period().from(),
                query.period().to(),
                query.grain().key(),
                query.by().stream().map(Dimension::key).toList(),
                found.entry(),
                kpi.unit() == KpiDefinition.Unit.RATIO ? ratios(kpi, query, figures) : values(kpi, query, figures));
    }

    /** Which part of a ratio a measure is, named as in a row; null where there are no parts. */
    public static String part(KpiQuery query, String measure) {
        if (query.measures().size() == 1) {
            return null;
        }
        return query.measure().code().equals(measure) ? "due" : "onTime";
    }

    private static List<Row> values(KpiDefinition kpi, KpiQuery query, List<Figure> figures) {
        boolean money = kpi.unit() == KpiDefinition.Unit.MONEY;
        return figures.stream()
                .map(figure -> {
                    String currency = money ? figure.currency() : null;
                    return new Row(
                            query.grain().name(figure.bucket()),
                            figure.keys(),
                            figure.labels(),
                            currency,
                            null,
                            null,
                            query.measure().show(figure.value()),
                            CellAddress.ofRow(kpi, query, figure.bucket(), figure.keys(), currency));
                })
                .toList();
    }

    private static List<Row> ratios(KpiDefinition kpi, KpiQuery query, List<Figure> figures) {
        Measure due = query.measures().get(0);
        Measure onTime = query.measures().get(1);
        Map<Place, List<Figure>> places = new LinkedHashMap<>();
        for (Figure figure : figures) {
            places.computeIfAbsent(new Place(figure.bucket(), figure.keys()), place -> new ArrayList<>())
                    .add(figure);
        }
        List<Row> rows = new ArrayList<>();
        places.forEach((place, both) -> {
            BigDecimal denominator = value(both, due);
            BigDecimal numerator = value(both, onTime);
            rows.add(new Row(
                    query.grain().name(place.bucket()),
                    place.keys(),
                    both.get(0).labels(),
                    null,
                    due.show(denominator),
                    onTime.show(numerator),
                    ratio(numerator, denominator),
                    CellAddress.ofRow(kpi, query, place.bucket(), place.keys(), null)));
        });
        return rows;
    }

    /** Nothing has moved where there is no figure. */
    private static BigDecimal value(List<Figure> figures, Measure measure) {
        return figures.stream()
                .filter(figure -> figure.measure().equals(measure.code()))
                .map(Figure::value)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private static String ratio(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0
                ? null
                : numerator
                        .divide(denominator, RATIO_SCALE, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
