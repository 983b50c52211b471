package io.neiqin.customer.overview;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.customer.SalesApi;
import io.neiqin.events.Money;
import io.neiqin.events.orders.OrderEvent;
import io.neiqin.events.orders.OrderEvent.OrderAccepted;
import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderCompleted;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.OrderDrafted;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class OverviewTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    private final EventFeeder feeder = EventFeeder.connect();
    private CustomerApi customers;
    private OrderEvent.Customer customer;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
        UUID id = UUID.fromString(customers.customerOf(SELLER));
        customer = new OrderEvent.Customer(id, "C-1", "鼎新机械", "CN", "华东", "Machinery", "A");
    }

    @Test
    @Tag("CUS-2")
    @DisplayName(
            "the whole of a customer has its orders by stage, its sums by currency and year, and what it waits for")
    void tells_whatItsOrdersHaveCometo() {
        order(1, "CNY", "1000.00", TODAY.minusYears(2), TODAY.minusDays(700), OrderCompleted::new);
        order(2, "CNY", "250.50", TODAY.minusDays(20), TODAY.minusDays(1), null);
        order(3, "USD", "80.00", TODAY.minusDays(5), TODAY.plusDays(10), null);
        order(4, "CNY", "9999.00", TODAY, TODAY, (order, number) -> new OrderCancelled(order, number, "对方停产", true));
        draft("40.00");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> whole(CLERK).<Integer>path("orders.pending") == 1
                        && whole(CLERK).<Integer>path("orders.cancelled") == 1);

        Response whole = whole(SELLER);
        assertThat(whole.<Map<String, Object>>path("orders"))
                .containsEntry("pending", 1)
                .containsEntry("confirmed", 2)
                .containsEntry("completed", 1)
                .containsEntry("firstOn", TODAY.minusYears(2).toString())
                .containsEntry("lastOn", TODAY.minusDays(5).toString());
        assertThat(whole.<List<Object>>path("orders.totals"))
                .containsExactlyInAnyOrder(
                        Map.of("net", money("1250.50", "CNY"), "lastTwelveMonths", money("250.50", "CNY")),
                        Map.of("net", money("80.00", "USD"), "lastTwelveMonths", money("80.00", "USD")));
        assertThat(whole.<Integer>path("deliveries.open")).isEqualTo(2);
        assertThat(whole.<Integer>path("deliveries.late")).isEqualTo(1);
        assertThat(whole.<List<String>>path("deliveries.next.orderNumber")).containsExactly("SO-2", "SO-3");
        assertThat(whole.<List<Boolean>>path("deliveries.next.late")).containsExactly(true, false);
        assertThat(whole.<List<String>>path("orders.latest.number")).hasSize(5);
    }

    @Test
    @Tag("CUS-2")
    @Tag("CUS-12")
    @DisplayName("what the customer has accepted, it does not wait for any more")
    void waitsForNothing_thatIsAccepted() {
        UUID order = order(7, "CNY", "10.00", TODAY, TODAY, null);
        await().atMost(Duration.ofSeconds(20)).until(() -> whole(CLERK).<Integer>path("deliveries.open") == 1);

        var all = new OrderEvent.Progress(UUID.randomUUID(), 1, BigDecimal.TEN, BigDecimal.TEN);
        feeder.publish(new OrderAccepted(order, "SO-7", List.of(all)));

        await().atMost(Duration.ofSeconds(20)).until(() -> whole(CLERK).<Integer>path("deliveries.open") == 0);
        assertThat(whole(CLERK).<Integer>path("orders.confirmed")).isEqualTo(1);
    }

    @Test
    @Tag("CUS-2")
    @Tag("CUS-12")
    @DisplayName("beside its orders stands what was done for it and what it complained of")
    void counts_whatWasDoneForIt() {
        String id = customer.customerId().toString();
        assertThat(whole(SELLER).<Integer>path("relation.followUps")).isZero();
        assertStatus(
                customers.api.as(SELLER).post(SalesApi.ACTIVITIES, SalesApi.call("customerId", id, "REACHED")), 201);
        String lead = SalesApi.ready().leadOf(SELLER);
        assertStatus(customers.api.as(SELLER).post(SalesApi.ACTIVITIES, SalesApi.call("leadId", lead, "REACHED")), 201);
        Map<String, Object> joined = Map.of("customerId", id);
        assertStatus(customers.api.as(CLERK).post(SalesApi.LEADS + "/" + lead + "/convert", joined), 200);
        Map<String, Object> complaint = Map.of(
                "type", "COMPLAINT", "channel", "PHONE", "subject", "漏油", "description", "泵漏油", "customerId", id);
        assertStatus(customers.api.as(CLERK).post("/api/customer/tickets", complaint), 201);

        Response whole = whole(SELLER);
        assertThat(whole.<Map<String, Object>>path("relation"))
                .containsEntry("lastFollowUpOn", TODAY.toString())
                .containsEntry("followUps", 2)
                .containsEntry("ticketsOpen", 1)
                .containsEntry("complaints", 1)
                .containsEntry("answers", 0)
                .containsEntry("satisfaction", null);
        assertThat(whole.<String>path("customer.id")).isEqualTo(id);
        assertThat(whole.<String>path("customer.contacts[0].phone")).contains("*");
    }

    @Test
    @Tag("CUS-11")
    @DisplayName("the whole of a customer is not there for whoever does not see the customer")
    void tellsNothing_outsideTheSight() {
        String address = path(customer.customerId()) + "/360";

        assertRefused(customers.api.as(OTHER_SELLER).get(address), 404, "not-found");
        assertRefused(customers.api.as(COLLEAGUE).get(address), 404, "not-found");
        assertRefused(customers.api.as(CLERK).get(path(UUID.randomUUID()) + "/360"), 404, "not-found");
    }

    private Response whole(String who) {
        return assertStatus(customers.api.as(who).get(path(customer.customerId()) + "/360"), 200);
    }

    private static Map<String, Object> money(String amount, String currency) {
        return Map.of("amount", amount, "currency", currency);
    }

    private interface End {
        OrderEvent of(UUID order, String number);
    }

    /** A confirmed one of ten pieces, and what came of it. */
    private UUID order(int no, String currency, String net, LocalDate on, LocalDate committed, End end) {
        UUID order = UUID.randomUUID();
        String number = "SO-" + no;
        Money total = Money.of(net, currency);
        Money none = Money.of("0.00", currency);
        Instant at = on.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
        var line = new OrderEvent.Line(
                UUID.randomUUID(),
                1,
                "P-1",
                "泵",
                "pumps",
                BigDecimal.TEN,
                "PCS",
                total,
                none,
                total,
                committed,
                committed);
        feeder.publish(new OrderDrafted(order, number, customer, "PHONE", null, List.of(), total), at, on);
        feeder.publish(
                new OrderConfirmed(order, number, customer, List.of(), List.of(line), total, none, total), at, on);
        if (end != null) {
            feeder.publish(end.of(order, number), at, on);
        }
        return order;
    }

    private void draft(String net) {
        UUID order = UUID.randomUUID();
        feeder.publish(new OrderDrafted(order, "SO-9", customer, "PHONE", null, List.of(), Money.of(net, "CNY")));
    }
}
