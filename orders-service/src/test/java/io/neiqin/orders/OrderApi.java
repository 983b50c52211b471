package io.neiqin.orders;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.customers.CustomerEvent.CustomerBlocked;
import io.neiqin.events.customers.CustomerEvent.CustomerCreated;
import io.neiqin.events.customers.CustomerEvent.CustomerOwnerChanged;
import io.neiqin.events.customers.CustomerEvent.CustomerUnblocked;
import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Drives the orders API and builds its data through it. Two clerks, a supervisor, a manager, a storeman and two
 * salespersons; customers are made as customer-service would tell them.
 */
public final class OrderApi {

    public static final String CLERK = "E001";
    public static final String SECOND_CLERK = "E002";
    public static final String SUPERVISOR = "E003";
    public static final String MANAGER = "E004";
    public static final String WAREHOUSE = "E005";
    public static final String SELLER = "E006";
    public static final String OTHER_SELLER = "E007";
    public static final String THIRD_CLERK = "E008";
    /** May do anything, but only in department SOUTH; see {@link #hireStranger}. */
    public static final String STRANGER = "E010";

    /** Worked here until 2020. */
    public static final String LEAVER = "E009";

    public static final String FINANCE = "E021";
    public static final String DIRECTOR = "E022";
    public static final String GENERAL_MANAGER = "E023";
    public static final String IMPORTER = "import";
    public static final String ORDERS = "/api/orders/orders";
    public static final String PRODUCTS = "/api/orders/products";
    public static final String PRODUCT = "P-100";

    /** A body that each command takes, where it takes one. */
    private static final Map<String, Object> BODIES = Map.of(
            "request-clarification", Map.of("questions", List.of("which size?")),
            "answer-clarification", Map.of("answer", "M8"),
            "verify", Map.of("method", "SECOND_PERSON"),
            "reject-verification", Map.of("differences", List.of("price")),
            "ship", Map.of(),
            "accept", Map.of(),
            "cancel", Map.of("reason", "not wanted"));

    private static OrderApi shared;
    private UUID oneCustomer;

    public final Api api = Api.here();
    public final EventFeeder feeder;
    public final Organisation organisation;

    private OrderApi() {
        feeder = EventFeeder.connect();
        organisation = new Organisation(feeder);
    }

    /** Ready to be used: people are known, and {@link #PRODUCT} exists. */
    public static synchronized OrderApi ready() {
        if (shared == null) {
            shared = new OrderApi();
            shared.hire();
            shared.product(PRODUCT, "Tools");
            shared.oneCustomer = shared.customer();
        }
        return shared;
    }

    private void hire() {
        organisation.department("SALES", null, MANAGER);
        organisation.department("NORTH", "SALES", SELLER);
        organisation.department("SOUTH", "SALES", OTHER_SELLER);
        organisation.employee(CLERK, "CLERK", "ALL");
        organisation.employee(SECOND_CLERK, "CLERK", "ALL");
        organisation.employee(THIRD_CLERK, "CLERK", "ALL");
        organisation.employee(SUPERVISOR, "SALES_SUPERVISOR", "ALL");
        organisation.employee(MANAGER, "SALES_MANAGER", "ALL");
        organisation.employee(WAREHOUSE, "WAREHOUSE", "ALL");
        organisation.employee(FINANCE, "FINANCE", "SELF");
        organisation.employee(DIRECTOR, "SALES_DIRECTOR", "SELF");
        organisation.employee(GENERAL_MANAGER, "GENERAL_MANAGER", "SELF");
        organisation.employee(SELLER, "NORTH", "SALESPERSON", "SELF");
        organisation.employee(OTHER_SELLER, "SOUTH", "SALESPERSON", "DEPARTMENT");
        organisation.left(LEAVER, "SOUTH", LocalDate.of(2020, 1, 31), Organisation.role("SALESPERSON", "SELF"));
        organisation.machine(
                IMPORTER,
                Organisation.role("CLERK", "ALL"),
                Organisation.role("SALES_MANAGER", "ALL"),
                Organisation.role("WAREHOUSE", "ALL"),
                Organisation.role("HISTORY_IMPORT", "ALL"));
        awaitKnown(List.of(
                CLERK,
                SECOND_CLERK,
                THIRD_CLERK,
                SUPERVISOR,
                MANAGER,
                WAREHOUSE,
                FINANCE,
                DIRECTOR,
                GENERAL_MANAGER,
                SELLER,
                OTHER_SELLER,
                IMPORTER));
    }

