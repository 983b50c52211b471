package io.neiqin.customer.accuracy;

import static io.neiqin.customer.CreditApi.SERVICE;
import static io.neiqin.customer.CreditApi.TASKS;
import static io.neiqin.customer.CreditApi.today;
import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CreditApi;
import io.neiqin.customer.CustomerApi;
import io.neiqin.events.customers.CustomerEvent.CustomerVerified;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Salespeople look through the files of their customers from time to time. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class VerificationTaskTest {

    private static final String OUTDATED = "地址已搬迁，联系人已离职";

    private final DataSource database;
    private final AccuracyWatch watch;
    private final Stored stored;
    private CreditApi credit;

    VerificationTaskTest(DataSource database, AccuracyWatch watch) {
        this.database = database;
        this.watch = watch;
        this.stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        credit = CreditApi.ready();
    }

    @Test
    @Tag("CUS-5")
    @Tag("KPI-17")
    @DisplayName(
            "the salesperson says that all is right, the customer shows when, and its event how many fields were wrong")
    void isConfirmed_bySalesperson() {
        String customer = credit.customers.customerOf(SELLER);
        Response asked = ask(customer);
        String task = asked.path("id");
        assertThat(asked.<String>path("status")).isEqualTo("OPEN");
        assertThat(asked.<String>path("ownerNo")).isEqualTo(SELLER);
        assertThat(asked.<Boolean>path("overdue")).isFalse();
        assertThat(credit.deadline(CLERK, task))
                .containsEntry("kind", "customer-accuracy")
                .containsEntry("ownerNo", SELLER)
                .containsEntry("dueAt", asked.path("dueAt"));
        Response confirmed = assertStatus(credit.api.as(SELLER).post(TASKS + "/" + task + "/confirm", Map.of()), 200);
        assertThat(confirmed.<Map<String, Object>>path("$"))
                .containsEntry("status", "CONFIRMED")
                .containsEntry("answeredBy", SELLER)
                .containsEntry("wordOf", SELLER)
                .containsEntry("allowedActions", List.of());
        assertThat(credit.customers.get(CLERK, customer).<String>path("verifiedOn"))
                .isEqualTo(today().toString());
        assertThat(credit.deadline(CLERK, task)).containsEntry("state", "STOPPED");
        CustomerVerified told = told(customer);
        assertThat(told.taskId()).isEqualTo(UUID.fromString(task));
        assertThat(told.outcome()).isEqualTo("CONFIRMED");
        assertThat(told.wrong()).isZero();
        assertThat(told.checked()).isEqualTo(CheckedField.count());
        assertThat(told.profile().ownerNo()).isEqualTo(SELLER);
    }

    @Test
    @Tag("CUS-5")
    @Tag("CUS-6")
    @DisplayName(
            "a clerk writes down what the salesperson says is outdated, and both are kept; the change is one of the"
                    + " customer")
    void isCorrected_byAClerk() {
        String customer = credit.customers.customerOf(SELLER);
        String task = ask(customer).path("id");
        Map<String, Object> correction = Map.of("fields", List.of("address", "contacts", "address"), "words", OUTDATED);
        Response corrected = assertStatus(credit.api.as(CLERK).post(TASKS + "/" + task + "/correct", correction), 200);
        assertThat(corrected.<Map<String, Object>>path("$"))
                .containsEntry("status", "CORRECTED")
                .containsEntry("answeredBy", CLERK)
                .containsEntry("wordOf", SELLER)
                .containsEntry("words", OUTDATED)
                .containsEntry("fields", List.of("address", "contacts"));
        Response before = credit.customers.get(CLERK, customer);
        Map<String, Object> moved = with(with(full(), "ownerNo", null), "address", "新华路 2 号");
        assertStatus(credit.customers.change(CLERK, customer, before.header("ETag"), moved), 200);
        CustomerVerified told = told(customer);
        assertThat(told.outcome()).isEqualTo("CORRECTED");
        assertThat(told.wrong()).isEqualTo(2);
        assertThat(told.verifiedBy()).isEqualTo(SELLER);
        assertThat(credit.api.as(CLERK).get(TASKS + "/" + task + "/history").asString())
                .contains("\"create\"", "\"correct\"", OUTDATED);
    }

    @Test
    @Tag("CUS-5")
    @DisplayName(
            "what is due is asked by tier, the longest overdue first, and only so many at once of each salesperson")
    void isOpened_whenDue() throws Throwable {
        credit.hire("E045", "NORTH", Organisation.role("SALESPERSON", "SELF"));
        String vip = customer("VIP");
        String none = customer(null);
        List<String> others = Stream.of("A", "A", "A", "A").map(this::customer).toList();
        look(59);
        assertThat(open("E045")).isEmpty();
        look(60);
        assertThat(open("E045")).containsExactly(vip);
        look(90);
        assertThat(open("E045")).hasSize(3).contains(vip, others.get(0), others.get(1));
        look(400);
        assertThat(open("E045")).as("so many at once").hasSize(3);
        confirmAll("E045", vip, 90);
        look(90);
        assertThat(open("E045")).containsExactlyInAnyOrder(others.get(0), others.get(1), others.get(2));
        confirmAll("E045", null, 400);
        look(364);
        assertThat(open("E045")).containsExactlyInAnyOrder(vip, others.get(3));
        look(365);
        assertThat(open("E045")).containsExactlyInAnyOrder(vip, others.get(3), none);
    }

    @Test
    @Tag("CUS-5")
    @DisplayName("it follows the customer to another owner, and ends where the customer is no more")
    void follows_theCustomer() throws Throwable {
        String customer = credit.customers.customerOf(SELLER);
        String task = ask(customer).path("id");
        assertStatus(credit.customers.assign(MANAGER, customer, COLLEAGUE), 200);
        assertThat(tasks(COLLEAGUE, "mine=true&status=OPEN"))
                .as("at once he is the one who is asked")
                .contains(task);
        look(0);
        assertThat(get(CLERK, task).<String>path("ownerNo")).isEqualTo(COLLEAGUE);
        assertThat(credit.deadline(CLERK, task)).containsEntry("ownerNo", COLLEAGUE);
        assertThat(tasks(
                        CLERK,
                        "ownerNo=" + COLLEAGUE + "&departmentId=" + Organisation.departmentId("SOUTH") + "&customerId="
                                + customer))
                .containsExactly(task);
        int version = get(CLERK, task).path("version");
        look(0);
        assertThat(get(CLERK, task).<Integer>path("version")).isEqualTo(version);
        sql("update customer set status = 'BLOCKED' where id = ?", customer);
        look(0);
        assertThat(get(CLERK, task).<String>path("status")).isEqualTo("DROPPED");
        assertThat(credit.deadline(CLERK, task)).containsEntry("state", "STOPPED");
        assertThat(credit.customers.get(CLERK, customer).<Object>path("verifiedOn"))
                .isNull();
    }

    @Test
    @Tag("CUS-5")
    @Tag("CUS-13")
    @DisplayName("where the customer was merged into another, nobody is asked about it any more")
    void ends_withAMerge() throws Throwable {
        String customer = credit.customers.customerOf(SELLER);
        String task = ask(customer).path("id");
        Map<String, Object> into = Map.of("into", credit.customers.customerOf(SELLER));
        assertStatus(
                credit.api.as(MANAGER).header("X-Reason", "the same").post(CustomerApi.path(customer) + "/merge", into),
                200);
        look(0);
        assertThat(get(CLERK, task).<String>path("status")).isEqualTo("DROPPED");
        assertThat(credit.deadline(CLERK, task)).containsEntry("state", "STOPPED");
    }

    @Test
    @Tag("CUS-5")
    @DisplayName("overdue is what is open and past due, and nothing else")
    void isOverdue_pastItsTime() throws SQLException {
        String customer = credit.customers.customerOf(SELLER);
        String task = ask(customer).path("id");
        String only = "&customerId=" + customer;
        assertThat(tasks(CLERK, "overdue=true" + only)).isEmpty();
        assertThat(tasks(CLERK, "overdue=false" + only)).containsExactly(task);
        sql("update deadline set due_at = now() - interval '1 hour' where subject_id = ?", task);
        assertThat(get(CLERK, task).<Boolean>path("overdue")).isTrue();
        assertThat(tasks(CLERK, "overdue=true" + only)).containsExactly(task);
        assertThat(tasks(CLERK, "overdue=false" + only)).isEmpty();
        assertStatus(credit.api.as(SELLER).post(TASKS + "/" + task + "/confirm", Map.of()), 200);
        assertThat(tasks(CLERK, "overdue=true" + only)).isEmpty();
        assertThat(get(CLERK, task).<Boolean>path("overdue")).isFalse();
    }

    @TestFactory
    @Tag("CUS-5")
    @DisplayName("who is not asked does not answer, a clerk not without the salesperson's words, and nothing twice")
    Stream<DynamicTest> refuses() {
        String customer = credit.customers.customerOf(SELLER);
        String open = path(ask(customer).path("id"));
        String foreign = path(ask(credit.customers.customerOf(OTHER_SELLER)).path("id"));
        String colleagues = path(ask(credit.customers.customerOf(COLLEAGUE)).path("id"));
        String closed = path(ask(credit.customers.customerOf(SELLER)).path("id"));
        assertStatus(credit.api.as(SELLER).post(closed + "/confirm", Map.of()), 200);
        Map<String, Object> address = Map.of("fields", List.of("address"));
        return Refusal.tests(
                stored,
                credit.api,
                Refusal.of(
                        "a supervisor",
                        403,
                        "not-asked",
                        api -> api.as(SUPERVISOR).post(open + "/confirm", Map.of())),
                Refusal.of(
                        "a colleague of the department",
                        403,
                        "not-asked",
                        api -> api.as(OTHER_SELLER).post(colleagues + "/confirm", Map.of())),
                Refusal.of(
                        "service", 403, "role-missing", api -> api.as(SERVICE).post(open + "/confirm", Map.of())),
                Refusal.of("another's", 404, "not-found", api -> api.as(SELLER).post(foreign + "/confirm", Map.of())),
                Refusal.of(
                                "a clerk without words",
                                422,
                                "salesperson-words-required",
                                api -> api.as(CLERK).post(open + "/confirm", Map.of()))
                        .at("/words"),
                Refusal.of(
                        "a correction without words",
                        422,
                        "salesperson-words-required",
                        api -> api.as(CLERK).post(open + "/correct", address)),
                Refusal.of(
                                "a correction of nothing",
                                400,
                                "invalid-request",
                                api -> api.as(SELLER).post(open + "/correct", Map.of("fields", List.of())))
                        .at("/fields"),
                Refusal.of(
                                "no field of a customer",
                                422,
                                "verification-invalid",
                                api -> api.as(SELLER)
                                        .post(open + "/correct", Map.of("fields", List.of("address", "shoe-size"))))
                        .at("/fields/1"),
                Refusal.of(
                                "answered already",
                                409,
                                "illegal-transition",
                                api -> api.as(SELLER).post(closed + "/correct", address))
                        .allowing(List.of()),
                Refusal.of(
                        "another version",
                        412,
                        "stale-version",
                        api -> api.as(SELLER).ifMatch(9).post(open + "/confirm", Map.of())),
                Refusal.of(
                        "asked already",
                        409,
                        "verification-open",
                        api -> api.as(CLERK).post(TASKS, Map.of("customerId", customer))),
                Refusal.of(
                        "asked by the salesperson",
                        403,
                        "role-missing",
                        api -> api.as(SELLER).post(TASKS, Map.of("customerId", customer))));
    }

    private static String path(String id) {
        return TASKS + "/" + id;
    }

    private Response ask(String customer) {
        return assertStatus(credit.api.as(CLERK).post(TASKS, Map.of("customerId", customer)), 201);
    }

    private Response get(String who, String task) {
        return assertStatus(credit.api.as(who).get(path(task)), 200);
    }

    private List<String> tasks(String who, String query) {
        return assertStatus(credit.api.as(who).get(TASKS + "?limit=200&" + query), 200)
                .path("items.id");
    }

    private String customer(String tier) {
        Map<String, Object> body = with(with(full(), "ownerNo", "E045"), "tier", tier);
        return assertStatus(credit.customers.create(CustomerApi.MANAGER, body), 201)
                .path("id");
    }

    /** The customers about whom he is asked. */
    private List<String> open(String owner) {
        return assertStatus(credit.api.as(owner).get(TASKS + "?mine=true&status=OPEN"), 200)
                .path("items.customerId");
    }

    /**
     * As if it were so many days from now.
     *
     * @param only of this customer; null for all that is asked of him
     */
    private void confirmAll(String owner, String only, int days) throws SQLException {
        for (String customer : only == null ? open(owner) : List.of(only)) {
            String task =
                    tasks(owner, "mine=true&status=OPEN&customerId=" + customer).get(0);
            assertStatus(credit.api.as(owner).post(path(task) + "/confirm", Map.of()), 200);
            sql(
                    "update customer_accuracy set verified_on = verified_on + " + days + " where customer_id = ?",
                    customer);
        }
    }

    /** As so many days from now. */
    private void look(int days) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> watch.look(today().plusDays(days)));
    }

    private static CustomerVerified told(String customer) {
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            return probe.await(
                            event ->
                                    customer.equals(event.key()) && event.type().contains("customer-verified"),
                            Duration.ofSeconds(30))
                    .as(CustomerVerified.class);
        }
    }

    private void sql(String update, String id) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(update)) {
            statement.setObject(1, UUID.fromString(id));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
