package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.OrderEvent.OrderVerified;
import io.neiqin.events.platform.VerificationEvent.DataCorrected;
import io.neiqin.events.platform.VerificationEvent.DataVerified;
import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DAT-2: of a clerk's orders some are drawn, and those are checked; what was wrong is told for the accuracy of data. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderSamplingTest {

    private static final String LEAD = "E030";
    private static final Map<String, Object> BY_PERSON = Map.of("method", "SECOND_PERSON");
    private static final Map<String, Object> WRONG_PRICE = Map.of("differences", List.of("price of line 1"));

    private final DataSource database;
    private final Stored stored;
    private OrderApi orders;

    OrderSamplingTest(DataSource database) {
        this.database = database;
        this.stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
        orders.organisation.employee(LEAD, "CLERK_LEAD", "ALL");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> orders.api.as(LEAD).get(VerificationRateTest.RATES).statusCode() == 200);
    }

    @Test
    @Tag("DAT-2")
    @Tag("ORD-4")
    @DisplayName("without a rate of his own all of a clerk's orders are checked")
    void isDrawn_byDefault() {
        String id = orders.received();
        assertThat(orders.get(id).<Boolean>path("entry.drawn")).isNull();
        Response entered = step(CLERK, id, "enter", null);
        assertThat(entered.<String>path("status")).isEqualTo("ENTERED");
        assertThat(entered.<Boolean>path("entry.drawn")).isTrue();
        step(SECOND_CLERK, id, "verify", BY_PERSON);
        DataVerified verified = checks(id, 1).get(0).as(DataVerified.class);
        assertThat(verified.round()).isEqualTo(1);
        assertThat(verified.subject().number()).isEqualTo(orders.get(id).path("number"));
        assertThat(verified.verifierNo()).isEqualTo(SECOND_CLERK);
        assertThat(verified.method()).isEqualTo("SECOND_PERSON");
        assertThat(verified.checkedFields()).isEqualTo(2 + 4 + 6);
        assertThat(verified.differences()).isEmpty();
        assertThat(verified.entry().entererNo()).isEqualTo(CLERK);
        assertThat(verified.entry().departmentId()).isEqualTo(Organisation.departmentId("SALES"));
        assertThat(verified.entry().drawn()).isTrue();
        assertThat(verified.entry().rate()).isEqualByComparingTo("100");
        assertThat(verified.entry().enteredOn()).isEqualTo(verified.verifiedOn());
    }

    @Test
    @Tag("DAT-2")
    @Tag("ORD-12")
    @DisplayName("what is not drawn is verified by the rule with its entry, by nobody, and goes on")
    void isVerified_whenNotDrawn() {
        String clerk = clerk("0");
        String id = received(clerk);
        Response entered = step(clerk, id, "enter", null);
        assertThat(entered.<String>path("status")).isEqualTo("VERIFIED");
        assertThat(entered.<Boolean>path("entry.drawn")).isFalse();
        assertThat(entered.<String>path("entry.enteredBy")).isEqualTo(clerk);
        assertThat(entered.<String>path("entry.verification")).isEqualTo("NOT_DRAWN");
        assertThat(entered.<String>path("entry.verifiedBy")).isNull();
        assertThat(entered.header("Event-Version")).isEqualTo("4");

        List<Received> told = told(EventProbe.about(id), 4);
        assertThat(told.get(2).type()).isEqualTo("neiqin.orders.order-entered.v1");
        OrderVerified verified = told.get(3).as(OrderVerified.class);
        assertThat(verified.method()).isEqualTo("NOT_DRAWN");
        assertThat(verified.enteredBy()).isEqualTo(clerk);
        assertThat(verified.verifiedBy()).isNull();
        DataVerified passed = checks(id, 1).get(0).as(DataVerified.class);
        assertThat(passed.method()).isEqualTo("NOT_DRAWN");
        assertThat(passed.verifierNo()).isNull();
        assertThat(passed.checkedFields()).isZero();
        assertThat(passed.entry().drawn()).isFalse();
        assertThat(passed.entry().rate()).isEqualByComparingTo("0");
        assertThat(step(MANAGER, id, "confirm", null).<String>path("status")).isEqualTo("CONFIRMED");
    }

    @Test
    @Tag("DAT-2")
    @DisplayName(
            "which are drawn follows from the order's id, the round and the database's secret, and from nothing else")
    void isDrawn_asTheSecretSays() throws Exception {
        String clerk = clerk("50");
        byte[] secret = secret();
        int drawn = 0;
        for (int i = 0; i < 20; i++) {
            String id = received(clerk);
            boolean is = step(clerk, id, "enter", null).path("entry.drawn");
            assertThat(is).isEqualTo(drawn(secret, "order 1 " + id, 500_000));
            drawn += is ? 1 : 0;
        }
        assertThat(drawn).as("of 20 at 50 %").isBetween(1, 19);
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("of several who typed, the one who is checked most decides: nobody passes his work through another")
    void isDrawn_byTheHighestRate() {
        String trusted = clerk("0");
        UUID customer = orders.customer();
        String typedByOther = orders.draft(body(customer));
        step(trusted, typedByOther, "receive", null);
        assertThat(step(trusted, typedByOther, "enter", null).<Boolean>path("entry.drawn"))
                .isTrue();
        String enteredByOther = received(trusted);
        assertThat(step(CLERK, enteredByOther, "enter", null).<Boolean>path("entry.drawn"))
                .isTrue();
    }

    @Test
    @Tag("DAT-2")
    @Tag("ORD-4")
    @DisplayName("what was sent back is checked again whatever the rate is then, and what has changed is told")
    void isCorrected_andCheckedAgain() {
        String clerk = clerk("100");
        UUID customer = orders.customer();
        String id = assertStatus(orders.api.as(clerk).post(ORDERS, body(customer)), 201)
                .path("id");
        step(clerk, id, "receive", null);
        step(clerk, id, "enter", null);
        step(SECOND_CLERK, id, "reject-verification", WRONG_PRICE);
        rate(clerk, "0");
        Map<String, Object> mended = with(body(customer), "lines", List.of(line(PRODUCT, "10", "12.60")));
        save(clerk, id, with(mended, "requestedDate", "2099-01-16"));
        Response entered = step(clerk, id, "enter", null);
        assertThat(entered.<String>path("status")).isEqualTo("ENTERED");
        assertThat(entered.<Boolean>path("entry.drawn")).isTrue();
        assertThat(entered.header("Event-Version")).isEqualTo("5");
        step(SECOND_CLERK, id, "verify", BY_PERSON);

        List<Received> told = checks(id, 3);
        assertThat(told.stream().map(Received::type))
                .containsExactly(
                        "neiqin.orders.data-verified.v1",
                        "neiqin.orders.data-corrected.v1",
                        "neiqin.orders.data-verified.v1");
        assertThat(told.stream().map(Received::aggregateVersion)).containsExactly(1L, 2L, 3L);
        DataVerified refused = told.get(0).as(DataVerified.class);
        assertThat(refused.differences()).containsExactly("price of line 1");
        assertThat(refused.checkedFields()).isEqualTo(12);
        DataCorrected corrected = told.get(1).as(DataCorrected.class);
        assertThat(corrected.round()).isEqualTo(1);
        assertThat(corrected.fields())
                .containsExactly("/requestedDate", "/lines/0/unitPrice", "/lines/0/requestedDate");
        assertThat(corrected.correctedBy()).isEqualTo(clerk);
        assertThat(corrected.entry()).isEqualTo(refused.entry());
        DataVerified right = told.get(2).as(DataVerified.class);
        assertThat(right.round()).isEqualTo(2);
        assertThat(right.differences()).isEmpty();
        assertThat(right.entry().rate()).isEqualByComparingTo("100");
    }

    @Test
    @Tag("DAT-2")
    @DisplayName(
            "who enters it anew as it was holds that nothing was wrong; another customer or seller is a correction")
    void isCorrected_byNothing_orByCustomerAndSalesperson() {
        UUID customer = orders.customer();
        String id = orders.draft(body(customer));
        step(CLERK, id, "receive", null);
        step(CLERK, id, "enter", null);
        step(SECOND_CLERK, id, "reject-verification", WRONG_PRICE);
        step(CLERK, id, "enter", null);
        step(SECOND_CLERK, id, "reject-verification", WRONG_PRICE);
        var other = List.of(Map.of("employeeNo", OrderApi.OTHER_SELLER, "share", "100"));
        save(CLERK, id, with(body(orders.customer()), "salespersons", other));
        step(CLERK, id, "enter", null);
        List<Received> told = checks(id, 4);
        assertThat(told.get(1).as(DataCorrected.class).fields()).isEmpty();
        DataCorrected second = told.get(3).as(DataCorrected.class);
        assertThat(second.round()).isEqualTo(2);
        assertThat(second.fields()).containsExactly("/customerId", "/salespersons");
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("nobody can say himself that an order was not drawn")
    void refuses_toBeTold() {
        String byPhone = orders.entered();
        String byMachine = assertStatus(
                        orders.api.as(IMPORTER).post(ORDERS, with(body(orders.customer()), "channel", "API")), 201)
                .path("id");
        step(IMPORTER, byMachine, "receive", null);
        step(IMPORTER, byMachine, "enter", null);
        for (String id : List.of(byPhone, byMachine)) {
            Refusal.of(
                            "left out",
                            422,
                            "must-be-checked",
                            api -> api.as(SECOND_CLERK)
                                    .post(ORDERS + "/" + id + "/verify", Map.of("method", "NOT_DRAWN")))
                    .check(stored, orders.api);
        }
        step(IMPORTER, byMachine, "verify", Map.of("method", "AUTO"));
        DataVerified compared = checks(byMachine, 1).get(0).as(DataVerified.class);
        assertThat(compared.method()).isEqualTo("AUTO");
        assertThat(compared.checkedFields()).isEqualTo(4 + 6);
        assertThat(compared.verifiedOn()).isBeforeOrEqualTo(LocalDate.now().plusDays(1));
    }

    /** Somebody new, with this rate. */
    private String clerk(String rate) {
        String who = "S-" + UUID.randomUUID();
        orders.organisation.employee(who, "CLERK", "ALL");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> orders.api.as(who).get(OrderApi.PRODUCTS).statusCode() == 200);
        rate(who, rate);
        return who;
    }

    private void rate(String who, String rate) {
        String path = VerificationRateTest.RATES + "/order/" + who;
        String seen = orders.api.as(LEAD).get(path).header("ETag");
        assertStatus(orders.api.as(LEAD).ifMatch(seen).put(path, Map.of("rate", rate)), 200);
    }

    private String received(String clerk) {
        String id = assertStatus(orders.api.as(clerk).post(ORDERS, body(orders.oneCustomer())), 201)
                .path("id");
        step(clerk, id, "receive", null);
        return id;
    }

    private Response step(String who, String id, String command, Object body) {
        return assertStatus(orders.command(who, id, command, body), 200);
    }

    private void save(String who, String id, Map<String, Object> body) {
        String seen = orders.get(id).header("ETag");
        assertStatus(orders.api.as(who).ifMatch(seen).put(ORDERS + "/" + id, body), 200);
    }

    /** What is told of the checks of an order, on an aggregate of their own. */
    private static List<Received> checks(String order, int count) {
        List<Received> told = told(
                event -> event.type().startsWith("neiqin.orders.data-")
                        && event.text().contains(order),
                count);
        assertThat(told.stream().map(Received::subject).distinct()).hasSize(1).doesNotContain(order);
        return told;
    }

    private static List<Received> told(java.util.function.Predicate<Received> wanted, int count) {
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            return probe.await(count, wanted, Duration.ofSeconds(30));
        }
    }

    private byte[] secret() throws Exception {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("select secret from verification_secret")) {
            assertThat(rows.next()).isTrue();
            return rows.getBytes(1);
        }
    }

    private static boolean drawn(byte[] secret, String text, long ofAMillion) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        long hash = ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return Long.remainderUnsigned(hash, 1_000_000) < ofAMillion;
    }
}
