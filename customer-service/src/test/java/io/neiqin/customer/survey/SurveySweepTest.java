package io.neiqin.customer.survey;

import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.survey.SurveyApi.LEAD;
import static io.neiqin.customer.survey.SurveyApi.PATIENCE;
import static io.neiqin.customer.survey.SurveyApi.SERVICE;
import static io.neiqin.customer.survey.SurveyApi.answer;
import static io.neiqin.customer.survey.SurveyApi.planning;
import static io.neiqin.customer.survey.SurveyApi.today;
import static io.neiqin.customer.survey.SurveyApi.told;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.events.Money;
import io.neiqin.events.customers.SurveyEvent.SurveyPlanned;
import io.neiqin.events.orders.OrderEvent.Customer;
import io.neiqin.events.orders.OrderEvent.OrderCompleted;
import io.neiqin.events.orders.OrderEvent.OrderConfirmed;
import io.neiqin.events.orders.OrderEvent.Salesperson;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.events.Organisation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody has to remember whom to ask: the tier of a customer and its deliveries do. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class SurveySweepTest {

    private final DataSource database;
    private SurveyApi surveys;

    SurveySweepTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        surveys = SurveyApi.ready();
    }

    @Test
    void theDaysOfATier_areCountedFromToday() {
        assertThat(SurveySweep.since(Map.of("vip", Duration.ofDays(30)), LocalDate.of(2026, 3, 31)))
                .isEqualTo(Map.of("VIP", LocalDate.of(2026, 3, 1)));
    }

    @Test
    @Tag("CUS-16")
    @Tag("CUS-30")
    @DisplayName("customers are visited again by their tier, and nobody has more of it than he can do")
    void plansReturnVisits_byTier() throws SQLException {
        String seller = "E064";
        surveys.customers.organisation.employee(seller, "NORTH", "SALESPERSON", "SELF");
        surveys.hired(seller);
        List<String> due =
                Stream.generate(() -> customer(seller, "VIP", 30)).limit(6).toList();
        String early = customer(seller, "VIP", 29);
        String other = customer(seller, "A", 59);
        String untiered = customer(seller, null, 900);

        await().atMost(PATIENCE).until(() -> open(seller).size() == 5);
        SurveyPlanned first = told(open(seller).get(0), "survey-planned", SurveyPlanned.class);
        assertThat(first.cause()).isEqualTo("CADENCE");
        assertThat(first.assigneeNo()).isEqualTo(seller);
        assertThat(first.plannedFor()).isEqualTo(today());
        assertThat(surveys.deadline(open(seller).get(0))).containsEntry("ownerNo", seller);

        String done = open(seller).get(0);
        assertStatus(surveys.command(seller, done, "answer", answer(4)), 200);
        await().atMost(PATIENCE).until(() -> open(seller).size() == 5);
        List<String> all = customers(seller, "");
        assertThat(all).as("each once").hasSize(6).containsExactlyInAnyOrderElementsOf(due);
        assertThat(all).doesNotContain(early, other, untiered);

        String visited = surveys.get(LEAD, done).path("customerId");
        assertStatus(surveys.command(seller, open(seller).get(0), "answer", answer(4)), 200);
        letPass("update survey set planned_for = planned_for - 30 where id = cast(? as uuid)", done);
        await().atMost(PATIENCE)
                .until(() -> surveys.ids(LEAD, "status=PLANNED&customerId=" + visited)
                                .size()
                        == 1);
    }

    @Test
    @Tag("CUS-16")
    @DisplayName("what somebody has cancelled is not planned again before its time; in the pool nobody is visited")
    void leavesAlone_whatWasCancelled_andThePool() throws Exception {
        String seller = "E066";
        surveys.customers.organisation.employee(seller, "NORTH", "SALESPERSON", "SELF");
        surveys.hired(seller);
        String pooled = surveys.customers.customerOf(seller);
        assertStatus(
                surveys.customers
                        .api
                        .as(MANAGER)
                        .post(CustomerApi.path(pooled) + "/release", Map.of("reason", "too far")),
                200);
        letPass("update customer set owned_since = owned_since - 90, tier = 'VIP' where id = cast(? as uuid)", pooled);
        customer(seller, "VIP", 30);
        await().atMost(PATIENCE).until(() -> open(seller).size() == 1);
        String planned = open(seller).get(0);
        assertThat(customers(seller, "")).doesNotContain(pooled);

        assertStatus(surveys.command(LEAD, planned, "cancel", Map.of("reason", "asked last week")), 200);
        // More than two looks.
        Thread.sleep(2_500);
        assertThat(open(seller)).isEmpty();
    }

    @Test
    @Tag("CUS-17")
    @Tag("CUS-30")
    @DisplayName("some days after a delivery the customer is asked, and not again soon")
    void asksAfterADelivery() throws SQLException {
        String customer = surveys.customers.customerOf(SELLER);
        UUID order = delivered(customer, today());
        UUID later = delivered(customer, today());
        known(later);
        assertThat(surveys.ids(LEAD, "customerId=" + customer)).isEmpty();

        letPass("update sale set delivered_on = delivered_on - 3 where order_id = cast(? as uuid)", order.toString());
        await().atMost(PATIENCE)
                .until(() -> surveys.ids(LEAD, "orderId=" + order).size() == 1);
        String id = surveys.ids(LEAD, "orderId=" + order).get(0);
        SurveyPlanned planned = told(id, "survey-planned", SurveyPlanned.class);
        assertThat(planned.kind()).isEqualTo("SATISFACTION");
        assertThat(planned.cause()).isEqualTo("DELIVERY");
        assertThat(planned.orderId()).isEqualTo(order);
        assertThat(planned.assigneeNo()).isNotEqualTo(SELLER);
        assertStatus(surveys.command(SERVICE, id, "answer", answer(5)), 200);

        letPass("update sale set delivered_on = delivered_on - 3 where order_id = cast(? as uuid)", later.toString());
        look();
        assertThat(surveys.ids(LEAD, "customerId=" + customer))
                .as("was asked just now")
                .containsExactly(id);
        letPass("update survey set planned_for = planned_for - 30 where id = cast(? as uuid)", id);
        await().atMost(PATIENCE)
                .until(() -> surveys.ids(LEAD, "orderId=" + later).size() == 1);
    }

    @Test
    @Tag("CUS-17")
    @DisplayName("what was delivered before we asked, what is taken over, and what was cancelled makes nobody ask")
    void neverAsks_aboutHistory() throws SQLException {
        String customer = surveys.customers.customerOf(SELLER);
        EventFeeder feeder = EventFeeder.connect();
        LocalDate day = today().minusDays(4);
        UUID replayed = UUID.randomUUID();
        feeder.publish(confirmed(replayed, customer), Instant.parse("2026-01-05T02:00:00Z"), day);
        feeder.publish(new OrderCompleted(replayed, "SO-1"), Instant.parse("2026-01-09T02:00:00Z"), day);
        UUID imported = UUID.randomUUID();
        imported(feeder, feeder.publish(confirmed(imported, customer), Instant.now(), day), imported, day);
        known(replayed);
        known(imported);
        look();
        assertThat(surveys.ids(LEAD, "customerId=" + customer)).isEmpty();
        UUID live = delivered(customer, day);
        await().atMost(PATIENCE)
                .until(() -> surveys.ids(LEAD, "orderId=" + live).size() == 1);
    }

    @Test
    @Tag("CUS-16")
    @DisplayName("what was planned ahead begins on its day")
    void beginsTheDeadline_onItsDay() throws SQLException {
        Map<String, Object> body = planning(surveys.customers.customerOf(SELLER), "RETURN_VISIT");
        body.put("plannedFor", today().plusDays(2).toString());
        String id = surveys.planned(LEAD, body);
        look();
        assertThat(assertStatus(surveys.customers.api.as(LEAD).get("/api/customer/deadlines?subjectId=" + id), 200)
                        .<List<Object>>path("items"))
                .isEmpty();
        letPass("update survey set planned_for = planned_for - 2 where id = cast(? as uuid)", id);
        await().atMost(PATIENCE)
                .until(() ->
                        assertStatus(surveys.customers.api.as(LEAD).get("/api/customer/deadlines?subjectId=" + id), 200)
                                        .<List<Object>>path("items")
                                        .size()
                                == 1);
        assertThat(surveys.deadline(id)).containsEntry("ownerNo", SELLER).containsEntry("state", "RUNNING");
    }

    @Test
    @Tag("CUS-16")
    @DisplayName("what somebody was to ask who has left, another is given")
    void givesOn_whatSomebodyLeftBehind() {
        String leaver = "E065";
        surveys.customers.organisation.employee(leaver, "SOUTH", "SERVICE", "SELF");
        surveys.hired(leaver);
        Map<String, Object> body = planning(surveys.customers.customerOf(SELLER), "RETURN_VISIT");
        body.put("assigneeNo", leaver);
        String id = surveys.planned(LEAD, body);
        surveys.customers.organisation.left(
                leaver, "SOUTH", today().minusDays(1), Organisation.role("SERVICE", "SELF"));
        await().atMost(PATIENCE).until(() -> SELLER.equals(surveys.get(LEAD, id).<String>path("assigneeNo")));
        assertThat(surveys.deadline(id)).containsEntry("ownerNo", SELLER);
    }

    /** One that became a customer so many days ago. */
    private String customer(String seller, String tier, int daysAgo) {
        Map<String, Object> body = with(with(full(), "ownerNo", seller), "tier", tier);
        String id = assertStatus(surveys.customers.create(MANAGER, body), 201).path("id");
        letPass("update customer set owned_since = owned_since - " + daysAgo + " where id = cast(? as uuid)", id);
        return id;
    }

    private List<String> open(String seller) {
        return surveys.ids(LEAD, "status=PLANNED&assigneeNo=" + seller);
    }

    private List<String> customers(String seller, String query) {
        return assertStatus(
                        surveys.customers.api.as(LEAD).get(SurveyApi.SURVEYS + "?assigneeNo=" + seller + query), 200)
                .path("items.customerId");
    }

    private UUID delivered(String customer, LocalDate day) {
        UUID order = UUID.randomUUID();
        EventFeeder feeder = EventFeeder.connect();
        feeder.publish(confirmed(order, customer), Instant.now(), day);
        feeder.publish(new OrderCompleted(order, "SO-1"), Instant.now(), day);
        return order;
    }

    static OrderConfirmed confirmed(UUID order, String customer) {
        Money net = Money.of("1000.00", "CNY");
        return new OrderConfirmed(
                order,
                "SO-1",
                new Customer(UUID.fromString(customer), "C-1", "鼎新", "CN", "华东", null, "A"),
                List.of(new Salesperson(SELLER, "Seller", null, null, new BigDecimal("100"))),
                List.of(),
                net,
                Money.of("130.00", "CNY"),
                Money.of("1130.00", "CNY"));
    }

    /** The completion of an order as a history import tells it. */
    private static void imported(EventFeeder feeder, Published before, UUID order, LocalDate day) {
        Map<String, String> attributes = new HashMap<>(before.attributes());
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("type", "neiqin.orders.order-completed.v1");
        attributes.put("aggregateversion", "2");
        attributes.put("businessdate", day.toString());
        attributes.put("importbatch", "old");
        feeder.publish("neiqin.orders", order.toString(), attributes, Json.text(new OrderCompleted(order, "SO-1")));
    }

    /** Waits until it is known that it was delivered. */
    private void known(UUID order) {
        await().atMost(PATIENCE).until(() -> {
            try (var connection = database.getConnection();
                    var select = connection.prepareStatement(
                            "select 1 from sale where order_id = ? and delivered_on is not null")) {
                select.setObject(1, order);
                return select.executeQuery().next();
            }
        });
    }

    /** Waits until it was looked again: what came before has been seen. */
    private void look() throws SQLException {
        String other = surveys.customers.customerOf(SELLER);
        UUID order = delivered(other, today().minusDays(5));
        await().atMost(PATIENCE)
                .until(() -> surveys.ids(LEAD, "orderId=" + order).size() == 1);
    }

    /** As if the clock had moved on. */
    private void letPass(String update, String id) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(update)) {
            statement.setString(1, id);
            assertThat(statement.executeUpdate()).isOne();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
