package io.neiqin.local.kpi;

import io.neiqin.local.Columns;
import io.neiqin.local.Wording;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints figures for people: the months with a bar for the amount, and what an amount is made of. */
public final class KpiTable {
    private static final int WIDTH = 30;
    private static final DecimalFormatSymbols SIGNS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    private final PrintStream out;
    private final Wording wording;

    public KpiTable(PrintStream out, Wording wording) {
        this.out = out;
        this.wording = wording;
    }

    /**
     * The months and the total.
     *
     * @param onTime due and on_time per month; a month without any has no rate
     */
    public void months(Map<Cell, BigDecimal> cells, Map<Cell, BigDecimal> onTime) {
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
        months.forEach(month -> out.println(
                line(month, "month", month, cells) + rate(onTime, month) + "  " + bar(amount(cells, month), highest)));
        out.println(line(wording.text("kpi.total"), "total", "", cells));
        out.println();
    }

    /** One line and bar per part, as they come. */
    public void parts(String title, List<Kpis.Part> parts) {
        BigDecimal highest =
                parts.stream().map(Kpis.Part::amount).max(BigDecimal::compareTo).orElse(BigDecimal.ONE);
        out.println("  " + title);
        parts.forEach(part -> out.println("    " + Columns.padded(part.name(), 12)
                + String.format("%15s", number(part.amount(), "#,##0.00")) + "  " + bar(part.amount(), highest)));
        out.println();
    }

    private static BigDecimal amount(Map<Cell, BigDecimal> cells, String month) {
        return cells.getOrDefault(new Cell("month", month, "sales_amount"), BigDecimal.ZERO);
    }

    private static String line(String title, String dimension, String value, Map<Cell, BigDecimal> cells) {
        StringBuilder line = new StringBuilder("  " + Columns.padded(title, 8));
        for (String measure : Kpis.MEASURES) {
            BigDecimal figure = cells.getOrDefault(new Cell(dimension, value, measure), BigDecimal.ZERO);
            String pattern = measure.equals("sales_amount") ? "#,##0.00" : "#,##0.###";
            line.append(String.format("%15s", number(figure, pattern)));
        }
        return line.toString();
    }

    private static String rate(Map<Cell, BigDecimal> onTime, String month) {
        BigDecimal due = onTime.getOrDefault(new Cell("month", month, "due"), BigDecimal.ZERO);
        BigDecimal good = onTime.getOrDefault(new Cell("month", month, "on_time"), BigDecimal.ZERO);
        String rate = due.signum() == 0
                ? ""
                : good.movePointRight(2).divide(due, 0, RoundingMode.HALF_UP).toPlainString() + " %";
        return String.format("%9s", rate);
    }

    private static String number(BigDecimal figure, String pattern) {
        return new DecimalFormat(pattern, SIGNS).format(figure);
    }

    private static String bar(BigDecimal amount, BigDecimal highest) {
        if (highest.signum() <= 0 || amount.signum() <= 0) {
            return "";
        }
        return "█".repeat((int) Math.round(amount.doubleValue() / highest.doubleValue() * WIDTH));
    }
}
