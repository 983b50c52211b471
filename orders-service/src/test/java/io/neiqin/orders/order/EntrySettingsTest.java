package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a company sets about the entry of orders. */
@QuarkusTest
@WithTestResource(InfraResource.class)
@TestProfile(EntrySettingsTest.Trusting.class)
class EntrySettingsTest {

    /** Has nothing checked, and offers no entry. */
    public static class Trusting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "neiqin.verification.entity.order.rate", "0",
                    "neiqin.assignment.kind.order-entry.enabled", "false");
        }
    }

    @Test
    @Tag("DAT-2")
    @Tag("TKT-4")
    @DisplayName(
            "with the usual rate at 0 and no offers an order is entered as it always was, and verified by the rule")
    void opensNothing_andChecksNothing() {
        OrderApi orders = OrderApi.ready();
        String id = orders.received();
        assertThat(tasks(orders, id)).isEmpty();
        assertThat(assertStatus(orders.command(CLERK, id, "enter", null), 200).<String>path("entry.verification"))
                .isEqualTo("NOT_DRAWN");
        assertThat(tasks(orders, id)).isEmpty();
    }

    private static List<Object> tasks(OrderApi orders, String id) {
        return assertStatus(orders.api.as(CLERK).get("/api/orders/tasks?subjectId=" + id), 200)
                .path("items");
    }
}
