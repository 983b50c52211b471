package io.neiqin.journeys.check;

import io.neiqin.journeys.check.Tables.CellKey;
import io.neiqin.journeys.check.Tables.FactRow;
import io.neiqin.journeys.check.Tables.LineRow;
import io.neiqin.journeys.check.Tables.OrderRow;
import io.neiqin.journeys.check.Tables.Told;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facts and the cells of a small world, the cells written down by hand and not added up. */
record SmallFigures(List<FactRow> facts, Map<CellKey, BigDecimal> cells) {

    /** The facts and the cells of a confirmed order, half of it for each of two persons. */
    void count(Told confirmed, OrderRow order) {
        for (LineRow line : order.lines()) {
            for (String person : List.of("E006", "E007")) {
                fact(confirmed, line, "DUE_LINE_ORIGINAL", SmallWorld.DAY.plusDays(7), "1", "-", person);
                fact(confirmed, line, "SALES_AMOUNT", SmallWorld.DAY, "5", "CNY", person);
                fact(confirmed, line, "SALES_VOLUME", SmallWorld.DAY, "2", "-", person);
                fact(confirmed, line, "ORDER_COUNT", SmallWorld.DAY, "1", "-", person);
            }
        }
        addCells();
    }

    private void fact(
            Told event, LineRow line, String measure, LocalDate day, String value, String currency, String person) {
        Map<String, String> keys = new LinkedHashMap<>();
        KpiStore.DIMENSIONS.forEach(dimension -> keys.put(dimension, dimension.equals("product") ? line.sku() : "x"));
        keys.put("salesperson", person);
        facts.add(new FactRow(
                event.id(),
                event.position(),
                measure,
                day,
                new BigDecimal(value),
                currency,
                event.aggregate(),
                line.id(),
                keys));
    }

    /** Of one person and one line, of one of them, and of all. A shared line is one line for each of its persons. */
    private void addCells() {
        addCells("SALES_AMOUNT", "5", "10", "20");
        addCells("SALES_VOLUME", "2", "4", "8");
        addCells("ORDER_COUNT", "1", "1", "1");
        addCells("DUE_LINE_ORIGINAL", "1", "1", "2");
    }

    private void addCells(String measure, String one, String half, String all) {
        boolean lines = measure.startsWith("DUE_LINE");
        cell(measure, "total", "-", "-", all);
        for (String person : List.of("E006", "E007")) {
            cell(measure, "salesperson", person, "-", lines ? all : half);
            for (String sku : List.of("sku-a", "sku-b")) {
                cell(measure, "product,salesperson", sku, person, one);
            }
        }
        for (String sku : List.of("sku-a", "sku-b")) {
            cell(measure, "product", sku, "-", half);
        }
        for (String dimension : KpiStore.DIMENSIONS) {
            if (!dimension.equals("product") && !dimension.equals("salesperson")) {
                cell(measure, dimension, "x", "-", all);
                cell(measure, dimension + ",salesperson", "x", "E006", lines ? all : half);
                cell(measure, dimension + ",salesperson", "x", "E007", lines ? all : half);
            }
        }
    }

    private void cell(String measure, String dimensions, String key1, String key2, String value) {
        LocalDate day = measure.startsWith("DUE") ? SmallWorld.DAY.plusDays(7) : SmallWorld.DAY;
        String currency = measure.equals("SALES_AMOUNT") ? "CNY" : "-";
        cells.put(new CellKey(measure, dimensions, day, key1, key2, currency), new BigDecimal(value));
    }
}
