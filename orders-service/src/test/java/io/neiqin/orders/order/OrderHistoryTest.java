package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.newProduct;
import static io.neiqin.orders.OrderApi.productChange;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.ShownHistory;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who did what to an order and to a product, value by value. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderHistoryTest {

    private final DataSource database;
    private OrderApi orders;

    OrderHistoryTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("DAT-4")
    @Tag("ORD-1")
    @DisplayName("an order's history begins with all its values, and has each step with who took it")
    void order_isTraced_fromItsFirstValuesOn() {
        String path = ORDERS + "/" + orders.verified();
        assertStatus(orders.api.as(MANAGER).header("X-Reason", "as agreed").post(path + "/confirm"), 200);
        ShownHistory history = ShownHistory.of(orders.api.as(CLERK), path);
        assertThat(history.commands()).containsExactly("confirm", "verify", "enter", "receive", "create");

        assertThat(history.the("actor", 4)).isEqualTo(CLERK);
        assertThat(history.the("roles", 4)).isEqualTo(List.of("CLERK", "EMPLOYEE"));
        assertThat(history.after(4))
                .containsEntry("/status", "DRAFT")
                .containsEntry("/channel", "PHONE")
                .containsEntry("/lines/0/sku", PRODUCT)
                .containsEntry("/lines/0/quantity", "10")
                .containsEntry("/lines/0/unitPrice", "12.5")
                .containsEntry("/totals/net", "125")
                .containsEntry("/salespersons/0/employeeNo", SELLER)
                .doesNotContainKeys("/id", "/version", "/milestones/changedAt", "/allowedActions");
        assertThat(history.before(4).values()).containsOnlyNulls();

        assertThat(history.the("actor", 1)).isEqualTo(SECOND_CLERK);
        assertThat(history.the("actor", 0)).isEqualTo(MANAGER);
        assertThat(history.the("reason", 0)).isEqualTo("as agreed");
        assertThat(history.before(0)).containsEntry("/status", "VERIFIED");
        assertThat(history.after(0))
                .containsEntry("/status", "CONFIRMED")
                .containsEntry("/milestones/confirmedBy", MANAGER)
                .containsEntry("/lines/0/agreedCommittedDate", "2099-01-15")
                .doesNotContainKeys("/lines/0/quantity", "/totals/net");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("an edit shows the values that it changed, and no other")
    void edit_showsWhatItChanged() {
        UUID customer = orders.oneCustomer();
        String path = ORDERS + "/" + orders.draft(body(customer));
        Map<String, Object> more = with(body(customer), "lines", List.of(line(PRODUCT, "12", "12.50")));
        assertStatus(orders.api.as(SECOND_CLERK).ifMatch(0).put(path, more), 200);
        ShownHistory history = ShownHistory.of(orders.api.as(CLERK), path);
        assertThat(history.commands()).containsExactly("edit", "create");
        assertThat(history.before(0)).containsEntry("/lines/0/quantity", "10").containsEntry("/totals/gross", "141.25");
        assertThat(history.after(0))
                .containsEntry("/lines/0/quantity", "12")
                .containsEntry("/totals/gross", "169.5")
                .containsEntry("/entry/editedBy", SECOND_CLERK)
                .hasSize(9);
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("whose order it is not finds no history of it")
    void history_isSeenAsTheOrderIs() {
        String path = ORDERS + "/" + orders.draft(body(orders.oneCustomer()));
        assertThat(ShownHistory.of(orders.api.as(SELLER), path).entries()).hasSize(1);
        assertProblem(orders.api.as(OTHER_SELLER).get(path + "/history"), 404, "not-found");
        assertProblem(orders.api.as("root", "SYSTEM_ADMIN").get(path + "/history"), 403, "role-missing");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a refused step leaves nothing in the history, and a repeated one nothing more")
    void refusalAndRepetition_leaveNothing() {
        String path = ORDERS + "/" + orders.draft(body(orders.oneCustomer()));
        new Stored(database)
                .unchangedBy(
                        () -> assertProblem(orders.api.as(CLERK).post(path + "/enter"), 409, "illegal-transition"));
        Api again = orders.api.as(CLERK).newKey();
        assertStatus(again.post(path + "/receive"), 200);
        assertStatus(again.post(path + "/receive"), 200);
        assertThat(ShownHistory.of(orders.api.as(CLERK), path).commands()).containsExactly("receive", "create");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("a product's history has its values before and after a change")
    void product_isTraced() {
        String sku = "H-" + UUID.randomUUID().toString().substring(0, 8);
        String path = PRODUCTS + "/"
                + assertStatus(orders.api.as(CLERK).post(PRODUCTS, newProduct(sku)), 201)
                        .path("id");
        assertStatus(
                orders.api
                        .as(MANAGER)
                        .ifMatch(0)
                        .put(path, with(with(productChange(), "name", "New"), "taxRate", "0.0600")),
                200);
        assertStatus(orders.api.as(MANAGER).post(path + "/deactivate"), 200);
        ShownHistory history = ShownHistory.of(orders.api.as(SELLER), path);
        assertThat(history.commands()).containsExactly("deactivate", "edit", "create");
        assertThat(history.after(2)).containsEntry("/sku", sku).containsEntry("/taxRate", "0.13");
        assertThat(history.before(1))
                .containsExactlyInAnyOrderEntriesOf(Map.of("/name", "Product " + sku, "/taxRate", "0.13"));
        assertThat(history.after(1)).containsExactlyInAnyOrderEntriesOf(Map.of("/name", "New", "/taxRate", "0.06"));
        assertThat(history.after(0)).containsExactlyInAnyOrderEntriesOf(Map.of("/status", "INACTIVE"));
    }
}
