package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.SUPERVISOR;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
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

/** What an order offers is what its caller may really do. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderActionsTest {

    private static final Map<String, Object> FOUR = Map.of("lines", List.of(Map.of("lineNo", 1, "quantity", "4")));

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("ORD-41")
    @DisplayName("an order of which goods have left offers no cancellation")
    void offersCancel_onlyWhileNothingHasLeft() {
        String id = orders.confirmed();
        assertThat(offered(MANAGER, id)).containsExactly("cancel");
        assertStatus(orders.command(WAREHOUSE, id, "ship", FOUR), 200);
        assertThat(offered(MANAGER, id)).isEmpty();
    }

    @Test
    @DisplayName("shipping is offered while anything is open, accepting while anything has arrived")
    void offersShipAndAccept_whileGoodsAreOpen() {
        String id = orders.confirmed();
        assertThat(offered(WAREHOUSE, id)).containsExactly("ship");
        assertThat(offered(CLERK, id)).isEmpty();
        assertStatus(orders.command(WAREHOUSE, id, "ship", FOUR), 200);
        assertThat(offered(WAREHOUSE, id)).containsExactly("ship");
        assertThat(offered(CLERK, id)).containsExactly("accept");
        assertStatus(orders.command(WAREHOUSE, id, "ship", Map.of()), 200);
        assertThat(offered(WAREHOUSE, id)).isEmpty();
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("verification is not offered to whoever has typed the order")
    void offersVerify_onlyToAnotherPerson() {
        String id = orders.entered();
        assertThat(offered(CLERK, id)).isEmpty();
        assertThat(assertStatus(
                                orders.command(CLERK, id, "reject-verification", Map.of("differences", List.of("x"))),
                                422)
                        .<String>path("code"))
                .isEqualTo("verifier-is-enterer");
        assertThat(offered(SECOND_CLERK, id)).containsExactly("verify", "reject-verification");
    }

    @Test
    @Tag("ORD-22")
    @DisplayName("an order that cannot be confirmed now is no matter of who asks")
    void refusesTransition_beforeAskingWhoMayConfirm() {
        String draft = orders.draft();
        assertThat(assertStatus(orders.command(SUPERVISOR, draft, "confirm", null), 409)
                        .<String>path("code"))
                .isEqualTo("illegal-transition");
    }

    private List<String> offered(String who, String id) {
        return assertStatus(orders.api.as(who).get(ORDERS + "/" + id), 200).path("allowedActions");
    }
}
