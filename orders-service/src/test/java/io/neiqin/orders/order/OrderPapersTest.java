package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.STRANGER;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an order was entered from. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderPapersTest {

    private static final String ATTACHMENTS = "/api/orders/attachments";

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("ORD-1")
    @DisplayName(
            "an order shows what it was entered from, and its history who brought it and who took it away, and why")
    void shows_itsPapers() {
        String order = orders.received();
        Response made = assertStatus(attach(CLERK, order), 201);
        String paper = made.path("id");
        assertThat(orders.get(order).<List<String>>path("papers.id")).containsExactly(paper);
        assertThat(orders.get(order).<String>path("papers[0].name")).isEqualTo("订单.txt");
        assertThat(orders.get(order).<String>path("sourceDocumentRef")).isEqualTo("call 17");
        Response content = orders.api.as(SELLER).get(ATTACHMENTS + "/" + paper + "/content");
        assertThat(assertStatus(content, 200).asString()).isEqualTo("two pumps for order " + order);
        assertStatus(remove(CLERK, paper), 200);
        assertThat(orders.get(order).<List<String>>path("papers")).isEmpty();
        List<Map<String, Object>> history = assertStatus(
                        orders.api.as(CLERK).get(ORDERS + "/" + order + "/history"), 200)
                .path("items");
        assertThat(history.get(0)).containsEntry("command", "detach").containsEntry("reason", "wrong order");
        assertThat(history.get(1)).containsEntry("command", "attach");
        assertThat(history.get(1).toString()).contains("/papers/0/sha256");
    }

    @Test
    @DisplayName("once an order is entered its source stays; more may come until it has come to its end")
    void keeps_whatOthersHaveCheckedBy() {
        String order = orders.received();
        String paper = assertStatus(attach(CLERK, order), 201).path("id");
        assertStatus(orders.command(CLERK, order, "enter", null), 200);
        Response stays = assertProblem(remove(CLERK, paper), 409, "illegal-transition");
        assertThat(stays.<List<String>>path("allowedActions")).isEmpty();
        assertStatus(attach(SECOND_CLERK, order, "a second page"), 201);
        assertThat(orders.get(order).<List<String>>path("papers.id")).hasSize(2);
        assertProblem(attach(CLERK, orders.inState("CANCELLED")), 409, "illegal-transition");
        assertProblem(attach(CLERK, orders.inState("COMPLETED")), 409, "illegal-transition");
    }

    @Test
    @DisplayName("papers are the clerks' to bring; who does not see the order sees none of them")
    void refuses_others() {
        orders.hireStranger();
        String order = orders.received();
        String paper = assertStatus(attach(CLERK, order), 201).path("id");
        assertProblem(attach(WAREHOUSE, order), 403, "role-missing");
        assertProblem(attach(SELLER, order), 403, "role-missing");
        assertProblem(attach(STRANGER, order), 404, "not-found");
        assertProblem(remove(WAREHOUSE, paper), 403, "role-missing");
        assertProblem(remove(STRANGER, paper), 404, "not-found");
        assertProblem(orders.api.as(STRANGER).get(ATTACHMENTS + "/" + paper + "/content"), 404, "not-found");
        assertThat(orders.get(order).<List<String>>path("papers.id")).containsExactly(paper);
    }

    private Response attach(String who, String order) {
        return attach(who, order, "two pumps for order " + order);
    }

    private Response attach(String who, String order, String text) {
        String address = ATTACHMENTS + "?type=order&purpose=SOURCE&name=%E8%AE%A2%E5%8D%95.txt&record=" + order;
        return orders.api.as(who).upload(address, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private Response remove(String who, String paper) {
        return orders.api.as(who).ifMatch(0).header("X-Reason", "wrong order").delete(ATTACHMENTS + "/" + paper);
    }
}
