package io.neiqin.local.kpi;

import io.neiqin.local.Wording;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the total and the months, with a bar for the amount. */
public final class KpiTable {
    private static final int WIDTH = 40;
    private static final DecimalFormatSymbols SIGNS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    private final PrintStream out;
    private final Wording wording;

    public KpiTable(PrintStream out, Wording wording) {
        this.out = out;
        this.wording = wording;
    }

    public void print(Map<Cell, BigDecimal> cells) {
        List<String> months = cells.keySet().stream()
                .filter(cell -> cell.dimension().equals("month"))
                .map(Cell::value)
                .distinct()
                .sorted()
                .toList();
        BigDecimal highest = months.stream()
                .map(month -> amount(cells, month))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ONE);
        out.println();
        out.println(wording.text("kpi.head"));
        months.forEach(
                month -> out.println(line(month, "month", month, cells) + "  " + bar(amount(cells, month), highest)));
        out.println(line(wording.text("kpi.total"), "total", "", cells));
        out.println();
    }

    private static BigDecimal amount(Map<Cell, BigDecimal> cells, String month) {
        return cells.getOrDefault(new Cell("month", month, "sales_amount"), BigDecimal.ZERO);
    }

    private static String line(String title, String dimension, String value, Map<Cell, BigDecimal> cells) {
        StringBuilder line = new StringBuilder(String.format("  %-8s", title));
        for (String measure : Kpis.MEASURES) {
            BigDecimal number = cells.getOrDefault(new Cell(dimension, value, measure), BigDecimal.ZERO);
            String pattern = measure.equals("sales_amount") ? "#,##0.00" : "#,##0.###";
            line.append(String.format("%15s", new DecimalFormat(pattern, SIGNS).format(number)));
        }
        return line.toString();
    }

    private static String bar(BigDecimal amount, BigDecimal highest) {
        if (highest.signum() <= 0 || amount.signum() <= 0) {
            return "";
        }
        return "█".repeat((int) Math.round(amount.doubleValue() / highest.doubleValue() * WIDTH));
    }
}
