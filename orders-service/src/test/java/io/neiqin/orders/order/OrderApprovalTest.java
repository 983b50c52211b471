package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.DIRECTOR;
import static io.neiqin.orders.OrderApi.FINANCE;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.large;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
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

/** An order beyond its limit is confirmed once a sales manager and finance, and then the director, have approved it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderApprovalTest {

    private static final String APPROVALS = "/api/orders/approvals";

    private final DataSource database;
    private OrderApi orders;

    OrderApprovalTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("ORD-41")
    @DisplayName("an order beyond its limit is submitted, approved and confirmed; its events say so")
    void confirms_onceApproved() {
        String id = orders.verifiedLarge();
        assertProblem(orders.command(MANAGER, id, "confirm", null), 409, "order-needs-approval");
        assertThat(offered(CLERK, id)).containsExactly("submit");
        assertThat(offered(MANAGER, id)).containsExactly("cancel");
        assertStatus(orders.command(CLERK, id, "submit", null), 200);
        assertProblem(orders.command(MANAGER, id, "confirm", null), 409, "order-awaits-approval");
        String approval = approval(id);
        Response shown = orders.api.as(FINANCE).get(APPROVALS + "/" + approval);
        assertThat(shown.<String>path("content.totals.gross")).isEqualTo("678000.00");
        assertThat(shown.<String>path("content.order.lines[0].unitPrice")).isEqualTo("60000.000000");
        assertProblem(orders.api.as(FINANCE).get(ORDERS + "/" + id), 404, "not-found");
        approve(MANAGER, approval);
        approve(FINANCE, approval);
        assertProblem(orders.command(MANAGER, id, "confirm", null), 409, "order-awaits-approval");
        approve(DIRECTOR, approval);
        assertThat(orders.get(id).<String>path("consent")).isEqualTo("GIVEN");
        assertThat(offered(MANAGER, id)).containsExactly("confirm", "cancel");
        assertThat(assertStatus(orders.command(MANAGER, id, "confirm", null), 200)
                        .<String>path("status"))
                .isEqualTo("CONFIRMED");
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            List<Received> told = probe.await(6, event -> id.equals(event.key()), Duration.ofSeconds(30));
            assertThat(told.subList(4, 6))
                    .extracting(Received::type)
                    .containsExactly("neiqin.orders.order-submitted.v1", "neiqin.orders.order-confirmed.v1");
        }
    }

    @Test
    @Tag("ORD-41")
    @DisplayName("an order that is sent back is corrected, verified again, and goes into the next round")
    void comesBack_andIsSubmittedAgain() {
        String id = orders.submitted();
        String approval = approval(id);
        approve(MANAGER, approval);
        assertStatus(
                orders.api.as(FINANCE).post(APPROVALS + "/" + approval + "/send-back", Map.of("comment", "too dear")),
                200);
        assertThat(orders.get(id).<String>path("status")).isEqualTo("RECEIVED");
        Map<String, Object> cheaper =
                with(large(orders.oneCustomer()), "lines", List.of(line(OrderApi.PRODUCT, "10", "50000")));
        assertStatus(orders.api.as(CLERK).ifMatch(orders.get(id).header("ETag")).put(ORDERS + "/" + id, cheaper), 200);
        assertStatus(orders.command(CLERK, id, "enter", null), 200);
        assertStatus(orders.command(SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 200);
        assertStatus(orders.command(CLERK, id, "submit", null), 200);
        assertThat(approval(id)).isEqualTo(approval);
        Response shown = orders.api.as(FINANCE).get(APPROVALS + "/" + approval);
        assertThat(shown.<Integer>path("round")).isEqualTo(2);
        assertThat(shown.<String>path("content.totals.gross")).isEqualTo("565000.00");
        List.of(MANAGER, FINANCE, DIRECTOR).forEach(who -> approve(who, approval));
        assertStatus(orders.command(MANAGER, id, "confirm", null), 200);
    }

    @Test
    @DisplayName("an order that is cut below its limit needs nobody any more")
    void needsNoApproval_onceCut() {
        String id = orders.submitted();
        assertStatus(
                orders.api.as(MANAGER).post(APPROVALS + "/" + approval(id) + "/reject", Map.of("comment", "no")), 200);
        assertStatus(
                orders.api
                        .as(CLERK)
                        .ifMatch(orders.get(id).header("ETag"))
                        .put(ORDERS + "/" + id, body(orders.oneCustomer())),
                200);
        assertStatus(orders.command(CLERK, id, "enter", null), 200);
        assertStatus(orders.command(SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 200);
        assertProblem(orders.command(CLERK, id, "submit", null), 409, "order-needs-no-approval");
        assertStatus(orders.command(MANAGER, id, "confirm", null), 200);
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("what has changed since is not confirmed, however that came about")
    void refusesConfirmation_ofOtherContent() throws SQLException {
        String id = orders.submitted();
        String approval = approval(id);
        List.of(MANAGER, FINANCE, DIRECTOR).forEach(who -> approve(who, approval));
        sql("update sales_order_line set unit_price = unit_price + 0.000001 where order_id = ?", id);
        assertProblem(orders.command(MANAGER, id, "confirm", null), 409, "approval-of-other-content");
    }

    @Test
    @DisplayName("a cancelled order is nobody's to approve; a withdrawn request takes the order back to its clerk")
    void endsTheApproval_withTheOrder() {
        String id = orders.submitted();
        assertStatus(orders.command(MANAGER, id, "cancel", Map.of("reason", "gone")), 200);
        assertThat(orders.get(id).<String>path("consent")).isEqualTo("NEEDED");
        Response gone = orders.api.as(CLERK).get(APPROVALS + "?subjectId=" + id);
        assertThat(gone.<String>path("items[0].status")).isEqualTo("EXPIRED");
        assertProblem(
                orders.api
                        .as(FINANCE)
                        .post(
                                APPROVALS + "/" + gone.path("items[0].id") + "/approve",
                                Map.of("contentHash", gone.path("items[0].contentHash"))),
                409,
                "approval-not-open");
        String other = orders.submitted();
        assertStatus(orders.api.as(CLERK).post(APPROVALS + "/" + approval(other) + "/withdraw"), 200);
        assertThat(orders.get(other).<String>path("status")).isEqualTo("RECEIVED");
        assertThat(orders.get(other).<String>path("consent")).isEqualTo("NEEDED");
    }

    @Test
    @DisplayName("an order from before there was a limit is asked about all the same")
    void asks_alsoAboutOldOrders() throws SQLException {
        String id = orders.verifiedLarge();
        sql("update sales_order set consent = 'NOT_NEEDED' where id = ?", id);
        assertProblem(orders.command(MANAGER, id, "confirm", null), 409, "order-needs-approval");
        assertStatus(orders.command(CLERK, id, "submit", null), 200);
    }

    @Test
    @DisplayName("what is approved can be taken back before it is confirmed, and has to be asked about again")
    void takesBack_beforeConfirmation() {
        String id = orders.submitted();
        String approval = approval(id);
        List.of(MANAGER, FINANCE, DIRECTOR).forEach(who -> approve(who, approval));
        assertStatus(orders.command(CLERK, id, "take-back", null), 200);
        assertThat(orders.get(id).<String>path("status")).isEqualTo("RECEIVED");
        assertStatus(orders.command(CLERK, id, "enter", null), 200);
        assertStatus(orders.command(SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 200);
        assertThat(offered(CLERK, id)).containsExactly("submit");
        assertStatus(orders.command(CLERK, id, "submit", null), 200);
        assertThat(approval(id)).isNotEqualTo(approval);
    }

    @Test
    @DisplayName("taken back by whoever asked, the same request goes on as its next round; by another it is void")
    void goesOn_whenItsRequesterTakesItBack() {
        String id = orders.submitted();
        String approval = approval(id);
        assertStatus(orders.command(CLERK, id, "take-back", null), 200);
        assertThat(orders.api.as(CLERK).get(APPROVALS + "/" + approval).<String>path("status"))
                .isEqualTo("WITHDRAWN");
        submitAgain(id);
        assertThat(approval(id)).isEqualTo(approval);
        assertThat(orders.api.as(CLERK).get(APPROVALS + "/" + approval).<Integer>path("round"))
                .isEqualTo(2);
        assertStatus(orders.command(SECOND_CLERK, id, "take-back", null), 200);
        submitAgain(id);
        assertThat(approval(id)).isNotEqualTo(approval);
    }

    private void submitAgain(String id) {
        assertStatus(orders.command(CLERK, id, "enter", null), 200);
        assertStatus(orders.command(SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON")), 200);
        assertStatus(orders.command(CLERK, id, "submit", null), 200);
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("who sells it does not approve it: his superior is asked in his place, or whoever is named for that")
    void asksNobody_whoseOwnItIs() {
        Map<String, Object> own = with(
                large(orders.oneCustomer()), "salespersons", List.of(Map.of("employeeNo", MANAGER, "share", "100")));
        String id = orders.verified(own);
        assertStatus(orders.command(CLERK, id, "submit", null), 200);
        Response asked = orders.api.as(CLERK).get(APPROVALS + "/" + approval(id));
        assertThat(asked.<List<String>>path("asked")).contains(FINANCE).doesNotContain(MANAGER);
        assertThat(asked.<List<String>>path("own")).contains(CLERK, MANAGER);
    }

    @Test
    @DisplayName("within the limit, or of history, nobody is asked; in a currency without a limit always")
    void asks_onlyBeyondTheLimit() {
        assertThat(consent(CLERK, body(orders.oneCustomer()))).isEqualTo("NOT_NEEDED");
        assertThat(consent(CLERK, with(body(orders.oneCustomer()), "currency", "CHF")))
                .isEqualTo("NEEDED");
        Map<String, Object> onTheLimit = with(
                with(body(orders.oneCustomer()), "priceBasis", "TAX_INCLUSIVE"),
                "lines",
                List.of(line(OrderApi.PRODUCT, "1", "500000.00")));
        assertThat(consent(CLERK, onTheLimit)).isEqualTo("NOT_NEEDED");
        assertThat(consent(CLERK, with(onTheLimit, "lines", List.of(line(OrderApi.PRODUCT, "1", "500000.01")))))
                .isEqualTo("NEEDED");
        Response old = orders.api
                .as(IMPORTER)
                .header("X-Business-Date", "2024-01-05")
                .header("X-Import-Batch", "old")
                .post(ORDERS, large(orders.oneCustomer()));
        assertThat(assertStatus(old, 201).<String>path("consent")).isEqualTo("NOT_NEEDED");
        Response ofToday = orders.api
                .as(IMPORTER)
                .header(
                        "X-Business-Date",
                        LocalDate.now(ZoneId.of("Asia/Shanghai")).toString())
                .header("X-Import-Batch", "old")
                .post(ORDERS, large(orders.oneCustomer()));
        assertThat(assertStatus(ofToday, 201).<String>path("consent")).isEqualTo("NEEDED");
        Map<String, Object> nothing = with(
                with(body(orders.oneCustomer()), "currency", "CHF"),
                "lines",
                List.of(line(OrderApi.PRODUCT, "1", "0.001")));
        assertThat(consent(CLERK, nothing)).isEqualTo("NEEDED");
    }

    @Test
    @DisplayName("only the clerks submit, and only what they see; the salesperson does not")
    void refusesSubmission_byOthers() {
        String id = orders.verifiedLarge();
        assertProblem(orders.command(SELLER, id, "submit", null), 403, "role-missing");
        assertProblem(orders.api.as(CLERK).ifMatch("99").post(ORDERS + "/" + id + "/submit"), 412, "stale-version");
        assertProblem(orders.command(CLERK, orders.verified(), "submit", null), 409, "order-needs-no-approval");
    }

    private void sql(String update, String id) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(update)) {
            statement.setObject(1, UUID.fromString(id));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private String consent(String who, Map<String, Object> body) {
        return assertStatus(orders.api.as(who).post(ORDERS, body), 201).path("consent");
    }

    private String approval(String order) {
        return orders.api
                .as(CLERK)
                .get(APPROVALS + "?status=PENDING&subjectId=" + order)
                .path("items[0].id");
    }

    private void approve(String who, String approval) {
        String hash = orders.api.as(who).get(APPROVALS + "/" + approval).path("contentHash");
        assertStatus(
                orders.api.as(who).post(APPROVALS + "/" + approval + "/approve", Map.of("contentHash", hash)), 200);
    }

    private List<String> offered(String who, String id) {
        return assertStatus(orders.api.as(who).get(ORDERS + "/" + id), 200).path("allowedActions");
    }
}
