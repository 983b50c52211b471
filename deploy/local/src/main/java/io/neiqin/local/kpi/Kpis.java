package io.neiqin.local.kpi;

import com.fasterxml.jackson.databind.JsonNode;
import io.neiqin.local.api.Api;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads cells through the reporting API, in the words of the source system. */
public final class Kpis {
    /** The KPIs of the sales table, by their names in files. */
    public static final List<String> MEASURES = List.of("sales_amount", "sales_volume", "order_count");

    private static final String CURRENCY = "CNY";
    private static final int AWAITED_AT_ONCE = 50;

    private final Api api;
    private final String period;
    private final Map<String, String> countryNames;

    /**
     * @param period       as the API takes it, {@code 1996-01..1998-12}
     * @param countryNames ISO code → the name the source system uses
     */
    public Kpis(Api api, String period, Map<String, String> countryNames) {
        this.api = api;
        this.period = period;
        this.countryNames = countryNames;
    }

    /** @param dimension {@code total}, {@code month}, or one that the API breaks down by */
    public Map<Cell, BigDecimal> cells(String dimension, String measure) throws IOException, InterruptedException {
        String breakdown = switch (dimension) {
            case "total" -> "&grain=total";
            case "month" -> "&grain=month";
            default -> "&grain=total&by=" + dimension;
        };
        Map<Cell, BigDecimal> cells = new LinkedHashMap<>();
        for (JsonNode row : rows(measure.toUpperCase(), breakdown)) {
            if (CURRENCY.equals(row.path("currency").asText(CURRENCY))) {
                BigDecimal value = new BigDecimal(row.path("value").asText());
                cells.merge(new Cell(dimension, value(dimension, row), measure), value, BigDecimal::add);
            }
        }
        return cells;
    }

    /** One part of an amount; two may have the same name. */
    public record Part(String name, BigDecimal amount) {}

    /** The largest parts of the sales amount, the largest first. */
    public List<Part> parts(String dimension, int most) throws IOException, InterruptedException {
        List<Part> parts = new ArrayList<>();
        for (JsonNode row : rows("SALES_AMOUNT", "&grain=total&by=" + dimension)) {
            if (CURRENCY.equals(row.path("currency").asText())) {
                String key = row.path("keys").path(dimension).asText();
                String name = row.path("labels").path(dimension).asText(key);
                parts.add(new Part(name, new BigDecimal(row.path("value").asText())));
            }
        }
        return parts.stream()
                .sorted(Comparator.comparing(Part::amount).reversed())
                .limit(most)
                .toList();
    }

    /** Orders due per month of the committed date, and those shipped on or before it. */
    public Map<Cell, BigDecimal> onTime() throws IOException, InterruptedException {
        Map<Cell, BigDecimal> cells = new LinkedHashMap<>();
        for (JsonNode row : rows("ON_TIME_DELIVERY", "&grain=month&unit=ORDER&basis=SHIPPED&date=ORIGINAL")) {
            String month = row.path("period").asText();
            cells.put(
                    new Cell("month", month, "due"),
                    new BigDecimal(row.path("due").asText()));
            cells.put(
                    new Cell("month", month, "on_time"),
                    new BigDecimal(row.path("onTime").asText()));
        }
        return cells;
    }

    public Map<Cell, BigDecimal> all(List<String> dimensions, List<String> measures)
            throws IOException, InterruptedException {
        Map<Cell, BigDecimal> cells = new LinkedHashMap<>();
        for (String dimension : dimensions) {
            for (String measure : measures) {
                cells.putAll(cells(dimension, measure));
            }
        }
        return cells;
    }

    /**
     * Returns when reporting has applied these versions; the API client asks again while it has not.
     *
     * @param eventVersions order id → version of its last event
     */
    public void await(Map<String, String> eventVersions) throws IOException, InterruptedException {
        List<String> all = eventVersions.entrySet().stream()
                .map(order -> "&min=" + order.getKey() + ":" + order.getValue())
                .toList();
        for (int from = 0; from < all.size(); from += AWAITED_AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AWAITED_AT_ONCE));
            rows("ORDER_COUNT", "&grain=total" + String.join("", some));
        }
    }

    private JsonNode rows(String kpi, String query) throws IOException, InterruptedException {
        return api.get("/api/reporting/kpis/" + kpi + "?period=" + period + query)
                .body()
                .path("rows");
    }

    private String value(String dimension, JsonNode row) {
        return switch (dimension) {
            case "total" -> "";
            case "month" -> row.path("period").asText();
            case "country" -> {
                String code = row.path("keys").path(dimension).asText();
                yield countryNames.getOrDefault(code, code);
            }
            default -> row.path("keys").path(dimension).asText();
        };
    }
}
