package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.SUPERVISOR;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderRefusalTest {

    private final DataSource database;
    private OrderApi orders;

    OrderRefusalTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @ParameterizedTest(name = "{0} = {1}: {3} at {4}")
    @DisplayName("ORD-2 DAT-1 a request with a wrong field is refused with its place, and nothing is kept")
    @CsvSource(
            nullValues = "null",
            delimiter = '|',
            value = {
                "customerId | null | 400 | invalid-request | /customerId",
                "customerId | x | 400 | invalid-request | /customerId",
                "channel | null | 400 | invalid-request | /channel",
                "channel | PIGEON | 400 | invalid-request | /channel",
                "requestedDate | null | 400 | invalid-request | /requestedDate",
                "requestedDate | 2026-02-30 | 400 | invalid-request | /requestedDate",
                "requestedDate | +10000-01-01 | 400 | invalid-request | /requestedDate",
                "currency | yuan | 400 | invalid-request | /currency",
                "colour | red | 400 | invalid-request | /colour",
            })
    void refuses_wrongField_withItsPointer(String field, String value, int status, String code, String pointer)
            throws SQLException {
        refusedWithout(orders.api.as(CLERK), with(body(orders.customer()), field, value), status, code, pointer);
    }

    @ParameterizedTest(name = "line {0} = {1}: {3}")
    @DisplayName("ORD-2 a wrong line is refused with its place")
    @CsvSource(
            nullValues = "null",
            delimiter = '|',
            value = {
                "quantity | 0 | 400 | invalid-request | /lines/0/quantity",
                "quantity | -1 | 400 | invalid-request | /lines/0/quantity",
                "quantity | 1.0000001 | 400 | invalid-request | /lines/0/quantity",
                "quantity | 1E+2147483647 | 400 | invalid-request | /lines/0/quantity",
                "quantity | null | 400 | invalid-request | /lines/0/quantity",
                "unitPrice | -0.01 | 400 | invalid-request | /lines/0/unitPrice",
                "unitPrice | null | 400 | invalid-request | /lines/0/unitPrice",
                "discount | 1.01 | 400 | invalid-request | /lines/0/discount",
                "taxRate | 13 | 400 | invalid-request | /lines/0/taxRate",
                "sku | P-404 | 422 | lines-invalid | /lines/0/sku",
                "sku | null | 400 | invalid-request | /lines/0/sku",
            })
    void refuses_wrongLine_withItsPointer(String field, String value, int status, String code, String pointer)
            throws SQLException {
        Map<String, Object> body =
                with(body(orders.customer()), "lines", List.of(with(line(PRODUCT, "1", "1"), field, value)));
        refusedWithout(orders.api.as(CLERK), body, status, code, pointer);
    }

    @Test
    void refuses_orderWithoutLines_duplicateLines_andOverflow() throws SQLException {
        Map<String, Object> body = body(orders.customer());
        refusedWithout(orders.api.as(CLERK), with(body, "lines", List.of()), 400, "invalid-request", "/lines");
        refusedWithout(
                orders.api.as(CLERK),
                with(body, "lines", List.of(line(PRODUCT, "1", "1"), line(PRODUCT, "2", "1"))),
                422,
                "lines-invalid",
                "/lines/1");
        refusedWithout(
                orders.api.as(CLERK),
                with(body, "lines", List.of(line(PRODUCT, "999999999999", "999999999999"))),
                422,
                "order-amount-too-large",
                null);
    }

    @Test
    void refuses_unknownOrBlockedCustomer_andInactiveProduct() throws SQLException {
        refusedWithout(orders.api.as(CLERK), body(UUID.randomUUID()), 422, "unknown-customer", "/customerId");
        refusedWithout(
                orders.api.as(CLERK),
                body(orders.customer(SELLER, "BLOCKED")),
                422,
                "customer-takes-no-orders",
                "/customerId");
        orders.product("P-OLD", "Tools");
        String id = orders.api.as(CLERK).get(OrderApi.PRODUCTS + "?sku=P-OLD").path("items[0].id");
        assertStatus(orders.api.as(MANAGER).post(OrderApi.PRODUCTS + "/" + id + "/deactivate"), 200);
        refusedWithout(
                orders.api.as(CLERK),
                with(body(orders.customer()), "lines", List.of(line("P-OLD", "1", "1"))),
                422,
                "lines-invalid",
                "/lines/0/sku");
    }

    @Test
    @DisplayName("shares that do not add to 100 percent, unknown and repeated persons are refused")
    void refuses_sharesThatDoNotAddUp() throws SQLException {
        Map<String, Object> body = body(orders.customer());
        refusedWithout(
                orders.api.as(CLERK),
                with(body, "salespersons", shares("60", "39.99")),
                422,
                "shares-not-100",
                "/salespersons");
        refusedWithout(
                orders.api.as(CLERK),
                with(body, "salespersons", List.of(Map.of("employeeNo", "E404", "share", "100"))),
                422,
                "unknown-employee-no",
                "/salespersons");
        var twice = Map.of("employeeNo", SELLER, "share", "50");
        refusedWithout(
                orders.api.as(CLERK),
                with(body, "salespersons", List.of(twice, twice)),
                422,
                "duplicate-salesperson",
                "/salespersons/1/employeeNo");
    }

    @Test
    void refuses_secondOrder_withTheSamePurchaseOrderNumber_untilTheFirstIsCancelled() {
        UUID customer = orders.customer();
        Map<String, Object> body = with(body(customer), "customerPoNo", "PO-1");
        String first = orders.draft(body);
        assertProblem(orders.api.as(CLERK).post(ORDERS, body), 409, "duplicate-customer-po");
        assertStatus(orders.command(MANAGER, first, "cancel", Map.of("reason", "sent twice")), 200);
        orders.draft(body);
    }

    @Test
    void refuses_secondOrder_withTheSameExternalRef_andNamesTheFirst() {
        Map<String, Object> body = with(
                body(orders.customer()),
                "externalRef",
                Map.of("system", "erp", "id", UUID.randomUUID().toString()));
        String first = orders.draft(body);
        Response again = assertProblem(orders.api.as(CLERK).post(ORDERS, body), 409, "duplicate-external-ref");
        assertThat(again.<String>path("existingId")).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"enter", "confirm", "ship", "accept", "verify", "reject-verification"})
    @DisplayName("ORD-41 a step that the state does not know is refused with what is possible")
    void refuses_illegalTransition_withAllowedActions(String command) {
        String id = orders.draft();
        Object body = Map.of(
                        "verify", Map.of("method", "AUTO"),
                        "reject-verification", Map.of("differences", List.of("x")),
                        "ship", Map.of(),
                        "accept", Map.of())
                .get(command);
        String who = command.equals("confirm") ? MANAGER : command.equals("ship") ? WAREHOUSE : CLERK;
        Response refused = assertProblem(orders.command(who, id, command, body), 409, "illegal-transition");
        assertThat(refused.<List<String>>path("allowedActions"))
                .isEqualTo(
                        who.equals(MANAGER)
                                ? List.of("cancel")
                                : who.equals(CLERK) ? List.of("edit", "receive") : List.of());
        assertThat(orders.get(id).<String>path("status")).isEqualTo("DRAFT");
    }

    @Test
    @DisplayName("DAT-2 SEC-3 whoever entered the order cannot verify it")
    void refuses_verification_byTheEnterer() {
        String id = orders.entered();
        assertProblem(
                orders.command(CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 422, "verifier-is-enterer");
    }

    @Test
    @DisplayName("DAT-2 an order by phone has nothing that a machine could compare it with")
    void refuses_automaticVerification_withoutStructuredSource() {
        assertProblem(
                orders.command(SECOND_CLERK, orders.entered(), "verify", Map.of("method", "AUTO")),
                422,
                "no-structured-source");
    }

    @Test
    @DisplayName("DAT-2 whoever typed the order cannot verify it, even when somebody else declared it complete")
    void refuses_verification_byTheTypist() {
        String id = orders.received();
        assertStatus(orders.command(SECOND_CLERK, id, "enter", null), 200);
        assertProblem(
                orders.command(CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 422, "verifier-is-enterer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"API", "PORTAL", "IMPORT"})
    @DisplayName("DAT-2 a clerk cannot claim a structured source for what he typed")
    void refuses_structuredChannel_fromAPerson(String channel) throws SQLException {
        refusedWithout(
                orders.api.as(CLERK),
                with(body(orders.customer()), "channel", channel),
                422,
                "channel-of-machines",
                "/channel");
    }

    @Test
    void refuses_otherChannelOrExternalRef_onEdit() {
        UUID customer = orders.customer();
        String path = ORDERS + "/" + orders.draft(body(customer));
        var api = orders.api.as(CLERK).ifMatch(0);
        assertProblem(api.put(path, with(body(customer), "channel", "FAX")), 422, "origin-fixed");
        assertProblem(
                api.put(path, with(body(customer), "externalRef", Map.of("system", "erp", "id", "1"))),
                422,
                "origin-fixed");
        assertThat(assertStatus(api.put(path, with(body(customer), "remark", "by ship")), 200)
                        .<String>path("remark"))
                .isEqualTo("by ship");
    }

    @Test
    void refuses_shippingMoreThanOrdered_andAcceptingMoreThanShipped() {
        String id = orders.confirmed();
        assertProblem(
                orders.command(WAREHOUSE, id, "ship", quantity(1, "10.000001")), 422, "shipped-more-than-ordered");
        assertProblem(orders.command(WAREHOUSE, id, "ship", quantity(2, "1")), 422, "no-such-open-line");
        assertStatus(orders.command(WAREHOUSE, id, "ship", quantity(1, "4")), 200);
        assertProblem(orders.command(CLERK, id, "accept", quantity(1, "5")), 422, "accepted-more-than-shipped");
        assertProblem(
                orders.command(MANAGER, id, "cancel", Map.of("reason", "too late")), 409, "cancel-after-shipment");
    }

    @Test
    @DisplayName("SEC-1 each step wants its role")
    void refuses_wrongRole() {
        String id = orders.verified();
        assertProblem(orders.command(CLERK, id, "confirm", null), 403, "role-missing");
        assertProblem(orders.command(SUPERVISOR, id, "cancel", Map.of("reason", "x")), 403, "role-missing");
        assertProblem(orders.api.as(SELLER).post(ORDERS, body(orders.customer())), 403, "role-missing");
        assertProblem(orders.api.as("E999").get(ORDERS), 403, "unknown-employee");
        assertProblem(orders.api.anonymous().get(ORDERS), 401, "token-missing");
    }

    @Test
    @DisplayName("SEC-1 CUS-11 an order of another salesperson and department is not there")
    void hides_foreignOrders_fromListAndSingle() {
        String id = orders.draft();
        assertStatus(orders.api.as(SELLER).get(ORDERS + "/" + id), 200);
        assertProblem(orders.api.as(OTHER_SELLER).get(ORDERS + "/" + id), 404, "not-found");
        assertThat(orders.api.as(SELLER).get(ORDERS + "?limit=200").<List<String>>path("items.id"))
                .contains(id);
        assertThat(orders.api.as(OTHER_SELLER).get(ORDERS + "?limit=200").<List<String>>path("items.id"))
                .doesNotContain(id);
    }

    @Test
    void refuses_staleMissingAndMalformedIfMatch() {
        UUID customer = orders.customer();
        String id = orders.draft(body(customer));
        String path = ORDERS + "/" + id;
        assertProblem(orders.api.as(CLERK).put(path, body(customer)), 428, "if-match-required");
        assertProblem(orders.api.as(CLERK).header("If-Match", "x").put(path, body(customer)), 400, "if-match-invalid");
        assertStatus(orders.api.as(CLERK).ifMatch(0).put(path, body(customer)), 200);
        assertProblem(orders.api.as(CLERK).ifMatch(0).put(path, body(customer)), 412, "stale-version");
        assertProblem(orders.api.as(CLERK).ifMatch(0).post(path + "/receive"), 412, "stale-version");
    }

    /** The answer is this problem, and neither an order nor an event was kept. */
    private void refusedWithout(
            io.neiqin.testkit.http.Api api, Map<String, Object> body, int status, String code, String pointer)
            throws SQLException {
        long before = rows();
        Response refused = assertProblem(api.post(ORDERS, body), status, code);
        if (pointer != null) {
            assertThat(refused.<List<String>>path("errors.pointer")).contains(pointer);
        }
        assertThat(rows()).isEqualTo(before);
    }

    private long rows() throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                var count = statement.executeQuery("select (select count(*) from sales_order )"
                        + " + (select count(*) from outbox) + (select count(*) from event_log where type like"
                        + " 'neiqin.orders.order%') + (select count(*) from idempotency_key)")) {
            count.next();
            return count.getLong(1);
        }
    }

    private static List<Map<String, Object>> shares(String one, String other) {
        return List.of(Map.of("employeeNo", SELLER, "share", one), Map.of("employeeNo", OTHER_SELLER, "share", other));
    }

    private static Map<String, Object> quantity(int lineNo, String quantity) {
        Map<String, Object> line = new HashMap<>(Map.of("lineNo", lineNo, "quantity", quantity));
        return Map.of("lines", List.of(line));
    }
}
