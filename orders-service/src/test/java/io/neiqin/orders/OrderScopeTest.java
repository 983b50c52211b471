package io.neiqin.orders;

import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.scope.LeakMatrix;
import io.neiqin.testkit.scope.Made;
import io.neiqin.testkit.scope.MassAssignment;
import io.neiqin.testkit.scope.Surface;
import io.neiqin.testkit.scope.Surface.Owner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who gets at what, and what nobody can write, by every operation of the service. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderScopeTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final String PAPER = "\"two pumps, please\"";

    private final DataSource database;

    OrderScopeTest(DataSource database) {
        this.database = database;
    }

    @Test
    @Tag("SEC-1")
    @Tag("SEC-2")
    @DisplayName("nobody gets at another's orders by any operation, but where a reason is given")
    void leaksNothing_byAnyOperation_toAnybody() {
        LeakMatrix.check(OrderScopeTest.class, surface(OrderApi.ready()), database);
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("nothing of an order is changed by a field that is not asked for")
    void takesNothing_thatIsNotAskedFor() {
        MassAssignment.check(surface(OrderApi.ready()), database);
    }

    private static Surface surface(OrderApi orders) {
        return Surface.of("/api/orders", Roles.BINDABLE)
                .records("/orders", (owner, gone) -> order(orders, owner, gone))
                .unowned("/products", OrderScopeTest::product)
                .records("/attachments", (owner, gone) -> gone ? null : paper(orders, owner))
                .related("POST /attachments", "/attachments", paper -> PAPER)
                .query("POST /attachments", paper -> papersOf(paper) + "&purpose=SOURCE")
                .asking("GET /attachments", "/attachments", paper -> List.of("/attachments?" + papersOf(paper)))
                .records("/hand-overs", (owner, gone) -> gone ? null : question(orders, owner))
                .records("/exports", (owner, gone) -> gone ? null : export(owner))
                .related("POST /orders", "/orders", order -> OrderApi.body(UUID.fromString(order.value("customerId"))))
                .body("PUT /orders/{id}", order -> OrderApi.body(UUID.fromString(order.value("customerId"))))
                .body("POST /orders/{id}/verify", () -> Map.of("method", "SECOND_PERSON"))
                .body("POST /products", () -> OrderApi.newProduct("S-" + COUNT.incrementAndGet()))
                .body("PUT /products/{id}", OrderApi::productChange)
                .asking(
                        "GET /deadlines",
                        "/orders",
                        order -> List.of(
                                "/deadlines?limit=200&count=exact",
                                "/deadlines?count=exact&subjectId=" + order.id(),
                                "/deadlines?count=exact&ownerNo=" + order.value("salesperson")));
    }

    /** By its own hand, with an unanswered question, so that a deadline runs. */
    private static Made order(OrderApi orders, Owner owner, boolean gone) {
        UUID customer = orders.customer(owner.employeeNo(), "ACTIVE", owner.department());
        Map<String, Object> body = new HashMap<>(OrderApi.body(customer));
        String external = "lm-" + COUNT.incrementAndGet();
        body.put("externalRef", Map.of("system", "lm", "id", external));
        String id = assertStatus(owner.api().post(ORDERS, body), 201).path("id");
        String order = ORDERS + "/" + id;
        if (gone) {
            assertStatus(owner.api().post(order + "/cancel", Map.of("reason", "not wanted")), 200);
        } else {
            assertStatus(owner.api().post(order + "/receive"), 200);
            assertStatus(
                    owner.api().post(order + "/request-clarification", Map.of("questions", List.of("which size?"))),
                    200);
        }
        return Made.of(id)
                .with("customerId", customer.toString())
                .with("salesperson", owner.employeeNo())
                .with("externalSystem", "lm")
                .with("externalId", external);
    }

    /** Asked about an order of his own. */
    private static Made question(OrderApi orders, Owner owner) {
        Map<String, Object> about =
                Map.of("type", "order", "id", order(orders, owner, false).id());
        Map<String, Object> question = Map.of("subject", about, "toNo", OrderApi.MANAGER, "words", "can we?");
        return Made.of(assertStatus(owner.api().post("/api/orders/hand-overs", question), 201)
                        .path("id"))
                .with("subjectId", about.get("id").toString());
    }

    /** What an order of his own was entered from. */
    private static Made paper(OrderApi orders, Owner owner) {
        String order = order(orders, owner, false).id();
        String address = "/api/orders/attachments?purpose=SOURCE&type=order&record=" + order;
        return Made.of(assertStatus(owner.api().post(address, PAPER), 201).path("id"))
                .with("record", order);
    }

    private static String papersOf(Made paper) {
        return "type=order&record=" + paper.value("record");
    }

    private static Made product(Api owner) {
        return Made.of(assertStatus(owner.post(PRODUCTS, OrderApi.newProduct("LM-" + COUNT.incrementAndGet())), 201)
                .path("id"));
    }

    /** While he saw everything: now that he sees less, he does not get the file either. */
    private static Made export(Owner owner) {
        Map<String, Object> body = Map.of("kind", "orders", "format", "CSV", "filters", Map.of("number", "none"));
        return Made.of(
                assertStatus(owner.api().post("/api/orders/exports", body), 201).path("id"));
    }
}
