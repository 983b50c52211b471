package io.neiqin.local.history;

import io.neiqin.local.Running;
import io.neiqin.local.Wording;
import io.neiqin.local.api.ApiProblem;
import io.neiqin.local.api.Lookup;
import io.neiqin.local.history.Table.Row;
import io.neiqin.local.load.Batch;
import io.neiqin.local.load.Progress;
import io.neiqin.local.load.Stage;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes over the files of a source system through the public API: employees into one department named after the source,
 * products, customers (each owned by the salesperson of its first order), orders. Doing it again changes nothing.
 */
public final class Importer {
    private static final int IN_FLIGHT = 8;

    private final SourceFiles files;
    private final Batch batch;
    private final Running running;
    private final Progress progress;
    private final Wording wording;
    private final List<String> failures = new ArrayList<>();
    private final LocalDate firstDay;

    Importer(SourceFiles files, Batch batch, Running running, Progress progress, Wording wording) {
        this.files = files;
        this.batch = batch;
        this.running = running;
        this.progress = progress;
        this.wording = wording;
        this.firstDay = files.firstDay();
    }

    /**
     * @param failures     as {@code file:line: reason}
     * @param eventVersions order id → the version of its last event, of the orders that were moved now
     */
    record Result(List<String> failures, Map<String, String> eventVersions) {}

    Result run() throws Exception {
        String department = department();
        stage("import.employees", files.employeesFromTheTop(), 1, row -> employee(row, department));
        stage("import.products", files.products(), IN_FLIGHT, this::product);
        Map<String, String> customerIds = new ConcurrentHashMap<>();
        Map<String, Row> firstOrders = files.firstOrders();
        String fallback = files.employeesFromTheTop().get(0).text("employee_no");
        stage("import.customers", files.customers(), IN_FLIGHT, row -> {
            String code = row.text("customer_code");
            customerIds.put(code, customer(row, firstOrders.get(code), fallback));
        });
        OrderIntake orders = new OrderIntake(batch, customerIds, files.linesByOrder());
        stage("import.orders", files.ordersInTime(), IN_FLIGHT, orders::take);
        return new Result(List.copyOf(failures), orders.eventVersions());
    }

    private void stage(String title, List<Row> rows, int inFlight, Stage.RowAction<Row> action) throws Exception {
        failures.addAll(new Stage(running, progress).run(wording.text(title), rows, inFlight, action));
    }

    private String department() throws IOException, InterruptedException {
        String code = files.name().toUpperCase(Locale.ROOT);
        Map<String, Object> body = Batch.body("code", code, "name", files.name(), "validFrom", firstDay.toString());
        try {
            return batch.create("/api/admin/departments", body, "department", code, firstDay)
                    .id();
        } catch (ApiProblem problem) {
            if (problem.status() != 409) {
                throw problem;
            }
            return Lookup.find(batch.api(), "/api/admin/departments?code=" + code, "code", code)
                    .orElseThrow(() -> problem)
                    .path("id")
                    .asText();
        }
    }

    private void employee(Row row, String department) throws IOException, InterruptedException {
        String no = row.text("employee_no");
        Map<String, Object> body = Batch.body(
                "employeeNo", no,
                "name", row.text("name"),
                "departmentId", department,
                "managerNo", row.optional("manager_no"),
                "hiredOn", row.optional("hired_on"),
                "externalRef", batch.externalRef(no));
        batch.create("/api/admin/employees", body, "employee", no, firstDay);
    }

    private void product(Row row) throws IOException, InterruptedException {
        String sku = row.text("sku");
        Map<String, String> price = Map.of("amount", row.number("list_price").toPlainString(), "currency", "CNY");
        Map<String, Object> body = Batch.body(
                "sku",
                sku,
                "name",
                row.text("name"),
                "category",
                row.text("category"),
                "spec",
                row.optional("spec"),
                "unit",
                "EA",
                "taxRate",
                "0",
                "listPrice",
                price,
                "externalRef",
                batch.externalRef(sku));
        batch.create("/api/orders/products", body, "product", sku, firstDay);
    }

    /** @param fallback who owns a customer that never ordered: the head of the source's people */
    private String customer(Row row, Row firstOrder, String fallback) throws IOException, InterruptedException {
        String country = row.text("country");
        Map<String, Object> contact = Batch.body(
                "name", row.optional("contact"),
                "title", row.optional("contact_title"),
                "phone", row.optional("phone"),
                "primary", true);
        Map<String, Object> body = Batch.body(
                "name",
                row.text("name"),
                "country",
                Countries.code(country).orElseThrow(() -> new IllegalArgumentException("no country " + country)),
                "region",
                row.optional("region"),
                "city",
                row.optional("city"),
                "address",
                row.optional("address"),
                "postalCode",
                row.optional("postal_code"),
                "ownerNo",
                firstOrder == null ? fallback : firstOrder.text("salesperson_no"),
                "contacts",
                contact.containsKey("name") ? List.of(contact) : List.of(),
                "externalRef",
                batch.externalRef(row.text("customer_code")));
        Row dated = firstOrder == null ? files.ordersInTime().get(0) : firstOrder;
        return batch.create(
                        "/api/customer/customers",
                        body,
                        "customer",
                        row.text("customer_code"),
                        dated.date("order_date"))
                .id();
    }
}
