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

    static SourceFiles read(Path directory) {
        String name = directory.getFileName().toString().toLowerCase(Locale.ROOT);
        return new SourceFiles(
                name.replaceAll("[^a-z0-9._-]", "-"),
                read(directory, "employees.csv", "employee_no,name,hired_on,manager_no"),
                read(
                        directory,
                        "customers.csv",
                        "customer_code,name,contact,contact_title,phone,address,city,region,postal_code,country"),
                read(directory, "products.csv", "sku,name,category,spec,list_price"),
                read(
                        directory,
                        "orders.csv",
                        "order_no,customer_code,salesperson_no,order_date,required_date,shipped_date"),
                read(directory, "order-lines.csv", "order_no,line_no,sku,quantity,unit_price,discount_rate"));
    }

    private static List<Row> read(Path directory, String file, String columns) {
        return Table.read(directory.resolve(file), List.of(columns.split(","))).rows();
    }

    /** The oldest date in the files: from then on the source's department, products and customers exist. */
    LocalDate firstDay() {
        return Stream.concat(dates(employees, "hired_on"), dates(orders, "order_date"))
                .min(Comparator.naturalOrder())
                .orElseThrow();
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
