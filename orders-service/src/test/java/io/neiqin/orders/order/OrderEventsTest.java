package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.newProduct;
import static io.neiqin.orders.OrderApi.productChange;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.orders.OrderEvent.OrderCancelled;
import io.neiqin.events.orders.OrderEvent.OrderVerificationFailed;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the side ways of an order leave behind: in the record, and on the topic. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderEventsTest {

    private OrderApi orders;

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("ORD-41")
    @DisplayName("a cancelled order has nothing open, and says whether it had counted")
    void cancel_emptiesTheLines_andTellsWhetherItCounted() {
        String confirmed = orders.confirmed();
        String draft = orders.draft();
        for (String id : List.of(confirmed, draft)) {
            Response gone = orders.command(MANAGER, id, "cancel", Map.of("reason", "not wanted"));
            assertThat(assertStatus(gone, 200).<String>path("lines[0].cancelled"))
                    .isEqualTo("10");
            assertThat(gone.<String>path("milestones.cancelReason")).isEqualTo("not wanted");
        }
        assertThat(last(confirmed, 6).as(OrderCancelled.class).wasConfirmed()).isTrue();
        OrderCancelled ofDraft = last(draft, 2).as(OrderCancelled.class);
        assertThat(ofDraft.wasConfirmed()).isFalse();
        assertThat(ofDraft.reason()).isEqualTo("not wanted");
    }

    @Test
    @Tag("ORD-3")
    @DisplayName("a failed verification is told with what differs")
    void rejection_isTold_withItsDifferences() {
        String id = orders.entered();
        var differences = Map.of("differences", List.of("price", "date"));
        assertStatus(orders.command(SECOND_CLERK, id, "reject-verification", differences), 200);
        OrderVerificationFailed failed = last(id, 4).as(OrderVerificationFailed.class);
        assertThat(failed.differences()).containsExactly("price", "date");
    }

    @Test
    @Tag("ORD-12")
    @DisplayName("an order is complete with the last accepted piece of the last line, not before")
    void completes_withTheLastPieceOnly() {
        Map<String, Object> later = with(line(PRODUCT, "5", "1"), "requestedDate", "2099-03-01");
        String id = orders.draft(with(body(orders.customer()), "lines", List.of(line(PRODUCT, "10", "1"), later)));
        for (String command : List.of("receive", "enter", "verify", "confirm", "ship")) {
            assertStatus(orders.act(orders.api, OrderApi.whoMay(command), id, command), 200);
        }
        assertThat(orders.get(id).<List<String>>path("lines.agreedCommittedDate"))
                .containsExactly("2099-01-15", "2099-03-01");
        assertThat(accepted(id, 1, "10")).isEqualTo("CONFIRMED");
        assertThat(accepted(id, 2, "4.999999")).isEqualTo("CONFIRMED");
        assertThat(accepted(id, 2, "0.000001")).isEqualTo("COMPLETED");
    }

    @Test
    @DisplayName("history counts on its own day in every step, and names its batch")
    void history_countsOnItsOwnDay() {
        var importer =
                orders.api.as(IMPORTER).header("X-Import-Batch", "old-erp").header("X-Business-Date", "1996-07-04");
        String id = importer.post(ORDERS, with(body(orders.customer()), "channel", "IMPORT"))
                .path("id");
        String path = ORDERS + "/" + id;
        assertStatus(importer.post(path + "/receive"), 200);
        assertStatus(importer.post(path + "/enter"), 200);
        assertStatus(importer.post(path + "/verify", Map.of("method", "AUTO")), 200);
        Response confirmed = assertStatus(importer.post(path + "/confirm"), 200);
        assertThat(confirmed.<String>path("milestones.confirmedOn")).isEqualTo("1996-07-04");
        assertThat(confirmed.<String>path("importBatch")).isEqualTo("old-erp");
        assertThat(last(id, 4).attribute("importbatch")).isEqualTo("old-erp");
    }

    @Test
    @DisplayName("an edit replaces the salespersons, too")
    void edit_replacesTheSalespersons() {
        Map<String, Object> body = body(orders.customer());
        String id = orders.draft(body);
        Map<String, Object> other =
                with(body, "salespersons", List.of(Map.of("employeeNo", OTHER_SELLER, "share", "100")));
        Response edited = assertStatus(orders.api.as(CLERK).ifMatch(0).put(ORDERS + "/" + id, other), 200);
        assertThat(edited.<List<String>>path("salespersons.employeeNo")).containsExactly(OTHER_SELLER);
        assertThat(orders.get(id).<List<String>>path("salespersons.employeeNo")).containsExactly(OTHER_SELLER);
    }

    @Test
    @Tag("ORD-32")
    @DisplayName("every change of a product is told")
    void product_tellsItsChanges() {
        String id = assertStatus(orders.api.as(CLERK).post(PRODUCTS, newProduct("P-TOLD")), 201)
                .path("id");
        String path = PRODUCTS + "/" + id;
        assertStatus(orders.api.as(CLERK).ifMatch(0).put(path, with(productChange(), "category", "Other")), 200);
        assertStatus(orders.api.as(MANAGER).post(path + "/deactivate"), 200);
        assertThat(last(id, 3).body().toString()).contains("Other", "false");
    }

    @Test
    void lists_byEveryFilter() {
        var customer = orders.customer();
        String id = orders.draft(
                with(body(customer), "salespersons", List.of(Map.of("employeeNo", OTHER_SELLER, "share", "100"))));
        String today = orders.get(id).path("businessDate");
        String yesterday = java.time.LocalDate.parse(today).minusDays(1).toString();
        String of = ORDERS + "?customerId=" + customer;
        assertThat(ids(of + "&from=" + today + "&to=" + today)).containsExactly(id);
        assertThat(ids(of + "&to=" + yesterday)).isEmpty();
        assertThat(ids(of + "&from=" + java.time.LocalDate.parse(today).plusDays(1)))
                .isEmpty();
        assertThat(ids(of + "&salesperson=" + OTHER_SELLER)).containsExactly(id);
        assertThat(ids(of + "&salesperson=" + SELLER)).isEmpty();
        assertThat(ids(of + "&status=DRAFT")).containsExactly(id);
        assertThat(ids(of + "&status=RECEIVED")).isEmpty();
        assertThat(ids(of + "&number=" + orders.get(id).path("number"))).containsExactly(id);
        assertThat(ids(of + "&number=SO-1")).isEmpty();
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("who took an order down and the salespersons' department see it")
    void isSeen_byItsWriter_andTheSalespersonsDepartment() {
        orders.hireStranger();
        String own = assertStatus(
                        orders.api
                                .as(OrderApi.STRANGER)
                                .post(ORDERS, body(orders.customer(OrderApi.STRANGER, "ACTIVE"))),
                        201)
                .path("id");
        assertStatus(orders.api.as(OrderApi.STRANGER).get(ORDERS + "/" + own), 200);
        assertStatus(orders.api.as(OTHER_SELLER).get(ORDERS + "/" + own), 200);
        var souths = List.of(Map.of("employeeNo", OTHER_SELLER, "share", "100"));
        String norths = orders.draft(with(body(orders.customer()), "salespersons", souths));
        assertStatus(orders.api.as(OrderApi.STRANGER).get(ORDERS + "/" + norths), 200);
    }

    private String accepted(String id, int lineNo, String quantity) {
        var lines = Map.of("lines", List.of(Map.of("lineNo", lineNo, "quantity", quantity)));
        return assertStatus(orders.command(CLERK, id, "accept", lines), 200).path("status");
    }

    private List<String> ids(String path) {
        return assertStatus(orders.api.as(CLERK).get(path), 200).path("items.id");
    }

    /** The event of this version, which is the last one. */
    private static Received last(String id, int version) {
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            return probe.await(version, EventProbe.about(id), Duration.ofSeconds(30))
                    .get(version - 1);
        }
    }
}
