package io.neiqin.orders.product;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.newProduct;
import static io.neiqin.orders.OrderApi.productChange;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@WithTestResource(InfraResource.class)
class ProductRefusalTest {

    private final Stored stored;
    private OrderApi orders;

    ProductRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @TestFactory
    Stream<DynamicTest> refuses_wrongField() {
        return Refusal.tests(
                stored,
                orders.api,
                field("missing SKU", "sku", null),
                field("SKU with a blank", "sku", "a b"),
                field("missing name", "name", " "),
                field("name too long", "name", "x".repeat(201)),
                field("missing category", "category", null),
                field("missing unit", "unit", null),
                field("missing tax rate", "taxRate", null),
                field("tax rate in percent", "taxRate", "13"),
                field("negative tax rate", "taxRate", "-0.01"),
                field("over-precise tax rate", "taxRate", "0.12345"),
                field("negative lead time", "leadTimeDays", -1),
                field("lead time without end", "leadTimeDays", 1001),
                field("lead time of half days", "leadTimeDays", 1.5),
                field("unknown supply mode", "supplyMode", "BORROW"),
                field("unknown property", "colour", "red"),
                body("negative list price", "listPrice", Map.of("amount", "-1", "currency", "CNY"))
                        .at("/listPrice/amount"),
                body("list price without currency", "listPrice", Map.of("amount", "1"))
                        .at("/listPrice/currency"));
    }

    @TestFactory
    Stream<DynamicTest> refuses_productsOfOthersAndStaleOnes() {
        String path = PRODUCTS + "/"
                + orders.api.as(CLERK).get(PRODUCTS + "?sku=" + PRODUCT).path("items[0].id");
        return Refusal.tests(
                stored,
                orders.api,
                Refusal.of(
                        "duplicate SKU",
                        409,
                        "duplicate-sku",
                        api -> api.as(CLERK).post(PRODUCTS, newProduct(PRODUCT))),
                Refusal.of(
                        "change without If-Match",
                        428,
                        "if-match-required",
                        api -> api.as(CLERK).put(path, productChange())),
                Refusal.of(
                        "change of an unseen version",
                        412,
                        "stale-version",
                        api -> api.as(CLERK).ifMatch(99).put(path, productChange())),
                Refusal.of(
                        "stale deactivation",
                        412,
                        "stale-version",
                        api -> api.as(MANAGER).ifMatch(99).post(path + "/deactivate")),
                Refusal.of(
                                "activation of an active one",
                                409,
                                "illegal-transition",
                                api -> api.as(MANAGER).post(path + "/activate"))
                        .allowing(java.util.List.of("edit", "deactivate")),
                Refusal.of(
                        "a product that is not there",
                        404,
                        "not-found",
                        api -> api.as(CLERK).get(PRODUCTS + "/" + UUID.randomUUID())),
                Refusal.of(
                        "change of nothing",
                        404,
                        "not-found",
                        api -> api.as(CLERK).ifMatch(0).put(PRODUCTS + "/" + UUID.randomUUID(), productChange())),
                Refusal.of(
                                "another SKU by a change",
                                400,
                                "invalid-request",
                                api -> api.as(CLERK).ifMatch(0).put(path, with(productChange(), "sku", "P-2")))
                        .at("/sku"));
    }

    @Test
    void refuses_secondProduct_withTheSameExternalRef_andNamesTheFirst() {
        var ref = Map.of("system", "erp", "id", UUID.randomUUID().toString());
        String first = assertStatus(
                        orders.api.as(CLERK).post(PRODUCTS, with(newProduct("P-REF-1"), "externalRef", ref)), 201)
                .path("id");
        Response again = stored.unchangedBy(() -> assertProblem(
                orders.api.as(CLERK).post(PRODUCTS, with(newProduct("P-REF-2"), "externalRef", ref)),
                409,
                "duplicate-external-ref"));
        assertThat(again.<String>path("existingId")).isEqualTo(first);
    }

    private static Refusal body(String name, String member, Object value) {
        Map<String, Object> body = with(newProduct("P-NEVER"), member, value);
        return Refusal.of(name, 400, "invalid-request", api -> api.as(CLERK).post(PRODUCTS, body));
    }

    private static Refusal field(String name, String member, Object value) {
        return body(name, member, value).at("/" + member);
    }
}
