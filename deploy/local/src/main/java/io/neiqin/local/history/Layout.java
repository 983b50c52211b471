package io.neiqin.local.history;

import io.neiqin.local.history.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a source system: their columns, and which cells have to be there and what they hold. */
enum Layout {
    EMPLOYEES("employees.csv", "employee_no", "employee_no! name! hired_on@ manager_no"),
    CUSTOMERS(
            "customers.csv",
            "customer_code",
            "customer_code! name! contact contact_title phone address city region postal_code country!"),
    PRODUCTS("products.csv", "sku", "sku! name! category! spec list_price!#"),
    ORDERS(
            "orders.csv",
            "order_no",
            "order_no! customer_code! salesperson_no! order_date!@ required_date!@ shipped_date@"),
    LINES("order-lines.csv", "order_no,line_no", "order_no! line_no!# sku! quantity!# unit_price!# discount_rate!#");

    // Longer ones are no amounts but a way to fill the memory.
    private static final String NUMBER = "[+-]?\\d{1,15}(\\.\\d{1,10})?";
    // The API takes no earlier business date than 1900.
    private static final String DAY = "(19|[2-9]\\d)\\d{2}-\\d{2}-\\d{2}";

    private final String file;
    private final List<String> key;
    private final List<String> columns;

    /** @param columns with {@code !} where the cell may not be empty, {@code @} for a date, {@code #} for a number */
    Layout(String file, String key, String columns) {
        this.file = file;
        this.key = List.of(key.split(","));
        this.columns = List.of(columns.split(" "));
    }

    String file() {
        return file;
    }

    List<String> columns() {
        return columns.stream().map(Layout::name).toList();
    }

    private static String name(String column) {
        return column.replaceAll("[!@#]", "");
    }

    /** What tells one row from another. */
    String key(Row row) {
        return key.stream().map(row::text).collect(Collectors.joining("/"));
    }

    /** What other rows refer to it by: of a line, its order. */
    String name(Row row) {
        return row.text(key.get(0));
    }

    /**
     * What is wrong with the cells, each as a key of the wording with the column and the cell.
     *
     * @return empty where nothing is
     */
    List<List<String>> faults(Row row) {
        List<List<String>> faults = new ArrayList<>();
        for (String column : columns) {
            String cell = row.text(name(column));
            if (cell.isEmpty() && column.contains("!")) {
                faults.add(List.of("row.missing", name(column), cell));
            } else if (!cell.isEmpty() && column.contains("@") && !isDay(row, name(column))) {
                faults.add(List.of("row.date", name(column), cell));
            } else if (!cell.isEmpty() && column.contains("#") && !cell.matches(NUMBER)) {
                faults.add(List.of("row.number", name(column), cell));
            }
        }
        return faults;
    }

    private static boolean isDay(Row row, String column) {
        return row.text(column).matches(DAY) && row.isDate(column);
    }
}