    private void awaitKnown(Collection<String> people) {
        for (String who : people) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> api.as(who).get(PRODUCTS).statusCode() == 200);
        }
    }

    /** {@link #STRANGER} is known from here on. */
    public void hireStranger() {
        organisation.employee(
                STRANGER,
                "SOUTH",
                null,
                Organisation.role("CLERK", "DEPARTMENT"),
                Organisation.role("SALES_MANAGER", "DEPARTMENT"),
                Organisation.role("WAREHOUSE", "SELF"));
        awaitKnown(List.of(STRANGER));
    }

    /** For every role somebody who holds it and nothing else; see {@link #withOnly}. */
    public void hireOnePerRole() {
        Roles.BINDABLE.forEach(role -> organisation.employee(withOnly(role), role, "ALL"));
        awaitKnown(Roles.BINDABLE.stream().map(OrderApi::withOnly).toList());
    }

    public static String withOnly(String role) {
        return "ONLY-" + role;
    }

    public void product(String sku, String category) {
        assertStatus(api.as(CLERK).post(PRODUCTS, with(newProduct(sku), "category", category)), 201);
    }

    /** A valid new product. */
    public static Map<String, Object> newProduct(String sku) {
        return with(with(productChange(), "sku", sku), "name", "Product " + sku);
    }

    /** Valid values of a product. */
    public static Map<String, Object> productChange() {
        return Map.of("name", "Product", "category", "Tools", "unit", "pcs", "taxRate", "0.13");
    }

    /** A customer of this salesperson, known here when the call returns. */
    public UUID customer(String ownerNo, String status) {
        return customer(ownerNo, status, "NORTH");
    }

    /** A customer of this salesperson and his department, known here when the call returns. */
    public UUID customer(String ownerNo, String status, String department) {
        return customer("Customer", null, ownerNo, status, department);
    }

    /** A customer of this name and credit code. */
    public UUID customer(String name, String uscc, String ownerNo, String status, String department) {
        return customer(name, uscc, ownerNo, status, department, null, null);
    }

    /** A customer that a source of old data calls so. */
    public UUID customerOf(String source, String code, String ownerNo) {
        return customer("Customer", null, ownerNo, "ACTIVE", "NORTH", source, code);
    }

    private UUID customer(
            String name, String uscc, String ownerNo, String status, String department, String source, String code) {
        UUID id = UUID.randomUUID();
        feeder.publish(new CustomerCreated(
                id,
                new Profile(
                        "C-" + id,
                        name,
                        uscc,
                        "CN",
                        "East",
                        "Steel",
                        "A",
                        status,
                        ownerNo,
                        Organisation.departmentId(department),
                        source,
                        code)));
        // The answer changes from unknown-customer to a complaint about the lines once the replica has it.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !api.as(CLERK)
                        .post(ORDERS, with(body(id), "lines", List.of(line("no-such-product", "1", "1"))))
                        .path("code")
                        .equals("unknown-customer"));
        return id;
    }

    /** Another salesperson owns the customer from now on. */
    public void giveTo(UUID customer, String ownerNo) {
        feeder.publish(new CustomerOwnerChanged(
                customer,
                new Profile(
                        "C-" + customer,
                        "Customer",
                        null,
                        "CN",
                        "East",
                        "Steel",
                        "A",
                        "ACTIVE",
                        ownerNo,
                        Organisation.departmentId("SOUTH"),
                        null,
                        null),
                SELLER));
    }

    /** The customer of this salesperson is blocked from now on, or is not any more. */
    public void block(UUID customer, String ownerNo, boolean blocked) {
        Profile profile = new Profile(
                "C-" + customer,
                "Customer",
                null,
                "CN",
                "East",
                "Steel",
                "A",
                blocked ? "BLOCKED" : "ACTIVE",
                ownerNo,
                Organisation.departmentId("NORTH"),
                null,
                null);
        feeder.publish(
                blocked ? new CustomerBlocked(customer, profile, "ACTIVE") : new CustomerUnblocked(customer, profile));
    }

    public UUID customer() {
        return customer(SELLER, "ACTIVE");
    }

    /** The same customer each time: for orders that are refused anyway. */
    public UUID oneCustomer() {
        return oneCustomer;
    }

    /** A valid order by phone of one line: 10 × 12.50 at 13 %. */
    public static Map<String, Object> body(UUID customer) {
        Map<String, Object> body = new HashMap<>();
        body.put("customerId", customer);
        body.put("channel", "PHONE");
        body.put("sourceDocumentRef", "call 17");
        body.put("requestedDate", "2099-01-15");
        body.put("lines", List.of(line(PRODUCT, "10", "12.50")));
        return body;
    }

    public static Map<String, Object> line(String sku, String quantity, String unitPrice) {
        return Map.of("sku", sku, "quantity", quantity, "unitPrice", unitPrice);
    }

    /** The same body with one member changed, or taken away by null. */
    public static Map<String, Object> with(Map<String, Object> body, String member, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        if (value == null) {
            changed.remove(member);
        } else {
            changed.put(member, value);
        }
        return changed;
    }

    public String draft(Map<String, Object> body) {
        return assertStatus(api.as(CLERK).post(ORDERS, body), 201).path("id");
    }

    public String draft() {
        return draft(body(customer()));
    }

    public String received() {
        return after(draft(), CLERK, "receive", null);
    }

    public String clarifying() {
        return after(received(), CLERK, "request-clarification", BODIES.get("request-clarification"));
    }

    public String entered() {
        return after(received(), CLERK, "enter", null);
    }

    public String verified() {
        return after(entered(), SECOND_CLERK, "verify", Map.of("method", "SECOND_PERSON"));
    }

    /** Beyond the limit: 10 × 60,000. */
    public static Map<String, Object> large(UUID customer) {
        return with(body(customer), "lines", List.of(line(PRODUCT, "10", "60000")));
    }

    /** Verified, beyond the limit. */
    public String verifiedLarge() {
        return verified(large(oneCustomer));
    }

    public String verified(Map<String, Object> body) {
        String id = draft(body);
        after(id, CLERK, "receive", null);
        after(id, CLERK, "enter", null);
        return after(id, SECOND_CLERK, "verify", BODIES.get("verify"));
    }

    public String submitted() {
        return after(verifiedLarge(), CLERK, "submit", null);
    }

    public String confirmed() {
        return after(verified(), MANAGER, "confirm", null);
    }

    public String shipped() {
        return after(confirmed(), WAREHOUSE, "ship", Map.of());
    }

    /** A new order in this state. */
    public String inState(String status) {
        return switch (status) {
            case "DRAFT" -> draft(body(oneCustomer()));
            case "RECEIVED" -> received();
            case "CLARIFYING" -> clarifying();
            case "ENTERED" -> entered();
            case "VERIFIED" -> verified();
            case "PENDING_APPROVAL" -> submitted();
            case "CONFIRMED" -> confirmed();
            case "COMPLETED" -> after(shipped(), CLERK, "accept", Map.of());
            case "CANCELLED" -> after(draft(), MANAGER, "cancel", BODIES.get("cancel"));
            default -> throw new IllegalArgumentException(status);
        };
    }

    /** Somebody whose role allows this command; a second clerk where it takes another than the first. */
    public static String whoMay(String command) {
        return switch (command) {
            case "confirm", "cancel" -> MANAGER;
            case "ship" -> WAREHOUSE;
            case "verify", "reject-verification" -> SECOND_CLERK;
            default -> CLERK;
        };
    }

    /** Any action on an order, an edit included, with a body that is good in itself. */
    public Response act(Api api, String who, String id, String action) {
        Api actor = api.as(who);
        if (action.equals("edit")) {
            return actor.ifMatch(get(id).header("ETag")).put(ORDERS + "/" + id, body(oneCustomer()));
        }
        String path = ORDERS + "/" + id + "/" + action;
        Object body = BODIES.get(action);
        return body == null ? actor.post(path) : actor.post(path, body);
    }

    public Response command(String who, String id, String command, Object body) {
        String path = ORDERS + "/" + id + "/" + command;
        return body == null ? api.as(who).post(path) : api.as(who).post(path, body);
    }

    public Response get(String id) {
        return api.as(CLERK).get(ORDERS + "/" + id);
    }

    private String after(String id, String who, String command, Object body) {
        assertStatus(command(who, id, command, body), 200);
        return id;
    }
}
