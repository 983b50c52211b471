package io.neiqin.reporting.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.identity.Visibility;
import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Reporting;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.reporting.cube.DimensionSet;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two ways to every answer: the kept sums, and the journal added up anew. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CellsAndJournalTest {

    private static final List<String> VARIANTS = List.of(
            "SALES_AMOUNT?",
            "SALES_VOLUME?",
            "ORDER_COUNT?",
            "ON_TIME_DELIVERY?",
            "ON_TIME_DELIVERY?unit=ORDER&basis=SHIPPED&date=AGREED",
            "ON_TIME_DELIVERY?unit=LINE&basis=SHIPPED&date=ORIGINAL");

    /** Sees everything, but through its departments: answered from the journal. */
    private static final Visibility BY_DEPARTMENTS =
            new Visibility(false, Set.of("nobody"), Set.copyOf(RandomOrders.DEPARTMENTS));

    @Inject
    Figures figures;

    @Inject
    KpiCatalogue catalogue;

    @Test
    @Tag("DAT-4")
    @Tag("RPT-10")
    @Tag("KPI-1")
    @Tag("KPI-2")
    @Tag("KPI-3")
    @Tag("KPI-15")
    @DisplayName("cells and journal give the same answers after random events")
    void cellsAndJournal_agree_afterRandomEvents() {
        Reporting reporting = Reporting.ready();
        RandomOrders random = new RandomOrders(42, LocalDate.of(1990, 11, 20));
        Map<UUID, Published> last = new HashMap<>();
        for (Happening happening : random.mixed(random.lives(60, "RANDOM-"))) {
            last.put(happening.event().orderId(), reporting.tell(happening.day(), happening.event()));
        }
        last.values().forEach(reporting::applied);

        int rows = 0;
        for (String variant : VARIANTS) {
            for (DimensionSet set : DimensionSet.DECLARED) {
                for (String grain : List.of("day", "week", "quarter", "total")) {
                    rows += compare(variant, set, grain);
                }
            }
        }
        assertThat(rows).isGreaterThan(5_000);
    }

    private int compare(String variant, DimensionSet set, String grain) {
        String code = variant.substring(0, variant.indexOf('?'));
        KpiDefinition kpi = catalogue.get(code);
        Map<String, List<String>> parameters = new HashMap<>();
        for (String parameter : variant.substring(code.length() + 1).split("&")) {
            if (!parameter.isEmpty()) {
                parameters.put(parameter.split("=")[0], List.of(parameter.split("=")[1]));
            }
        }
        // An uneven period, so that weeks and quarters are cut at both ends.
        parameters.put("period", List.of("1990-11-22..1991-01-09"));
        parameters.put("grain", List.of(grain));
        parameters.put(
                "by", List.of(set.dimensions().stream().map(Dimension::key).collect(Collectors.joining(","))));
        KpiQuery query = KpiParameters.rows(kpi, parameters);

        List<String> fromCells = shown(kpi, query, Visibility.ALL);

        assertThat(fromCells).as(parameters.toString()).isEqualTo(shown(kpi, query, BY_DEPARTMENTS));
        return fromCells.size();
    }

    private List<String> shown(KpiDefinition kpi, KpiQuery query, Visibility sees) {
        return KpiAnswer.of(kpi, query, figures.find(query, sees).await().indefinitely()).rows().stream()
                .map(KpiAnswer.Row::toString)
                .toList();
    }
}
