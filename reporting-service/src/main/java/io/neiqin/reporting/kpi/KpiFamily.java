package io.neiqin.reporting.kpi;

import java.util.List;

/** What a package of KPIs offers to the catalogue. */
public interface KpiFamily {

    List<KpiDefinition> definitions();
}
