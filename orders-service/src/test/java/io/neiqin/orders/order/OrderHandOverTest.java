package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.STRANGER;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One department asks another about an order. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderHandOverTest {

    private static final String HAND_OVERS = "/api/orders/hand-overs";

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
        orders.hireStranger();
    }

    @Test
    @Tag("ORD-39")
    @Tag("SEC-1")
    @DisplayName("whoever is asked reads the order until he has answered, and changes nothing of it")
    void opensTheOrder_forReading_whileItIsAsked() {
        String id = orders.verified();
        assertProblem(orders.api.as(STRANGER).get(ORDERS + "/" + id), 404, "not-found");
        Map<String, Object> question =
                Map.of("subject", Map.of("type", "order", "id", id), "toNo", STRANGER, "words", "can you make it?");
        String asked = assertStatus(orders.api.as(CLERK).post(HAND_OVERS, question), 201)
                .path("id");
        assertStatus(orders.api.as(STRANGER).get(ORDERS + "/" + id), 200);
        assertThat(orders.api.as(STRANGER).get(ORDERS + "?limit=200").<List<String>>path("items.id"))
                .contains(id);
        assertProblem(orders.command(STRANGER, id, "cancel", Map.of("reason", "no")), 404, "not-found");
        assertProblem(orders.command(STRANGER, id, "confirm", null), 404, "not-found");
        assertStatus(
                orders.api.as(STRANGER).post(HAND_OVERS + "/" + asked + "/answer", Map.of("words", "on Friday")), 200);
        assertProblem(orders.api.as(STRANGER).get(ORDERS + "/" + id), 404, "not-found");
    }
}
