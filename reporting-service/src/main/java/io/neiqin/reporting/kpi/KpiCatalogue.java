package io.neiqin.reporting.kpi;

import io.neiqin.platform.problem.Problem;
import io.neiqin.reporting.cube.Measure;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /** Every measure that some choice of variants shows. */
    public Set<Measure> measures() {
        Set<Measure> measures = new LinkedHashSet<>();
        definitions.forEach(definition -> definition
                .choices()
                .forEach(chosen -> measures.addAll(definition.measures().apply(chosen))));
        return measures;
    }

    /** Refuses with 404 for a code that no family knows. */
    public KpiDefinition get(String code) {
        return definitions.stream()
                .filter(definition -> definition.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("KPI", code));
    }
}
