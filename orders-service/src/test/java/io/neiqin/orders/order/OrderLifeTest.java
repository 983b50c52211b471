package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderLifeTest {

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("ORD-1")
    @Tag("ORD-4")
    @Tag("ORD-12")
    @Tag("ORD-41")
    @DisplayName("an order goes from the first note to the accepted goods")
    void completes_throughAllStates_whenEverybodyDoesHisPart() {
        String id = orders.draft();
        assertStatus(orders.command(CLERK, id, "receive", null), 200);
        assertStatus(orders.command(CLERK, id, "enter", null), 200);
        assertStatus(orders.command(SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 200);
        assertStatus(orders.command(MANAGER, id, "confirm", null), 200);
        assertStatus(orders.command(WAREHOUSE, id, "ship", Map.of()), 200);
        Response done = assertStatus(orders.command(CLERK, id, "accept", Map.of()), 200);

        assertThat(done.<String>path("status")).isEqualTo("COMPLETED");
        assertThat(done.<String>path("lines[0].accepted")).isEqualTo("10");
        assertThat(done.<String>path("lines[0].originalCommittedDate")).isEqualTo("2099-01-15");
        assertThat(done.<String>path("totals.net")).isEqualTo("125.00");
        assertThat(done.<String>path("totals.tax")).isEqualTo("16.25");
        assertThat(done.<String>path("totals.gross")).isEqualTo("141.25");
        assertThat(done.header("Event-Version")).isEqualTo("8");
        assertThat(done.header("ETag")).isEqualTo("\"6\"");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("every step of an order is told on the topic, in order and without a gap")
    void tellsEveryStep_inOrder_onTheTopic() {
        String id = orders.shipped();
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            var events = probe.await(6, EventProbe.about(id), Duration.ofSeconds(20));
            assertThat(events)
                    .extracting(e -> e.type())
                    .containsExactly(
                            "neiqin.orders.order-drafted.v1",
                            "neiqin.orders.order-received.v1",
                            "neiqin.orders.order-entered.v1",
                            "neiqin.orders.order-verified.v1",
                            "neiqin.orders.order-confirmed.v1",
                            "neiqin.orders.order-shipped.v1");
            assertThat(events).extracting(e -> e.aggregateVersion()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }
}
