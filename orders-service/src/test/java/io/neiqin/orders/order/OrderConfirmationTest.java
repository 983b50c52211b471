package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.SUPERVISOR;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.newProduct;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;

import io.neiqin.orders.OrderApi;
import io.neiqin.platform.organisation.WorkingCalendar.Years;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ORD-22: a supervisor confirms standard dates and what a customer has had before; anything else is the manager's. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderConfirmationTest {

    private static final String SLOW = "P-SLOW";
    private static final int LEAD_TIME = 20;

    private final Stored stored;
    private OrderApi orders;

    OrderConfirmationTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
        orders.api.as(CLERK).post(PRODUCTS, with(newProduct(SLOW), "leadTimeDays", LEAD_TIME));
    }

    @Test
    @Tag("ORD-22")
    @DisplayName("a date is standard from the lead time on, counted in working days, and not a day before")
    void supervisor_confirmsStandardDatesOnly() {
        LocalDate standard = new Years(Map.of()).plusWorkingDays(today(), LEAD_TIME);
        Map<String, Object> order = with(body(orders.customer()), "lines", List.of(line(SLOW, "1", "9")));
        managerOnly(with(order, "requestedDate", standard.minusDays(1).toString()));
        supervisorToo(with(order, "requestedDate", standard.toString()));
    }

    @Test
    @Tag("ORD-22")
    @DisplayName("an order repeats another one when every line has been had so: price, discount, terms and all")
    void supervisor_confirmsRepeatsOnly() {
        UUID customer = orders.customer();
        Map<String, Object> urgent = urgent(customer, line(SLOW, "1", "9"));
        managerOnly(urgent);
        assertStatus(orders.command(MANAGER, verified(urgent), "confirm", null), 200);
        supervisorToo(urgent);
        supervisorToo(with(urgent, "lines", List.of(line(SLOW, "7", "9"))));
        managerOnly(with(urgent, "lines", List.of(line(SLOW, "1", "10"))));
        managerOnly(with(urgent, "lines", List.of(with(line(SLOW, "1", "9"), "discount", "0.1"))));
        managerOnly(with(urgent, "lines", List.of(line(SLOW, "1", "9"), line(PRODUCT, "1", "7"))));
        managerOnly(with(urgent, "currency", "USD"));
        managerOnly(with(urgent, "priceBasis", "TAX_INCLUSIVE"));
        managerOnly(with(urgent, "customerId", orders.customer()));
    }

    @Test
    @Tag("ORD-22")
    @DisplayName("what was ordered and called off again is not repeated")
    void supervisor_doesNotRepeatACancelledOrder() {
        Map<String, Object> urgent = urgent(orders.customer(), line(SLOW, "1", "9"));
        String id = verified(urgent);
        assertStatus(orders.command(MANAGER, id, "confirm", null), 200);
        assertStatus(orders.command(MANAGER, id, "cancel", Map.of("reason", "called off")), 200);
        managerOnly(urgent);
    }

    private static Map<String, Object> urgent(UUID customer, Map<String, Object> line) {
        return with(with(body(customer), "requestedDate", today().plusDays(3).toString()), "lines", List.of(line));
    }

    private void managerOnly(Map<String, Object> body) {
        String id = verified(body);
        Refusal.of(
                        "confirm as supervisor",
                        403,
                        "manager-must-confirm",
                        api -> api.as(SUPERVISOR).post(ORDERS + "/" + id + "/confirm"))
                .check(stored, orders.api);
    }

    private void supervisorToo(Map<String, Object> body) {
        assertStatus(orders.command(SUPERVISOR, verified(body), "confirm", null), 200);
    }

    private String verified(Map<String, Object> body) {
        String id = orders.draft(body);
        for (String command : List.of("receive", "enter", "verify")) {
            assertStatus(orders.act(orders.api, OrderApi.whoMay(command), id, command), 200);
        }
        return id;
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }
}
