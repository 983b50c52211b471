package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.STRANGER;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.DelegationEvent.DelegationChanged;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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
        String asked = asked(id);
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

    @Test
    @Tag("ORD-39")
    @DisplayName(
            "with a cancelled order its open questions are closed, and run no time; why it was, may still be asked")
    void closesItsQuestions_whenItIsCancelled() {
        String other = asked(orders.verified());
        String id = orders.verified();
        String answered = asked(id);
        assertStatus(
                orders.api.as(STRANGER).post(HAND_OVERS + "/" + answered + "/answer", Map.of("words", "on Friday")),
                200);
        List<String> open = List.of(asked(id), asked(id));
        String plain = orders.verified();
        Map<String, Object> reason = Map.of("reason", "not wanted any more");
        Response cancelled = assertStatus(orders.command(MANAGER, id, "cancel", reason), 200);
        assertThat(cancelled.header("Event-Version"))
                .as("the order's, not a hand-over's")
                .isEqualTo(assertStatus(orders.command(MANAGER, plain, "cancel", reason), 200)
                        .header("Event-Version"));
        for (String question : open) {
            Response closed = handOver(question);
            assertThat(closed.<String>path("ownerNo")).isNull();
            assertThat(closed.<String>path("answer.by")).isEqualTo(MANAGER);
            assertThat(closed.<String>path("answer.words")).isEqualTo("not wanted any more");
            assertThat(deadlineStates(question)).containsExactly("STOPPED");
            assertThat(orders.api
                            .as(CLERK)
                            .get(HAND_OVERS + "/" + question + "/history")
                            .<String>path("items[0].command"))
                    .isEqualTo("cancel");
            try (EventProbe probe = EventProbe.on("neiqin.orders")) {
                assertThat(probe.await(2, EventProbe.about(question), PATIENCE))
                        .extracting(Received::type)
                        .containsExactly("neiqin.orders.hand-over-opened.v1", "neiqin.orders.hand-over-answered.v1");
            }
        }
        assertThat(handOver(answered).<String>path("answer.words")).isEqualTo("on Friday");
        assertThat(handOver(other).<String>path("ownerNo"))
                .as("of another order")
                .isEqualTo(STRANGER);
        assertThat(deadlineStates(other)).containsExactly("RUNNING");
        assertThat(orders.api
                        .as(STRANGER)
                        .get(HAND_OVERS + "?mine=todo&limit=200")
                        .<List<String>>path("items.id"))
                .doesNotContainAnyElementsOf(open)
                .contains(other);
        assertThat(handOver(asked(id)).<String>path("ownerNo")).isEqualTo(STRANGER);
    }

    /** The clerk asks the stranger about it; returns the hand-over's id. */
    private String asked(String order) {
        Map<String, Object> question =
                Map.of("subject", Map.of("type", "order", "id", order), "toNo", STRANGER, "words", "can you make it?");
        return assertStatus(orders.api.as(CLERK).post(HAND_OVERS, question), 201)
                .path("id");
    }

    private Response handOver(String id) {
        return assertStatus(orders.api.as(CLERK).get(HAND_OVERS + "/" + id), 200);
    }

    private List<String> deadlineStates(String handOver) {
        return assertStatus(orders.api.as(MANAGER).get("/api/orders/deadlines?subjectId=" + handOver), 200)
                .path("items.state");
    }
}
