package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.ExportedTable;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderExportTest {

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    private ExportedTable exported(String who, String kind, String filter, Object value) {
        return ExportedTable.of(orders.api.as(who), "orders", kind, Map.of(filter, value.toString()));
    }

    @Test
    @DisplayName("an order is a row for each of its lines, with what the order says in each of them")
    void export_showsEachLine_withItsOrder() {
        UUID customer = orders.customer();
        List<Map<String, Object>> lines = List.of(
                Map.of("sku", PRODUCT, "quantity", "3", "unitPrice", "100.5", "discount", "0.1"),
                Map.of("sku", PRODUCT, "quantity", "100", "unitPrice", "0.125", "requestedDate", "2099-02-01"));
        String first = orders.draft(with(body(customer), "lines", lines));
        String second = orders.draft(body(customer));

        ExportedTable table = exported(CLERK, "orders", "customerId", customer);
        String number = orders.get(first).path("number");
        assertThat(table.column("number")).containsExactly(orders.get(second).path("number"), number, number);
        assertThat(table.column("line_no")).containsExactly("1", "1", "2");
        assertThat(table.rows().get(1))
                .containsEntry("customer_number", "C-" + customer)
                .containsEntry("salesperson_no", SELLER)
                .containsEntry("status", "DRAFT")
                .containsEntry("currency", "CNY")
                .containsEntry("price_basis", "TAX_EXCLUSIVE")
                .containsEntry("order_date", orders.get(first).path("businessDate"))
                .containsEntry("required_date", "2099-01-15")
                .containsEntry("sku", PRODUCT)
                .containsEntry("quantity", "3")
                .containsEntry("unit_price", "100.5")
                .containsEntry("discount_rate", "0.1")
                .containsEntry("tax_rate", "0.13")
                .containsEntry("net", "271.35")
                .containsEntry("tax", "35.28")
                .containsEntry("gross", "306.63")
                .containsEntry("shipped", "0");
        assertThat(table.column("line_required_date")).containsExactly("2099-01-15", "2099-01-15", "2099-02-01");
        assertThat(exported(CLERK, "orders", "customerId", UUID.randomUUID()).rows())
                .isEmpty();
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("each takes out the orders that his list shows; who only ships them, none")
    void export_isCut_asTheListIs() {
        UUID customer = orders.customer();
        UUID other = orders.customer(OTHER_SELLER, "ACTIVE", "SOUTH");
        List<Map<String, String>> sold = List.of(Map.of("employeeNo", OTHER_SELLER, "share", "100"));
        orders.draft(body(customer));
        orders.draft(with(body(customer), "salespersons", sold));
        orders.draft(with(body(other), "salespersons", sold));
        for (String who : List.of(CLERK, SELLER, OTHER_SELLER)) {
            for (UUID of : List.of(customer, other)) {
                List<String> listed = assertStatus(orders.api.as(who).get(ORDERS + "?customerId=" + of), 200)
                        .path("items.number");
                assertThat(exported(who, "orders", "customerId", of).column("number"))
                        .as(who)
                        .isEqualTo(listed);
            }
        }
        assertThat(exported(SELLER, "orders", "customerId", customer).rows()).hasSize(2);
        assertThat(exported(SELLER, "orders", "customerId", other).rows()).isEmpty();
        assertThat(exported(OTHER_SELLER, "orders", "customerId", customer).rows())
                .hasSize(1);
        Map<String, Object> all = Map.of("kind", "orders", "format", "CSV");
        assertProblem(orders.api.as(WAREHOUSE).post("/api/orders/exports", all), 403, "role-missing");
        Map<String, Object> wrong = Map.of("kind", "orders", "format", "CSV", "filters", Map.of("from", "1.1.2026"));
        assertProblem(orders.api.as(CLERK).post("/api/orders/exports", wrong), 400, "parameter-invalid");
    }

    @Test
    @DisplayName("the catalogue is taken out by anybody in the house")
    void export_showsProducts() {
        String sku = "EX-" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> product = OrderApi.with(OrderApi.newProduct(sku), "spec", "DN50");
        assertStatus(
                orders.api
                        .as(CLERK)
                        .post(
                                OrderApi.PRODUCTS,
                                with(product, "listPrice", Map.of("amount", "12.345", "currency", "CNY"))),
                201);
        assertThat(exported(WAREHOUSE, "products", "sku", sku).rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("name", "Product " + sku)
                        .containsEntry("spec", "DN50")
                        .containsEntry("category", "Tools")
                        .containsEntry("unit", "pcs")
                        .containsEntry("list_price", "12.345")
                        .containsEntry("currency", "CNY")
                        .containsEntry("tax_rate", "0.13")
                        .containsEntry("status", "ACTIVE"));
    }
}
