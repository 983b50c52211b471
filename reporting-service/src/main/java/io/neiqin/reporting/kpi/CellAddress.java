package io.neiqin.reporting.kpi;

import io.neiqin.reporting.cube.Dimension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where the explanation of one value is found. The same cell has the same address, however it was asked for. */
public final class CellAddress {

    private CellAddress() {}

    /** Of the one value of a query that asks for a whole period. */
    public static String of(KpiDefinition kpi, KpiQuery query) {
        return address(kpi, query, query.period(), query.filters(), query.currency());
    }

    /**
     * Of one row of a query's answer.
     *
     * @param bucket first day of the row's grain; the row ends with it or with the query's period
     * @param currency null where the KPI has none
     */
    static String ofRow(
            KpiDefinition kpi, KpiQuery query, LocalDate bucket, Map<String, String> keys, String currency) {
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        filters.putAll(query.filters());
        query.by().forEach(dimension -> filters.put(dimension, Set.of(keys.get(dimension.key()))));
        return address(kpi, query, query.period().cut(bucket, query.grain()), filters, currency);
    }

    private static String address(
            KpiDefinition kpi, KpiQuery query, Period period, Map<Dimension, Set<String>> filters, String currency) {
        StringBuilder address = new StringBuilder("/api/reporting/kpis/")
                .append(kpi.code())
                .append("/explain?period=")
                .append(period);
        query.variants().forEach((name, value) -> append(address, name, value));
        filters.forEach((dimension, keys) -> new TreeSet<>(keys).forEach(key -> append(address, dimension.key(), key)));
        if (currency != null) {
            append(address, "currency", currency);
        }
        if (query.entry() != null) {
            append(address, "entry", query.entry().toString());
        }
        return address.toString();
    }

    private static void append(StringBuilder address, String name, String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        address.append('&').append(name).append('=').append(encoded);
    }
}
