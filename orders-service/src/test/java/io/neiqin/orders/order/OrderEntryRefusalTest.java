package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is not taken down as an order. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderEntryRefusalTest {

    private final Stored stored;
    private OrderApi orders;

    OrderEntryRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @TestFactory
    @Tag("ORD-2")
    @Tag("DAT-1")
    @DisplayName("an order with a wrong field is refused with its place")
    Stream<DynamicTest> refuses_wrongField() {
        return refuse(Stream.of(
                field("missing customer", "customerId", null),
                field("malformed customer id", "customerId", "x"),
                field("missing channel", "channel", null),
                field("unknown channel", "channel", "PIGEON"),
                field("channel by number", "channel", 0),
                field("missing date", "requestedDate", null),
                field("impossible date", "requestedDate", "2026-02-30"),
                field("date beyond the calendar", "requestedDate", "+10000-01-01"),
                field("date before all books", "requestedDate", "1899-12-31"),
                field("currency in words", "currency", "yuan"),
                field("unknown price basis", "priceBasis", "GUESSED"),
                field("unknown property", "colour", "red"),
                field("remark too long", "remark", "x".repeat(1001)),
                field("purchase order number too long", "customerPoNo", "x".repeat(61)),
                field("source too long", "sourceDocumentRef", "x".repeat(201)),
                field("no lines", "lines", List.of()),
                field("missing lines", "lines", null),
                field("lines that are none", "lines", "many"),
                field("501 lines", "lines", Collections.nCopies(501, line(PRODUCT, "1", "1"))),
                field("11 salespersons", "salespersons", Collections.nCopies(11, share(SELLER, "1"))),
                entry("no line in the list", 400, "invalid-request", "lines", Collections.singletonList(null))
                        .at("/lines/0"),
                entry("external system in capitals", 400, "invalid-request", "externalRef", ref("ERP", "1"))
                        .at("/externalRef/system"),
                entry("external id missing", 400, "invalid-request", "externalRef", ref("erp", null))
                        .at("/externalRef/id")));
    }

    @TestFactory
    @Tag("ORD-2")
    @DisplayName("a wrong line is refused with its place")
    Stream<DynamicTest> refuses_wrongLine() {
        return refuse(Stream.of(
                lineField("quantity zero", "quantity", "0"),
                lineField("negative quantity", "quantity", "-1"),
                lineField("over-precise quantity", "quantity", "1.0000001"),
                lineField("quantity of 13 digits", "quantity", "1000000000000"),
                lineField("quantity without end", "quantity", "1E+2147483647"),
                lineField("quantity of a million digits", "quantity", "9".repeat(1_000_000)),
                lineField("quantity in words", "quantity", "ten"),
                lineField("missing quantity", "quantity", null),
                lineField("negative price", "unitPrice", "-0.01"),
                lineField("over-precise price", "unitPrice", "0.0000001"),
                lineField("missing price", "unitPrice", null),
                lineField("discount above all", "discount", "1.01"),
                lineField("negative discount", "discount", "-0.01"),
                lineField("tax rate in percent", "taxRate", "13"),
                lineField("negative tax rate", "taxRate", "-0.01"),
                lineField("over-precise tax rate", "taxRate", "0.13001"),
                lineField("missing product", "sku", null),
                lineField("impossible date", "requestedDate", "2026-13-01"),
                lineField("unknown property", "colour", "red")));
    }

    @Test
    @Tag("CUS-12")
    @DisplayName("a customer that is blocked takes no order from then on, until it is blocked no more")
    void refuses_ordersOfACustomer_whileItIsBlocked() {
        UUID customer = orders.customer(SELLER, "ACTIVE");
        orders.block(customer, SELLER, true);
        await().atMost(Duration.ofSeconds(30)).until(() -> order(customer).statusCode() == 422);
        assertProblem(order(customer), 422, "customer-takes-no-orders");
        orders.block(customer, SELLER, false);
        await().atMost(Duration.ofSeconds(30)).until(() -> order(customer).statusCode() == 201);
    }

    private Response order(UUID customer) {
        return orders.api.as(CLERK).post(ORDERS, body(customer));
    }

    @TestFactory
    @Tag("ORD-2")
    @Tag("ORD-6")
    @DisplayName("an order that breaks a rule is refused, and says which")
    Stream<DynamicTest> refuses_brokenRule() {
        orders.product("P-OLD", "Tools");
        String old = orders.api.as(CLERK).get(OrderApi.PRODUCTS + "?sku=P-OLD").path("items[0].id");
        assertStatus(orders.api.as(MANAGER).post(OrderApi.PRODUCTS + "/" + old + "/deactivate"), 200);
        UUID blocked = orders.customer(SELLER, "BLOCKED");
        UUID merged = orders.customer(SELLER, "MERGED");
        var one = line(PRODUCT, "1", "1");
        return refuse(Stream.of(
                entry("unknown customer", 422, "unknown-customer", "customerId", UUID.randomUUID())
                        .at("/customerId"),
                entry("blocked customer", 422, "customer-takes-no-orders", "customerId", blocked)
                        .at("/customerId"),
                entry("merged customer", 422, "customer-takes-no-orders", "customerId", merged)
                        .at("/customerId"),
                entry("unknown product", 422, "lines-invalid", "lines", List.of(one, line("P-404", "1", "1")))
                        .at("/lines/1/sku"),
                entry("inactive product", 422, "lines-invalid", "lines", List.of(line("P-OLD", "1", "1")))
                        .at("/lines/0/sku"),
                entry("duplicate line", 422, "lines-invalid", "lines", List.of(one, line(PRODUCT, "2", "1")))
                        .at("/lines/1"),
                entry("amount overflow", 422, "order-amount-too-large", "lines", List.of(huge("999999999999"))),
                entry("amount of a trillion", 422, "order-amount-too-large", "lines", List.of(huge("1000000"))),
                entry(
                        "amount exactly at the limit",
                        422,
                        "order-amount-too-large",
                        "lines",
                        List.of(with(huge("1000000"), "taxRate", "0"))),
                entry("channel of machines: API", 422, "channel-of-machines", "channel", "API")
                        .at("/channel"),
                entry("channel of machines: PORTAL", 422, "channel-of-machines", "channel", "PORTAL")
                        .at("/channel"),
                entry("channel of machines: IMPORT", 422, "channel-of-machines", "channel", "IMPORT")
                        .at("/channel")));
    }

    @TestFactory
    @DisplayName("shares that do not add to 100 percent, unknown and repeated persons are refused")
    Stream<DynamicTest> refuses_sharesThatDoNotAddUp() {
        return refuse(Stream.of(
                shares("shares of 99.99", 422, "shares-not-100", "/salespersons", share(SELLER, "99.99")),
                shares(
                        "shares of 100.0001",
                        422,
                        "shares-not-100",
                        "/salespersons",
                        share(SELLER, "60"),
                        other("40.0001")),
                shares("unknown employee", 422, "unknown-employee-no", "/salespersons", share("E404", "100")),
                shares("left employee", 422, "unknown-employee-no", "/salespersons", share(OrderApi.LEAVER, "100")),
                shares("machine as salesperson", 422, "unknown-employee-no", "/salespersons", share("import", "100")),
                shares(
                        "salesperson twice",
                        422,
                        "duplicate-salesperson",
                        "/salespersons/1/employeeNo",
                        share(SELLER, "50"),
                        share(SELLER, "50")),
                shares("share of nothing", 400, "invalid-request", "/salespersons/0/share", share(SELLER, "0")),
                shares(
                        "negative share",
                        400,
                        "invalid-request",
                        "/salespersons/1/share",
                        share(SELLER, "110"),
                        other("-10")),
                shares(
                        "over-precise share",
                        400,
                        "invalid-request",
                        "/salespersons/0/share",
                        share(SELLER, "99.99999")),
                shares("missing share", 400, "invalid-request", "/salespersons/0/share", share(SELLER, null)),
                shares("missing employee", 400, "invalid-request", "/salespersons/0/employeeNo", share(" ", "100"))));
    }

    @TestFactory
    @DisplayName("a body that cannot be read is refused")
    Stream<DynamicTest> refuses_unreadableBody() {
        return refuse(Stream.of(
                raw("broken JSON", 400, "broken-json", "{\"customerId\": "),
                raw("two documents", 400, "invalid-request", "{}{}"),
                raw("a list", 400, "invalid-request", "[]"),
                raw("nothing", 400, "invalid-request", ""),
                raw("oversized body", 413, "http.413", "{\"remark\": \"" + "x".repeat(2_200_000) + "\"}"),
                Refusal.of(
                        "wrong content type",
                        415,
                        "http.415",
                        api -> api.as(CLERK)
                                .header("Content-Type", "text/plain")
                                .post(ORDERS, "hello")),
                entry("U+0000 in a text", 400, "character-invalid", "remark", "a\u0000b")));
    }

    private Stream<DynamicTest> refuse(Stream<Refusal> table) {
        return Refusal.tests(stored, orders.api, table);
    }

    /** A good order but for one member. */
    private Refusal entry(String name, int status, String code, String member, Object value) {
        Map<String, Object> body = with(body(orders.oneCustomer()), member, value);
        return Refusal.of(name, status, code, api -> api.as(CLERK).post(ORDERS, body));
    }

    private Refusal field(String name, String member, Object value) {
        return entry(name, 400, "invalid-request", member, value).at("/" + member);
    }

    /** A good order but for one member of its line. */
    private Refusal lineField(String name, String member, Object value) {
        return entry(
                        "line: " + name,
                        400,
                        "invalid-request",
                        "lines",
                        List.of(with(line(PRODUCT, "1", "1"), member, value)))
                .at("/lines/0/" + member);
    }

    @SafeVarargs
    private Refusal shares(String name, int status, String code, String pointer, Map<String, Object>... shares) {
        return entry(name, status, code, "salespersons", List.of(shares)).at(pointer);
    }

    private static Refusal raw(String name, int status, String code, String body) {
        return Refusal.of(name, status, code, api -> api.as(CLERK).post(ORDERS, body));
    }

    private static Map<String, Object> huge(String price) {
        return line(PRODUCT, "1000000", price);
    }

    private static Map<String, Object> share(String employeeNo, String share) {
        return with(Map.of("employeeNo", employeeNo), "share", share);
    }

    private static Map<String, Object> other(String share) {
        return share(OrderApi.OTHER_SELLER, share);
    }

    private static Map<String, Object> ref(String system, String id) {
        return with(Map.of("system", system), "id", id);
    }
}
