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
    private final Refusals refusals;
    private final LocalDate firstDay;

    Importer(
            SourceFiles files,
            Batch batch,
            Running running,
            Progress progress,
            Wording wording,
            Refusals refusals,
            LocalDate today) {
        this.files = files;
        this.batch = batch;
        this.running = running;
        this.progress = progress;
        this.wording = wording;
        this.refusals = refusals;
        this.firstDay = files.firstDay(today);
    }

    /** @return order id → the version of its last event, of the orders that were moved now */
    Map<String, String> run() throws Exception {
        String department = department();
        stage(Layout.EMPLOYEES, files.employeesFromTheTop(), 1, row -> employee(row, department));
        stage(Layout.PRODUCTS, files.products(), IN_FLIGHT, this::product);
        Map<String, String> customerIds = new ConcurrentHashMap<>();
        Map<String, Row> firstOrders = files.firstOrders();
        stage(Layout.CUSTOMERS, files.customers(), IN_FLIGHT, row -> {
            String code = row.text("customer_code");
            customerIds.put(code, customer(row, firstOrders.get(code)));
        });
        Map<String, List<Row>> lines = files.linesByOrder();
        OrderIntake orders = new OrderIntake(batch, customerIds, lines);
        stage(Layout.ORDERS, files.ordersInTime(), IN_FLIGHT, row -> {
            requireParts(row, lines.getOrDefault(row.text("order_no"), List.of()));
            orders.take(row);
        });
        return orders.eventVersions();
    }

    private void stage(Layout layout, List<Row> rows, int inFlight, Stage.RowAction<Row> action) throws Exception {
        String title = wording.text("import." + layout.name().toLowerCase(Locale.ROOT));
        new Stage(running, progress).run(title, rows, inFlight, row -> {
            try {
                action.take(row);
            } catch (Running.Stopped stopped) {
                throw stopped;
            } catch (Exception e) {
                refusals.refuse(layout, row, e.getMessage() == null ? e.toString() : e.getMessage());
                throw e;
            }
        });
    }

    /** All that an order refers to is in; half an order would be another one. */
    private void requireParts(Row order, List<Row> lines) {
        refusals.require(Layout.CUSTOMERS, order.text("customer_code"));
        refusals.require(Layout.EMPLOYEES, order.text("salesperson_no"));
        refusals.requireLines(order.text("order_no"));
        lines.forEach(line -> refusals.require(Layout.PRODUCTS, line.text("sku")));
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
        if (row.optional("manager_no") != null) {
            refusals.require(Layout.EMPLOYEES, row.text("manager_no"));
        }
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

    /** A customer that never ordered belongs to the head of the source's people. */
    private String customer(Row row, Row firstOrder) throws IOException, InterruptedException {
        String country = row.text("country");
        String owner = firstOrder == null ? head() : firstOrder.text("salesperson_no");
        refusals.require(Layout.EMPLOYEES, owner);
        Map<String, Object> contact = Batch.body(
                "name", row.optional("contact"),
                "title", row.optional("contact_title"),
                "phone", row.optional("phone"),
                "primary", true);
        Map<String, Object> body = Batch.body(
                "name",
                row.text("name"),
                "country",
                Countries.code(country)
                        .orElseThrow(() -> new IllegalArgumentException(refusals.text("row.country", country))),
                "region",
                row.optional("region"),
                "city",
                row.optional("city"),
                "address",
                row.optional("address"),
                "postalCode",
                row.optional("postal_code"),
                "ownerNo",
                owner,
                "contacts",
                contact.containsKey("name") ? List.of(contact) : List.of(),
                "externalRef",
                batch.externalRef(row.text("customer_code")));
        List<Row> dated = firstOrder == null ? files.ordersInTime() : List.of(firstOrder);
        return batch.create(
                        "/api/customer/customers",
                        body,
                        "customer",
                        row.text("customer_code"),
                        dated.isEmpty() ? firstDay : dated.get(0).date("order_date"))
                .id();
    }

    private String head() {
        List<Row> people = files.employeesFromTheTop();
        return people.isEmpty() ? "" : people.get(0).text("employee_no");
    }
}
