package io.neiqin.journeys;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A small company, set up through the public API by the bootstrap administrator, and what its people do. */
public final class Company {

    public static final String CLERK = "E001";
    public static final String SECOND_CLERK = "E002";
    public static final String MANAGER = "E004";
    public static final String WAREHOUSE = "E005";
    public static final String SELLER = "E006";
    public static final String OTHER_SELLER = "E007";
    public static final String STATISTICIAN = "E008";
    public static final String IMPORTER = "import";
    public static final String MACHINE = "feed-reader";

    private static final String ROOT = "root";
    private static final String SYSTEM_ADMIN = "SYSTEM_ADMIN";

    private final Neiqin neiqin;

    private Company(Neiqin neiqin) {
        this.neiqin = neiqin;
    }

    public static Company found(Neiqin neiqin) {
        Company company = new Company(neiqin);
        String headOffice = company.department("HQ", null);
        String north = company.department("NORTH", headOffice);
        String south = company.department("SOUTH", headOffice);
        company.hire(CLERK, headOffice, "PERSON", "CLERK");
        company.hire(SECOND_CLERK, headOffice, "PERSON", "CLERK");
        company.hire(MANAGER, headOffice, "PERSON", "SALES_MANAGER");
        company.hire(WAREHOUSE, headOffice, "PERSON", "WAREHOUSE");
        company.hire(SELLER, north, "PERSON", "SALESPERSON");
        company.hire(OTHER_SELLER, south, "PERSON", "SALESPERSON");
        company.hire(STATISTICIAN, headOffice, "PERSON", "STATISTICIAN");
        company.hire(IMPORTER, headOffice, "MACHINE", "CLERK", "SALES_MANAGER", "WAREHOUSE", "HISTORY_IMPORT");
        company.hire(MACHINE, headOffice, "MACHINE", "STATISTICIAN");
        company.awaitKnown();
        return company;
    }

    private String department(String code, String parent) {
        Map<String, Object> body = new HashMap<>(Map.of("code", code, "name", "Department " + code));
        body.put("parentId", parent);
        return neiqin.post(ROOT, SYSTEM_ADMIN, "/api/admin/departments", body).path("id");
    }

    private void hire(String employeeNo, String department, String kind, String... roles) {
        Response employee = neiqin.post(
                ROOT,
                SYSTEM_ADMIN,
                "/api/admin/employees",
                Map.of(
                        "employeeNo", employeeNo,
                        "name", "Employee " + employeeNo,
                        "departmentId", department,
                        "kind", kind));
        List<Map<String, String>> bindings = new ArrayList<>();
        for (String role : roles) {
            bindings.add(Map.of("role", role, "scope", role.equals("SALESPERSON") ? "SELF" : "ALL"));
        }
        String path = "/api/admin/employees/" + employee.path("id") + "/roles";
        Api admin = neiqin.at(path).as(ROOT, SYSTEM_ADMIN).ifMatch(employee.header("ETag"));
        assertStatus(admin.put(path, Map.of("roles", bindings)), 200);
    }

    /** Returns when every service knows its people. */
    public void awaitKnown() {
        for (String who : List.of(CLERK, SECOND_CLERK, MANAGER, WAREHOUSE, SELLER, OTHER_SELLER, IMPORTER, MACHINE)) {
            neiqin.awaitKnown(who, "/api/orders/products");
        }
        neiqin.awaitKnown(CLERK, "/api/customer/customers");
        neiqin.awaitKnown(SELLER, "/api/customer/customers");
        neiqin.awaitKnown(OTHER_SELLER, "/api/customer/customers");
        neiqin.awaitKnown(STATISTICIAN, "/api/reporting/kpis");
        neiqin.awaitKnown(SELLER, "/api/reporting/kpis");
    }

    /** A new customer of this salesperson, which orders-service knows when the call returns. */
    public String customer(String ownerNo) {
        Response made = neiqin.done(
                CLERK,
                "/api/customer/customers",
                Map.of(
                        "name",
                        "Customer " + UUID.randomUUID(),
                        "country",
                        "DE",
                        "taxId",
                        "DE123456789",
                        "region",
                        "Bavaria",
                        "ownerNo",
                        ownerNo,
                        "contacts",
                        List.of(Map.of("name", "Frau Huber", "email", "huber@example.com"))));
        String id = made.path("id");
        // The complaint changes from the customer to the product once the customer is known.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !neiqin.post(CLERK, "/api/orders/orders", order(id, "no-such-product", "1", "1"))
                        .path("code")
                        .equals("unknown-customer"));
        return id;
    }

    /** A new product; returns its SKU. */
    public String product(String category) {
        String sku = "P-" + UUID.randomUUID().toString().substring(0, 8);
        neiqin.done(
                CLERK,
                "/api/orders/products",
                Map.of("sku", sku, "name", "Product", "category", category, "unit", "pcs", "taxRate", "0.13"));
        return sku;
    }

    public static Map<String, Object> order(String customer, String sku, String quantity, String unitPrice) {
        return new HashMap<>(Map.of(
                "customerId", customer,
                "channel", "PHONE",
                "sourceDocumentRef", "call 17",
                "requestedDate", "2099-01-15",
                "lines", List.of(Map.of("sku", sku, "quantity", quantity, "unitPrice", unitPrice))));
    }

    /** From draft to verified, each step by whoever may do it; returns the order's id. */
    public String verified(Map<String, Object> order) {
        String id = neiqin.done(CLERK, "/api/orders/orders", order).path("id");
        command(CLERK, id, "receive", null);
        command(CLERK, id, "enter", null);
        command(SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON"));
        return id;
    }

    public Response command(String who, String id, String verb, Object body) {
        return neiqin.done(who, "/api/orders/orders/" + id + "/" + verb, body);
    }
}
