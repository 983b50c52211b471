package io.neiqin.reporting.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.DimensionSet;
import io.neiqin.reporting.ontime.OnTimeProjection;
import io.neiqin.reporting.sales.SalesProjection;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KpiQueryTest {

    private static final KpiCatalogue CATALOGUE =
            new KpiCatalogue(List.of(new SalesProjection(), new OnTimeProjection()));

    /** @param parameters as in a URL, {@code period=2026&category=Seafood} */
    private static KpiQuery query(String kpi, String parameters) {
        Map<String, List<String>> map = new TreeMap<>();
        for (String parameter : parameters.split("&")) {
            String[] parts = parameter.split("=", 2);
            List<String> value = List.of(parts[1]);
            map.merge(parts[0], value, (a, b) -> List.of(a.get(0), b.get(0)));
        }
        return KpiParameters.rows(CATALOGUE.get(kpi), map);
    }

    private static String keptFor(KpiQuery query) {
        return FigureSql.keptFor(query).map(DimensionSet::code).orElse("journal");
    }

    @ParameterizedTest
    @CsvSource({
        "SALES_AMOUNT, period=2026,                                            total",
        "SALES_AMOUNT, period=2026&by=category,                                category",
        "SALES_AMOUNT, 'period=2026&by=salesperson,category',                  'category,salesperson'",
        "SALES_AMOUNT, 'period=2026&by=country,category',                      journal",
        "SALES_AMOUNT, 'period=2026&by=country,category,salesperson',          journal",
        "SALES_AMOUNT, period=2026&by=category&salesperson=E1,                 'category,salesperson'",
        "SALES_AMOUNT, period=2026&category=A&category=B,                      category",
        "ORDER_COUNT,  period=2026&category=A,                                 category",
        "ORDER_COUNT,  period=2026&by=category&category=A&category=B,          category",
        "ORDER_COUNT,  period=2026&category=A&category=B,                      journal",
    })
    void answersFromCells_whereSumsOfThemAreRight(String kpi, String parameters, String from) {
        assertThat(keptFor(query(kpi, parameters))).isEqualTo(from);
    }

    @ParameterizedTest
    @CsvSource({
        "period=2026-13,                    period-invalid",
        "grain=month,                       period-missing",
        "period=2026&period=2027,           parameter-repeated",
        "period=2026&grain=hour,            grain-invalid",
        "period=2026&by=colour,             dimension-invalid",
        "'period=2026&by=category,',        dimension-invalid",
        "'period=2026&by=country,country',  dimension-repeated",
        "'period=2026&by=product,category,customer,country,region', dimensions-too-many",
        "period=2026&categorie=A,           parameter-unknown",
        "period=2026&unit=ORDER,            parameter-unknown",
    })
    void refuses_whatItCannotRead(String parameters, String code) {
        assertThatThrownBy(() -> query("SALES_AMOUNT", parameters))
                .isInstanceOf(Problem.class)
                .hasMessage("400 " + code);
    }

    @Test
    void refusesUnknownVariant_andTakesTheFirstByDefault() {
        assertThatThrownBy(() -> query("ON_TIME_DELIVERY", "period=2026&unit=BOX"))
                .hasMessage("400 variant-invalid");
        assertThat(query("ON_TIME_DELIVERY", "period=2026").measures())
                .extracting("code")
                .containsExactly("DUE_LINE_ORIGINAL", "ON_TIME_LINE_ACCEPTED_ORIGINAL");
    }

    @Test
    void grain_isThatOfThePeriodByDefault() {
        assertThat(query("SALES_AMOUNT", "period=2026-W30").grain()).isEqualTo(Grain.WEEK);
        assertThat(query("SALES_AMOUNT", "period=2026-01..2026-03").grain()).isEqualTo(Grain.MONTH);
        assertThat(query("SALES_AMOUNT", "period=2026&grain=total").grain()).isEqualTo(Grain.TOTAL);
    }

    @Test
    void asOf_cutsThePromisedDaysToCome_andNoOthers() {
        LocalDate today = LocalDate.of(2026, 3, 10);

        assertThat(query("ON_TIME_DELIVERY", "period=2026-03")
                        .asOf(today)
                        .period()
                        .to())
                .isEqualTo(today);
        assertThat(query("SALES_AMOUNT", "period=2026-03").asOf(today).period().to())
                .isEqualTo(LocalDate.of(2026, 3, 31));
    }

    @Test
    void sightOfPersons_isAFilterOfTheSalesperson() {
        Visibility self = new Visibility(false, Set.of("E1"), Set.of());
        KpiQuery own = query("ORDER_COUNT", "period=2026&by=category").seenBy(self);

        assertThat(own.filters()).containsEntry(Dimension.SALESPERSON, Set.of("E1"));
        assertThat(keptFor(own)).isEqualTo("category,salesperson");
        KpiQuery others = query("ORDER_COUNT", "period=2026&salesperson=E2").seenBy(self);
        assertThat(others.filters()).containsEntry(Dimension.SALESPERSON, Set.of());
    }

    @Test
    void sightOfDepartments_isAskedOfTheJournal() {
        Visibility department = new Visibility(false, Set.of("E1"), Set.of(UUID.randomUUID()));

        String sql = FigureSql.of(query("SALES_AMOUNT", "period=2026"), department, 10)
                .sql();

        assertThat(sql).contains("from kpi_fact").contains("or department = any(");
    }

    @Test
    void everyFamily_isInTheCatalogue() {
        assertThat(CATALOGUE.all())
                .extracting(KpiDefinition::code)
                .isEqualTo(Arrays.asList("ON_TIME_DELIVERY", "ORDER_COUNT", "SALES_AMOUNT", "SALES_VOLUME"));
        assertThatThrownBy(() -> CATALOGUE.get("MOOD")).hasMessage("404 not-found");
    }
}
