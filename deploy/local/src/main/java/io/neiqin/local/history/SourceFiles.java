package io.neiqin.local.history;

import io.neiqin.local.history.Table.Row;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The five files of one source system.
 *
 * @param name of the source, from the directory: batch, system of the external references, department
 */
record SourceFiles(
        String name, List<Row> employees, List<Row> customers, List<Row> products, List<Row> orders, List<Row> lines) {

    /** What can be taken; the rest goes to the refusals. */
    static SourceFiles read(Path directory, Refusals refusals) {
        String name = directory.getFileName().toString().toLowerCase(Locale.ROOT);
        SourceCheck check = new SourceCheck(directory, refusals);
        List<Row> orders = check.read(Layout.ORDERS);
        return new SourceFiles(
                name.replaceAll("[^a-z0-9._-]", "-"),
                check.read(Layout.EMPLOYEES),
                check.read(Layout.CUSTOMERS),
                check.read(Layout.PRODUCTS),
                orders,
                check.lines());
    }

    /**
     * The oldest date in the files: from then on the source's department, products and customers exist.
     *
     * @param otherwise where no row has a date
     */
    LocalDate firstDay(LocalDate otherwise) {
        return Stream.concat(dates(employees, "hired_on"), dates(orders, "order_date"))
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    private static Stream<LocalDate> dates(List<Row> rows, String column) {
        return rows.stream().filter(row -> row.optional(column) != null).map(row -> row.date(column));
    }

    /** Superiors before their people, so that each can name an employee there already is. */
    List<Row> employeesFromTheTop() {
        Map<String, Row> waiting = new LinkedHashMap<>();
        employees.forEach(row -> waiting.put(row.text("employee_no"), row));
        Map<String, Row> placed = new LinkedHashMap<>();
        while (!waiting.isEmpty()) {
            List<String> next = waiting.keySet().stream()
                    .filter(no -> !waiting.containsKey(waiting.get(no).text("manager_no")))
                    .toList();
            // A circle of superiors: the API says what is wrong with it.
            List<String> taken = next.isEmpty() ? List.copyOf(waiting.keySet()) : next;
            taken.forEach(no -> placed.put(no, waiting.remove(no)));
        }
        return List.copyOf(placed.values());
    }

    /** By date and number, as they came in. */
    List<Row> ordersInTime() {
        return orders.stream()
                .sorted(Comparator.comparing((Row row) -> row.date("order_date"))
                        .thenComparing(row -> row.text("order_no")))
                .toList();
    }

    /** The first order of each customer. */
    Map<String, Row> firstOrders() {
        return ordersInTime().stream()
                .collect(Collectors.toMap(row -> row.text("customer_code"), row -> row, (first, later) -> first));
    }

    Map<String, List<Row>> linesByOrder() {
        return lines.stream()
                .sorted(Comparator.comparing(row -> row.number("line_no")))
                .collect(Collectors.groupingBy(row -> row.text("order_no")));
    }
}
