package io.neiqin.benchmarks;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small company, set up through the public API: one customer, five products, and the people who take an order from
 * draft to confirmed.
 *
 * @param customerId of the customer that every order is for
 * @param skus of the products, one for each line of an order
 */
public record Company(String customerId, List<String> skus) {

    public static final String CLERK = "E001";
    public static final String SECOND_CLERK = "E002";
    public static final String MANAGER = "E004";
    public static final String WAREHOUSE = "E005";
    public static final String SELLER = "E006";
    public static final String STATISTICIAN = "E008";

    private static final String ROOT = "root";
    private static final String SYSTEM_ADMIN = "SYSTEM_ADMIN";
    private static final int LINES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Needs admin, customer and orders. */
    public static Company found(Stack stack) {
        String department = made(
                        stack,
                        Map.of("code", "HQ", "name", "Head office"),
                        "/api/admin/departments",
                        ROOT,
                        SYSTEM_ADMIN)
                .path("id");
        hire(stack, department, CLERK, "CLERK");
        hire(stack, department, SECOND_CLERK, "CLERK");
        hire(stack, department, MANAGER, "SALES_MANAGER");
        hire(stack, department, WAREHOUSE, "WAREHOUSE");
        hire(stack, department, SELLER, "SALESPERSON");
        hire(stack, department, STATISTICIAN, "STATISTICIAN");
        for (String who : List.of(CLERK, SECOND_CLERK, MANAGER, WAREHOUSE, SELLER)) {
            awaitKnown(stack, who, "/api/orders/products");
        }
        awaitKnown(stack, CLERK, "/api/customer/customers");
        awaitKnown(stack, SELLER, "/api/customer/customers");
        List<String> skus = new ArrayList<>();
        for (int i = 1; i <= LINES; i++) {
            String sku = "P-10" + i;
            Map<String, String> product = Map.of(
                    "sku", sku, "name", "Pump, size " + i, "category", "Pumps", "unit", "pcs", "taxRate", "0.13");
            made(stack, product, "/api/orders/products", CLERK);
            skus.add(sku);
        }
        Company company = new Company(customer(stack), skus);
        await().atMost(PATIENCE)
                .until(() -> stack.at("/api/orders")
                                .as(CLERK)
                                .newKey()
                                .post("/api/orders/orders", company.order("first", "call 1"))
                                .statusCode()
                        == 201);
        return company;
    }

    /** Returns when reporting knows the one who reads it. */
    public void awaitReader(Stack stack) {
        awaitKnown(stack, STATISTICIAN, "/api/reporting/kpis");
    }

    /** An order of five lines as its JSON. */
    public String order(String customerPoNo, String note) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < skus.size(); i++) {
            lines.append(i == 0 ? "" : ",").append("""
                {"sku":"%s","quantity":"%d","unitPrice":"%d.50","discount":"0.05"}\
                """.formatted(skus.get(i), 10 + i, 100 + i));
        }
        return """
            {"customerId":"%s","channel":"PHONE","sourceDocumentRef":"%s","customerPoNo":"%s",\
            "requestedDate":"2099-01-15","lines":[%s]}\
            """.formatted(customerId, note, customerPoNo, lines);
    }

    private static String customer(Stack stack) {
        Map<String, Object> body = new HashMap<>(
                Map.of("name", "Huber Pumpen GmbH", "country", "DE", "taxId", "DE123456789", "region", "Bavaria"));
        body.put("ownerNo", SELLER);
        body.put("contacts", List.of(Map.of("name", "Frau Huber", "email", "huber@example.com")));
        return made(stack, body, "/api/customer/customers", CLERK).path("id");
    }

    private static void hire(Stack stack, String department, String employeeNo, String role) {
        Map<String, String> person = Map.of(
                "employeeNo",
                employeeNo,
                "name",
                "Employee " + employeeNo,
                "departmentId",
                department,
                "kind",
                "PERSON");
        Response employee = made(stack, person, "/api/admin/employees", ROOT, SYSTEM_ADMIN);
        String path = "/api/admin/employees/" + employee.path("id") + "/roles";
        Map<String, String> binding = Map.of("role", role, "scope", role.equals("SALESPERSON") ? "SELF" : "ALL");
        Api admin = stack.at(path).as(ROOT, SYSTEM_ADMIN).ifMatch(employee.header("ETag"));
        assertStatus(admin.put(path, Map.of("roles", List.of(binding))), 200);
    }

    private static Response made(Stack stack, Object body, String path, String who, String... roles) {
        Api api = roles.length == 0 ? stack.at(path).as(who) : stack.at(path).as(who, roles);
        return assertStatus(api.newKey().post(path, body), 201);
    }

    /** Returns when the service lets this person in: what admin-service tells takes a moment to arrive. */
    static void awaitKnown(Stack stack, String who, String path) {
        await().atMost(PATIENCE).until(() -> stack.at(path).as(who).get(path).statusCode() == 200);
    }
}
