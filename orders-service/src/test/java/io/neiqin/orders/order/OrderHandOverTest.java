package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.STRANGER;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.DelegationEvent.DelegationChanged;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One department asks another about an order. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderHandOverTest {

    private static final String HAND_OVERS = "/api/orders/hand-overs";
    private static final String DEPUTY = "HO-DEPUTY";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
        orders.hireStranger();
        orders.organisation.employee(DEPUTY, "HO-AWAY", null, Organisation.role("CLERK", "SELF"));
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
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        await().atMost(PATIENCE)
                .until(() -> orders.api.as(DEPUTY).get(ORDERS + "/" + id).statusCode() == 404);
        orders.feeder.publish(new DelegationChanged(UUID.randomUUID(), STRANGER, DEPUTY, today, today.plusDays(1)));
        await().atMost(PATIENCE)
                .until(() -> orders.api.as(DEPUTY).get(ORDERS + "/" + id).statusCode() == 200);
        assertProblem(orders.command(STRANGER, id, "cancel", Map.of("reason", "no")), 404, "not-found");
        assertProblem(orders.command(STRANGER, id, "confirm", null), 404, "not-found");
        assertStatus(
                orders.api.as(STRANGER).post(HAND_OVERS + "/" + asked + "/answer", Map.of("words", "on Friday")), 200);
        assertProblem(orders.api.as(STRANGER).get(ORDERS + "/" + id), 404, "not-found");
        assertProblem(orders.api.as(DEPUTY).get(ORDERS + "/" + id), 404, "not-found");
    }
}
