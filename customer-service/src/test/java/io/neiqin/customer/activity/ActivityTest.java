package io.neiqin.customer.activity;

import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.SalesApi.ACTIVITIES;
import static io.neiqin.customer.SalesApi.CALLER;
import static io.neiqin.customer.SalesApi.CALLS_HEAD;
import static io.neiqin.customer.SalesApi.CLERK;
import static io.neiqin.customer.SalesApi.MANAGER;
import static io.neiqin.customer.SalesApi.SELLER;
import static io.neiqin.customer.SalesApi.between;
import static io.neiqin.customer.SalesApi.call;
import static io.neiqin.customer.SalesApi.report;
import static io.neiqin.customer.SalesApi.visit;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.customer.SalesApi;
import io.neiqin.events.customers.ActivityEvent.ActivityCorrected;
import io.neiqin.events.customers.ActivityEvent.ActivityLogged;
import io.neiqin.events.customers.ActivityEvent.ActivityPlanned;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.http.ShownHistory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class ActivityTest {

    private final DataSource database;
    private SalesApi sales;

    ActivityTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void ready() {
        sales = SalesApi.ready();
    }

    @Test
    @Tag("CUS-36")
    @DisplayName("a clerk books an appointment for a salesperson, who is reminded, comes and tells what came of it")
    void appointment_isBooked_reminded_andDone() {
        String customer = sales.customers.customerOf(SELLER);
        Map<String, Object> body = with(visit(customer, 10, 70), "employeeNo", SELLER);
        Response booked = assertStatus(sales.log(CLERK, body), 201);
        String id = booked.path("id");
        assertThat(booked.<String>path("status")).isEqualTo("PLANNED");
        assertThat(booked.<String>path("number")).matches("A-\\d{6}");
        assertThat(booked.<String>path("employeeNo")).isEqualTo(SELLER);
        assertThat(booked.<String>path("createdBy")).isEqualTo(CLERK);
        assertThat(booked.<String>path("appointment.place")).isEqualTo("Shanghai");
        String reminder = "/api/customer/deadlines?subjectId=" + id;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sales.api.as(SELLER).get(reminder).path("items[0].warnedAt") != null);
        Response running = sales.api.as(SELLER).get(reminder);
        assertThat(running.<String>path("items[0].kind")).isEqualTo("appointment-reminder");
        Instant end = Instant.parse(booked.path("appointment.to"));
        assertThat(Instant.parse(running.path("items[0].dueAt"))).isEqualTo(end.plus(Duration.ofHours(24)));

        Response done = assertStatus(sales.activity(SELLER, id, "complete", report("INTERESTED")), 200);
        assertThat(done.<String>path("status")).isEqualTo("DONE");
        assertThat(done.<String>path("loggedBy")).isEqualTo(SELLER);
        assertThat(done.<Boolean>path("newCustomer")).isNull();
        assertThat(sales.api.as(SELLER).get(reminder).<String>path("items[0].state"))
                .isEqualTo("STOPPED");
        List<Received> events = sales.events(id, 2);
        ActivityPlanned planned = events.get(0).as(ActivityPlanned.class);
        assertThat(planned.from()).isEqualTo(Instant.parse(booked.path("appointment.from")));
        assertThat(planned.facts().employeeNo()).isEqualTo(SELLER);
        ActivityLogged logged = events.get(1).as(ActivityLogged.class);
        assertThat(logged.outcome()).isEqualTo("INTERESTED");
        assertThat(logged.facts().customerId()).isEqualTo(UUID.fromString(customer));
        assertThat(logged.newCustomer()).isNull();
        assertThat(events.get(1).text()).doesNotContain("price list");
    }

    @Test
    @Tag("CUS-36")
    @DisplayName("two appointments at one time are refused, unless somebody insists, and then it is said")
    void appointment_isRefused_whereItOverlaps_unlessForced() {
        String seller = sales.telemarketer();
        String customer = sales.customers.customerOf(OTHER_SELLER);
        Map<String, Object> first = with(visit(customer, 100, 160), "employeeNo", seller);
        String id = sales.logged(CLERK, first);
        Map<String, Object> second = with(visit(customer, 130, 190), "employeeNo", seller);
        assertRefused(sales.log(CLERK, second), 409, "appointment-overlap");
        Map<String, Object> forced = between(130, 190);
        forced.put("force", true);
        Response beside = assertStatus(sales.log(CLERK, with(second, "appointment", forced)), 201);
        assertThat(beside.<List<String>>path("warnings")).containsExactly("appointment-overlap");

        Map<String, Object> after = with(visit(customer, 200, 260), "employeeNo", seller);
        String third = sales.logged(CLERK, after);
        assertRefused(sales.activity(CLERK, third, "reschedule", between(110, 120)), 409, "appointment-overlap");
        Response moved = assertStatus(sales.activity(CLERK, third, "reschedule", between(205, 265)), 200);
        assertThat(moved.<List<String>>path("warnings")).as("beside itself").isEmpty();
        assertStatus(sales.activity(MANAGER, id, "cancel", Map.of("reason", "they have moved")), 200);
        assertThat(sales.api
                        .as(seller)
                        .get(ACTIVITIES + "?status=PLANNED&employeeNo=" + seller)
                        .<List<String>>path("items.id"))
                .containsExactly(third, beside.path("id"));
    }

    @Test
    @Tag("CUS-2")
    @Tag("CUS-19")
    @DisplayName("what was done has a next step, which is planned for the same person")
    void nextStep_isPlanned_forTheSamePerson() {
        String lead = sales.leadOf(CALLER);
        LocalDate soon = LocalDate.now().plusDays(4);
        Map<String, Object> report = report("QUOTE_WANTED");
        report.put("nextStep", Map.of("date", soon.toString(), "what", "bring the offer"));
        String id = sales.logged(CALLER, with(call("leadId", lead, "REACHED"), "report", report));
        Response list = sales.api.as(CALLS_HEAD).get(ACTIVITIES + "?leadId=" + lead + "&status=PLANNED");
        assertThat(list.<List<String>>path("items.followUpOf")).containsExactly(id);
        assertThat(list.<String>path("items[0].kind")).isEqualTo("FOLLOW_UP");
        assertThat(list.<String>path("items[0].day")).isEqualTo(soon.toString());
        assertThat(list.<String>path("items[0].employeeNo")).isEqualTo(CALLER);
        assertThat(list.<String>path("items[0].appointment.purpose")).isEqualTo("bring the offer");
        String next = list.path("items[0].id");
        assertThat(sales.events(next, 1).get(0).type()).isEqualTo("neiqin.customers.activity-planned.v1");
        assertStatus(sales.activity(CALLER, next, "miss", Map.of("reason", "nobody at home")), 200);
        assertThat(ShownHistory.of(sales.api.as(CALLER), ACTIVITIES + "/" + next)
                        .commands())
                .containsExactly("miss", "create");
    }

    @Test
    @Tag("CUS-2")
    @Tag("CUS-33")
    @DisplayName("what was logged is changed by a correction with its reason only, and the history shows both")
    void correct_needsAReason_andIsKept() {
        String customer = sales.customers.customerOf(SELLER);
        String id = sales.logged(SELLER, call("customerId", customer, "REACHED"));
        Map<String, Object> right = report("OBJECTED");
        right.put("objection", "too expensive");
        assertRefused(sales.activity(SELLER, id, "correct", right), 422, "reason-required");
        assertRefused(sales.activity(SELLER, id, "complete", report("REFUSED")), 409, "illegal-transition");
        Response corrected = assertStatus(
                sales.api.as(SELLER).header("X-Reason", "wrong line").post(ACTIVITIES + "/" + id + "/correct", right),
                200);
        assertThat(corrected.<String>path("report.objection")).isEqualTo("too expensive");
        ShownHistory history = ShownHistory.of(sales.api.as(CLERK), ACTIVITIES + "/" + id);
        assertThat(history.commands()).containsExactly("correct", "create");
        assertThat(history.the("reason", 0)).isEqualTo("wrong line");
        assertThat(history.before(0)).containsEntry("/report/outcome", "REACHED");
        assertThat(history.after(0)).containsEntry("/report/outcome", "OBJECTED");
        assertThat(sales.events(id, 2).get(1).as(ActivityCorrected.class).outcome())
                .isEqualTo("OBJECTED");
    }

    @Test
    @Tag("CUS-18")
    @Tag("CUS-35")
    @DisplayName("a clerk logs a reception for a salesperson: both names are kept; nobody else does it for him")
    void log_forAnother_isTheClerks() {
        String customer = sales.customers.customerOf(SELLER);
        Map<String, Object> reception = with(call("customerId", customer, "INTERESTED"), "kind", "RECEPTION");
        reception.put("employeeNo", SELLER);
        Response logged = assertStatus(sales.log(CLERK, reception), 201);
        assertThat(logged.<String>path("employeeNo")).isEqualTo(SELLER);
        assertThat(logged.<String>path("loggedBy")).isEqualTo(CLERK);
        assertRefused(sales.log(CustomerApi.SUPERVISOR, reception), 403, "not-your-activity");
        assertRefused(sales.log(MANAGER, reception), 403, "not-your-activity");
    }

    @Test
    @Tag("CUS-24")
    @Tag("KPI-25")
    @DisplayName("a call says whether it was to a new customer, also of a customer that was a lead")
    void call_knowsWhetherItWasToANewCustomer() {
        String clerk = CLERK;
        String customer = sales.customers.customerOf(SELLER);
        assertThat(isNew(clerk, sales.callOn("2024-03-04", CALLER, "customerId", customer, "NOT_REACHED")))
                .isTrue();
        assertThat(isNew(clerk, sales.callOn("2024-03-05", CALLER, "customerId", customer, "REACHED")))
                .isTrue();
        assertThat(isNew(clerk, sales.callOn("2024-03-05", CALLER, "customerId", customer, "REACHED")))
                .as("the same day")
                .isTrue();
        assertThat(isNew(clerk, sales.callOn("2024-03-06", CALLER, "customerId", customer, "REACHED")))
                .isFalse();
        String lead = sales.leadOf(CALLER);
        Response first = sales.callOn("2024-03-04", CALLER, "leadId", lead, "REACHED");
        assertThat(isNew(clerk, first)).isTrue();
        Received told = sales.events(first.path("id"), 1).get(0);
        assertThat(told.as(ActivityLogged.class).newCustomer()).isTrue();
        assertThat(told.as(ActivityLogged.class).businessDate()).isEqualTo("2024-03-04");
        assertThat(told.attribute("businessdate")).isEqualTo("2024-03-04");
        assertThat(isNew(clerk, sales.callOn("2024-03-05", CALLER, "leadId", lead, "REACHED")))
                .isTrue();
        String became =
                assertStatus(sales.lead(CLERK, lead, "convert", Map.of()), 200).path("customerId");
        assertThat(isNew(clerk, sales.callOn("2024-03-06", CALLER, "customerId", became, "REACHED")))
                .isFalse();
        Response refused =
                assertRefused(sales.callOn("2024-03-06", CALLER, "leadId", lead, "REACHED"), 409, "lead-is-customer");
        assertThat(refused.<String>path("customerId")).isEqualTo(became);
        assertThat(sales.api.as(clerk).get(ACTIVITIES + "?customerId=" + became).<List<String>>path("items.day"))
                .containsExactly("2024-03-06", "2024-03-05", "2024-03-04");
    }

    private boolean isNew(String reader, Response made) {
        String id = assertStatus(made, 201).path("id");
        return sales.api.as(reader).get(ACTIVITIES + "/" + id).path("newCustomer");
    }

    @Test
    @Tag("CUS-19")
    @DisplayName("it is noted at the customer when anything was last done")
    void log_notesTheLastFollowUp_atTheCustomer() throws SQLException {
        String customer = sales.customers.customerOf(SELLER);
        assertThat(lastFollowUp(customer)).isNull();
        sales.logged(CLERK, with(visit(customer, 600, 660), "employeeNo", SELLER));
        assertThat(lastFollowUp(customer)).as("a plan is none").isNull();
        assertStatus(sales.callOn("2024-03-06", SELLER, "customerId", customer, "REACHED"), 201);
        assertStatus(sales.callOn("2024-03-04", SELLER, "customerId", customer, "REACHED"), 201);
        assertThat(lastFollowUp(customer)).isEqualTo("2024-03-06");
        assertThat(sales.customers.get(SELLER, customer).<Integer>path("version"))
                .as("once, for the later of the two days")
                .isOne();
    }

    private String lastFollowUp(String customer) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select last_follow_up_on from customer where id = '" + UUID.fromString(customer) + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    @Tag("SEC-2")
    @DisplayName("an activity is seen by whose it is, by those above, and by whoever sees the customer")
    void get_isSeen_byHimAndByTheCustomersOwner() {
        String customer = sales.customers.customerOf(SELLER);
        Map<String, Object> body = with(call("customerId", customer, "REACHED"), "employeeNo", CALLER);
        String id = sales.logged(CLERK, body);
        for (String who : List.of(CALLER, CALLS_HEAD, SELLER, MANAGER)) {
            assertStatus(sales.api.as(who).get(ACTIVITIES + "/" + id), 200);
            assertThat(sales.api
                            .as(who)
                            .get(ACTIVITIES + "?customerId=" + customer)
                            .<List<String>>path("items.id"))
                    .as(who)
                    .containsExactly(id);
        }
        assertRefused(sales.api.as(OTHER_SELLER).get(ACTIVITIES + "/" + id), 404, "not-found");
        assertThat(sales.api
                        .as(OTHER_SELLER)
                        .get(ACTIVITIES + "?customerId=" + customer)
                        .<List<String>>path("items"))
                .isEmpty();
        assertRefused(
                sales.api
                        .as(SELLER)
                        .header("X-Reason", "mine")
                        .post(ACTIVITIES + "/" + id + "/correct", report("REFUSED")),
                403,
                "not-your-activity");
        assertRefused(sales.log(CALLER, call("customerId", customer, "REACHED")), 404, "not-found");
    }

    @Test
    void log_givesTheStoredAnswer_whenTheKeyIsRepeated() {
        String customer = sales.customers.customerOf(SELLER);
        Api keyed = sales.api.as(SELLER).newKey();
        Map<String, Object> body = call("customerId", customer, "REACHED");
        Response first = assertStatus(keyed.post(ACTIVITIES, body), 201);
        Response second = assertStatus(keyed.post(ACTIVITIES, body), 201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
    }
}
