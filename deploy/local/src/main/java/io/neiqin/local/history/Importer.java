package io.neiqin.local.history;

import io.neiqin.local.Running;
import io.neiqin.local.Wording;
import io.neiqin.local.api.ApiProblem;
import io.neiqin.local.api.Lookup;
import io.neiqin.local.history.FileImport.Kind;
import io.neiqin.local.history.FileImport.Sent;
import io.neiqin.local.history.Table.Row;
import io.neiqin.local.load.Batch;
import io.neiqin.local.load.Progress;
import io.neiqin.local.load.Stage;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes over the files of a source system through the public API: employees into one department named after the source,
 * products, customers (each owned by the salesperson of its first order), orders. Doing it again changes nothing.
 */
public final class Importer {
    private static final Kind PRODUCTS = new Kind(
            "/api/orders/imports",
            "products",
            List.of("sku", "name", "category", "spec", "unit", "tax_rate", "list_price"));
    private static final Kind CUSTOMERS = new Kind(
            "/api/customer/imports",
            "customers",
            List.of(
                    "customer_code",
                    "name",
                    "country",
                    "region",
                    "city",
                    "address",
                    "postal_code",
                    "owner_no",
                    "since",
                    "contact",
                    "contact_title",
                    "phone"));
    private static final Kind ORDERS = new Kind(
            "/api/orders/imports",
            "orders",
            List.of(
                    "order_no",
                    "customer_code",
                    "salesperson_no",
                    "order_date",
                    "requested_date",
                    "shipped_date",
                    "sku",
                    "quantity",
                    "unit_price",
                    "discount",
                    "tax_rate"));

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

    /** @return id → the version of its last event, of what was told last */
    Map<String, String> run() throws Exception {
        String department = department();
        stage(Layout.EMPLOYEES, files.employeesFromTheTop(), 1, row -> employee(row, department));
        take(Layout.PRODUCTS, PRODUCTS, sent(Layout.PRODUCTS, files.products(), this::product));
        Map<String, Row> firstOrders = files.firstOrders();
        take(
                Layout.CUSTOMERS,
                CUSTOMERS,
                sent(
                        Layout.CUSTOMERS,
                        files.customers(),
                        row -> customer(row, firstOrders.get(row.text("customer_code")))));
        return take(Layout.ORDERS, ORDERS, orders());
    }

    private interface Cells {
        List<String> of(Row row);
    }

    private List<Sent> sent(Layout layout, List<Row> rows, Cells cells) {
        List<Sent> sent = new ArrayList<>();
        for (Row row : rows) {
            refusing(layout, row, () -> sent.add(new Sent(row, cells.of(row))));
        }
        return sent;
    }

    /** A row per line, those of an order together, in the order of their dates. */
    private List<Sent> orders() {
        Map<String, List<Row>> lines = files.linesByOrder();
        List<Sent> sent = new ArrayList<>();
        for (Row order : files.ordersInTime()) {
            List<Row> own = lines.getOrDefault(order.text("order_no"), List.of());
            refusing(Layout.ORDERS, order, () -> {
                requireParts(order, own);
                own.forEach(line -> sent.add(new Sent(order, orderLine(order, line))));
            });
        }
        return sent;
    }

    private void refusing(Layout layout, Row row, Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException reason) {
            progress.say(row + ": " + reason.getMessage());
            refusals.refuse(layout, row, reason.getMessage());
        }
    }

    private Map<String, String> take(Layout layout, Kind kind, List<Sent> rows) throws Exception {
        String title = title(layout);
        FileImport.Outcome outcome = new FileImport(batch.api(), running, progress, batch.source())
                .run(kind, rows, wording.text("import.checking", title), title);
        outcome.refused().forEach(refused -> {
            Row row = refused.sent().of();
            String reason = (refused.column() == null ? "" : refused.column() + ": ") + refused.message();
            progress.say(row + ": " + reason);
            refusals.refuse(layout, row, reason);
        });
        return outcome.lastEvents();
    }

    private String title(Layout layout) {
        return wording.text("import." + layout.name().toLowerCase(Locale.ROOT));
    }

    private void stage(Layout layout, List<Row> rows, int inFlight, Stage.RowAction<Row> action) throws Exception {
        new Stage(running, progress).run(title(layout), rows, inFlight, row -> {
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

    private List<String> product(Row row) {
        return Arrays.asList(
                row.text("sku"),
                row.text("name"),
                row.text("category"),
                row.optional("spec"),
                "EA",
                "0",
                row.number("list_price").toPlainString());
    }

    /** A customer that never ordered belongs to the head of the source's people. */
    private List<String> customer(Row row, Row firstOrder) {
        String country = row.text("country");
        String owner = firstOrder == null ? head() : firstOrder.text("salesperson_no");
        refusals.require(Layout.EMPLOYEES, owner);
        List<Row> dated = firstOrder == null ? files.ordersInTime() : List.of(firstOrder);
        LocalDate since = dated.isEmpty() ? firstDay : dated.get(0).date("order_date");
        String contact = row.optional("contact");
        return Arrays.asList(
                row.text("customer_code"),
                row.text("name"),
                Countries.code(country)
                        .orElseThrow(() -> new IllegalArgumentException(refusals.text("row.country", country))),
                row.optional("region"),
                row.optional("city"),
                row.optional("address"),
                row.optional("postal_code"),
                owner,
                since.toString(),
                contact,
                contact == null ? null : row.optional("contact_title"),
                contact == null ? null : row.optional("phone"));
    }

    private static List<String> orderLine(Row order, Row line) {
        return Arrays.asList(
                order.text("order_no"),
                order.text("customer_code"),
                order.text("salesperson_no"),
                order.text("order_date"),
                order.text("required_date"),
                order.optional("shipped_date"),
                line.text("sku"),
                line.number("quantity").toPlainString(),
                line.number("unit_price").toPlainString(),
                line.number("discount_rate").toPlainString(),
                "0");
    }

    private String head() {
        List<Row> people = files.employeesFromTheTop();
        return people.isEmpty() ? "" : people.get(0).text("employee_no");
    }
}
