package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderCommandTest {

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("an order found wrong goes back to its clerk, who mends it")
    void goesBack_whenVerificationFails_andCanBeEdited() {
        UUID customer = orders.customer();
        String id = orders.draft(body(customer));
        orders.command(CLERK, id, "receive", null);
        orders.command(CLERK, id, "enter", null);
        Response back = assertStatus(
                orders.command(SECOND_CLERK, id, "reject-verification", Map.of("differences", List.of("price"))), 200);
        assertThat(back.<String>path("status")).isEqualTo("RECEIVED");
        Map<String, Object> mended = with(
                body(customer),
                "lines",
                List.of(
                        line(PRODUCT, "3", "20"),
                        Map.of("sku", PRODUCT, "quantity", "1", "unitPrice", "20", "requestedDate", "2099-02-01")));
        Response edited =
                assertStatus(orders.api.as(CLERK).ifMatch(back.header("ETag")).put(ORDERS + "/" + id, mended), 200);
        assertThat(edited.<String>path("totals.net")).isEqualTo("80.00");
        assertThat(orders.get(id).<List<Integer>>path("lines.lineNo")).containsExactly(1, 2);
    }

    @Test
    @Tag("ORD-32")
    @DisplayName("a confirmed order tells everything that a report needs")
    void confirmedEvent_carriesCustomerLinesAndShares() {
        Map<String, Object> body = with(
                body(orders.customer()),
                "salespersons",
                List.of(
                        Map.of("employeeNo", SELLER, "share", "60"),
                        Map.of("employeeNo", OTHER_SELLER, "share", "40")));
        String id = verified(body);
        orders.command(MANAGER, id, "confirm", null);
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            OrderConfirmed event = probe.await(
                            EventProbe.about(id).and(EventProbe.type("neiqin.orders.order-confirmed.v1")),
                            Duration.ofSeconds(20))
                    .as(OrderConfirmed.class);
            assertThat(event.customer().country()).isEqualTo("CN");
            assertThat(event.customer().region()).isEqualTo("East");
            assertThat(event.lines().get(0).category()).isEqualTo("Tools");
            assertThat(event.lines().get(0).originalCommittedDate()).hasToString("2099-01-15");
            assertThat(event.salespersons())
                    .extracting(s -> s.departmentName())
                    .containsExactly("Department NORTH", "Department SOUTH");
            assertThat(event.net().amount()).hasToString("125.00");
        }
    }

    @Test
    @DisplayName("history is taken over on its own business date, only with the right")
    void takesHistory_onItsBusinessDate_withTheRightOnly() {
        Map<String, Object> body = with(body(orders.customer()), "channel", "IMPORT");
        var importer = orders.api.as(IMPORTER).header("X-Import-Batch", "old-erp");
        Response order =
                assertStatus(importer.header("X-Business-Date", "1996-07-04").post(ORDERS, body), 201);
        assertThat(order.<String>path("businessDate")).isEqualTo("1996-07-04");
        assertThat(order.<String>path("number")).startsWith("SO19960704-");
    }

    @Test
    @Tag("CUS-12")
    @DisplayName("the owner whom the customer has today sees its orders, the former one no longer")
    void isSeen_byTheCustomersOwnerOfToday() {
        UUID customer = orders.customer();
        String id = orders.draft(
                with(body(customer), "salespersons", List.of(Map.of("employeeNo", MANAGER, "share", "100"))));
        assertStatus(orders.api.as(SELLER).get(ORDERS + "/" + id), 200);
        orders.giveTo(customer, OTHER_SELLER);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> orders.api.as(OTHER_SELLER).get(ORDERS + "/" + id).statusCode() == 200);
        assertProblem(orders.api.as(SELLER).get(ORDERS + "/" + id), 404, "not-found");
    }

    @Test
    void pages_throughAllOrders_withoutRepeatingOne() {
        UUID customer = orders.customer();
        for (int i = 0; i < 5; i++) {
            orders.draft(body(customer));
        }
        String path = ORDERS + "?limit=2&count=exact&customerId=" + customer;
        List<String> seen = new java.util.ArrayList<>();
        String cursor = null;
        do {
            Response page = orders.api.as(CLERK).get(path + (cursor == null ? "" : "&cursor=" + cursor));
            assertThat(page.<Integer>path("total")).isEqualTo(5);
            seen.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    private String verified(Map<String, Object> body) {
        String id = orders.draft(body);
        assertStatus(orders.command(CLERK, id, "receive", null), 200);
        assertStatus(orders.command(CLERK, id, "enter", null), 200);
        assertStatus(orders.command(SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 200);
        return id;
    }
}
