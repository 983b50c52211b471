package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One order of the customer's is one order here, and stays where it came from. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderIdentityTest {

    private final Stored stored;
    private OrderApi orders;

    OrderIdentityTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    void refuses_secondOrder_withTheSamePurchaseOrderNumber_untilTheFirstIsCancelled() {
        UUID customer = orders.customer();
        Map<String, Object> body = with(body(customer), "customerPoNo", "PO-1");
        String first = orders.draft(body);
        String other = orders.draft(with(body, "customerPoNo", "PO-2"));
        check(
                "duplicate customer order number",
                409,
                "duplicate-customer-po",
                api -> api.as(CLERK).post(ORDERS, body));
        check(
                "the same with blanks around",
                409,
                "duplicate-customer-po",
                api -> api.as(CLERK).post(ORDERS, with(body, "customerPoNo", " PO-1 ")));
        check(
                "duplicate by an edit",
                409,
                "duplicate-customer-po",
                api -> api.as(CLERK).ifMatch(0).put(ORDERS + "/" + other, body));
        assertStatus(orders.command(MANAGER, first, "cancel", Map.of("reason", "sent twice")), 200);
        orders.draft(body);
        orders.draft(with(body, "customerId", orders.customer()));
    }

    @Test
    void refuses_secondOrder_withTheSameExternalRef_andNamesTheFirst() {
        Map<String, Object> body = with(
                body(orders.customer()),
                "externalRef",
                ref("erp", UUID.randomUUID().toString()));
        String first = orders.draft(body);
        Response again = stored.unchangedBy(
                () -> assertProblem(orders.api.as(CLERK).post(ORDERS, body), 409, "duplicate-external-ref"));
        assertThat(again.<String>path("existingId")).isEqualTo(first);
    }

    @Test
    void refuses_otherChannelOrExternalRef_onEdit() {
        UUID customer = orders.customer();
        String path = ORDERS + "/" + orders.draft(body(customer));
        check(
                "other channel",
                422,
                "origin-fixed",
                api -> api.as(CLERK).ifMatch(0).put(path, with(body(customer), "channel", "FAX")));
        check(
                "other reference",
                422,
                "origin-fixed",
                api -> api.as(CLERK).ifMatch(0).put(path, with(body(customer), "externalRef", ref("erp", "1"))));
        assertThat(assertStatus(
                                orders.api.as(CLERK).ifMatch(0).put(path, with(body(customer), "remark", "by ship")),
                                200)
                        .<String>path("remark"))
                .isEqualTo("by ship");
    }

    private void check(String name, int status, String code, Function<Api, Response> request) {
        Refusal.of(name, status, code, request).check(stored, orders.api);
    }

    private static Map<String, Object> ref(String system, String id) {
        return with(Map.of("system", system), "id", id);
    }
}
