package io.neiqin.reporting.kpi;

import io.neiqin.platform.problem.Problem;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All KPIs, in the order of their codes. */
@ApplicationScoped
public class KpiCatalogue {

    private final List<KpiDefinition> definitions;

    public KpiCatalogue(@All List<KpiFamily> families) {
        definitions = families.stream()
                .flatMap(family -> family.definitions().stream())
                .sorted((a, b) -> a.code().compareTo(b.code()))
                .toList();
    }

    public List<KpiDefinition> all() {
        return definitions;
    }

    /** Refuses with 404 for a code that no family knows. */
    public KpiDefinition get(String code) {
        return definitions.stream()
                .filter(definition -> definition.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("KPI", code));
    }
}
