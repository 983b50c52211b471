package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.customers.CustomerEvent.CustomerMerged;
import io.neiqin.events.customers.CustomerEvent.CustomerUnmerged;
import io.neiqin.events.customers.CustomerEvent.Profile;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Imports;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of orders when their customer turns out to be another one (flow 9). */
@QuarkusTest
@WithTestResource(InfraResource.class)
class MergedCustomerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventFeeder feeder = EventFeeder.connect();
    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("CUS-13")
    @Tag("ORD-2")
    @DisplayName("a merged customer takes no order, names who stands for it, and its orders are found there")
    void follows_aMerge_andItsEnd() {
        UUID from = orders.customer(OTHER_SELLER, "ACTIVE", "SOUTH");
        UUID into = orders.customer(SELLER, "ACTIVE");
        String old = orders.draft(body(from));
        assertThat(ordersOf(SELLER, into)).isEmpty();

        merge(from, into, OTHER_SELLER, "SOUTH");
        Response refused = assertProblem(orders.api.as(CLERK).post(ORDERS, body(from)), 422, "customer-merged");
        assertThat(refused.<String>path("mergedInto")).isEqualTo(into.toString());
        assertThat(refused.<List<String>>path("errors.pointer")).containsExactly("/customerId");
        // The order keeps the customer that it was taken from; who owns the other one sees it now.
        assertThat(orders.api.as(CLERK).get(ORDERS + "/" + old).<String>path("customer.id"))
                .isEqualTo(from.toString());
        assertThat(ordersOf(CLERK, into)).containsExactly(old);
        assertThat(ordersOf(CLERK, from)).containsExactly(old);
        assertThat(ordersOf(SELLER, into)).containsExactly(old);
        String next = orders.draft(body(into));
        assertThat(ordersOf(CLERK, into)).containsExactly(next, old);
        assertThat(ordersOf(CLERK, from)).containsExactly(old);

        feeder.publish(new CustomerUnmerged(
                from, profile(from, "ACTIVE", OTHER_SELLER, "SOUTH", null, null), into, "C-" + into));
        await().atMost(PATIENCE)
                .until(() -> orders.api.as(CLERK).post(ORDERS, body(from)).statusCode() == 201);
        assertThat(ordersOf(CLERK, into)).containsExactly(next);
        assertThat(ordersOf(SELLER, into)).containsExactly(next);
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("A in B in C is C, whichever event comes first, and A is B again when C lets go of it")
    void resolves_chains_inAnyOrder() {
        UUID a = orders.customer();
        UUID b = orders.customer();
        UUID c = orders.customer();
        merge(b, c, SELLER, "NORTH");
        merge(a, b, SELLER, "NORTH");
        assertThat(standsFor(a)).isEqualTo(c.toString());
        feeder.publish(new CustomerUnmerged(b, profile(b, "ACTIVE", SELLER, "NORTH", null, null), c, "C-" + c));
        await().atMost(PATIENCE).until(() -> b.toString().equals(standsFor(a)));
    }

    @Test
    @Tag("CUS-13")
    @Tag("CUS-14")
    @DisplayName("old orders of a merged customer come in for who stands for it, and come in once")
    void imports_forWhoStandsForIt() {
        String source = "crm-" + UUID.randomUUID().toString().substring(0, 8);
        UUID from = orders.customerOf(source, "K1", SELLER);
        UUID into = orders.customer();
        String head = "order_no,customer_code,requested_date,sku,quantity,unit_price\n";
        String first = head + "O1,K1,2099-01-15," + PRODUCT + ",1,1\n";
        Imports imports = new Imports(orders.api.as(CLERK), "/api/orders/imports");
        assertThat(imports.committed("orders", source, first).<Integer>path("entered"))
                .isEqualTo(1);
        feeder.publish(
                new CustomerMerged(from, profile(from, "MERGED", SELLER, "NORTH", source, "K1"), into, "C-" + into));
        await().atMost(PATIENCE).until(() -> into.toString().equals(standsFor(from)));

        Response both = imports.committed("orders", source, first + "O2,K1,2099-01-15," + PRODUCT + ",2,1\n");
        assertThat(both.<Integer>path("unchanged")).isEqualTo(1);
        assertThat(both.<Integer>path("entered")).isEqualTo(1);
        List<String> found = assertStatus(orders.api.as(CLERK).get(ORDERS + "?customerId=" + into), 200)
                .path("items.externalRef.id");
        assertThat(found).containsExactly("O2", "O1");
        assertThat(orders.api.as(MANAGER).get(ORDERS + "?customerId=" + from).<List<?>>path("items"))
                .hasSize(1);
    }

    private void merge(UUID from, UUID into, String owner, String department) {
        feeder.publish(
                new CustomerMerged(from, profile(from, "MERGED", owner, department, null, null), into, "C-" + into));
        await().atMost(PATIENCE).until(() -> standsFor(from) != null);
    }

    /** As an order for it is refused; null while it is none's. */
    private String standsFor(UUID customer) {
        Response answer = orders.api
                .as(CLERK)
                .post(
                        ORDERS,
                        OrderApi.with(body(customer), "lines", List.of(OrderApi.line("no-such-product", "1", "1"))));
        return "customer-merged".equals(answer.path("code")) ? answer.path("mergedInto") : null;
    }

    private List<String> ordersOf(String who, UUID customer) {
        return assertStatus(orders.api.as(who).get(ORDERS + "?customerId=" + customer), 200)
                .path("items.id");
    }

    private static Profile profile(
            UUID id, String status, String owner, String department, String source, String code) {
        return new Profile(
                "C-" + id,
                "Customer",
                null,
                "CN",
                "East",
                "Steel",
                "A",
                status,
                owner,
                Organisation.departmentId(department),
                source,
                code);
    }
}
