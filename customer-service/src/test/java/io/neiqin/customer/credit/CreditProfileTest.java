package io.neiqin.customer.credit;

import static io.neiqin.customer.CreditApi.APPROVALS;
import static io.neiqin.customer.CreditApi.GENERAL_MANAGER;
import static io.neiqin.customer.CreditApi.PROFILES;
import static io.neiqin.customer.CreditApi.SERVICE;
import static io.neiqin.customer.CreditApi.terms;
import static io.neiqin.customer.CreditApi.today;
import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CreditApi;
import io.neiqin.events.customers.CreditEvent.CreditApproved;
import io.neiqin.events.customers.CreditEvent.CreditExpired;
import io.neiqin.events.customers.CreditEvent.CreditFrozen;
import io.neiqin.events.customers.CreditEvent.CreditSuggested;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A supervisor suggests the credit of a customer, finance approves it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CreditProfileTest {

    private final DataSource database;
    private final CreditWatch watch;
    private CreditApi credit;

    CreditProfileTest(DataSource database, CreditWatch watch) {
        this.database = database;
        this.watch = watch;
    }

    @BeforeEach
    void ready() {
        credit = CreditApi.ready();
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("a credit is suggested, approved, frozen and thawed; its events say how it stands")
    void comesIntoForce_onceApproved() {
        String customer = credit.customers.customerOf(SELLER);
        Response made = assertStatus(credit.suggestFirst(SUPERVISOR, customer, terms("500000.00")), 201);
        String id = made.path("id");
        assertThat(made.header("Location")).endsWith(PROFILES + "/" + id);
        assertThat(made.<String>path("state")).isEqualTo("SUGGESTED");
        assertThat(made.<Object>path("terms")).isNull();
        assertThat(made.<String>path("suggestion.terms.limit.amount")).isEqualTo("500000.00");
        assertThat(made.<List<String>>path("allowedActions")).containsExactly("withdraw");

        Response asked = credit.api.as(FINANCE).get(APPROVALS + "/" + credit.approval(id));
        assertThat(asked.<String>path("content.suggested.limitAmount")).isEqualTo("500000.00");
        assertThat(asked.<String>path("content.customerId")).isEqualTo(customer);
        credit.approve(FINANCE, id);
        Response active = credit.get(FINANCE, id);
        assertThat(active.<String>path("state")).isEqualTo("ACTIVE");
        assertThat(active.<Map<String, Object>>path("terms"))
                .containsEntry("grade", "B")
                .containsEntry("limit", Map.of("amount", "500000.00", "currency", "CNY"))
                .containsEntry("termDays", 60);
        assertThat(active.<List<String>>path("allowedActions")).containsExactly("freeze");

        Response frozen = assertStatus(credit.command(FINANCE, id, "freeze", Map.of("reason", "两笔逾期")), 200);
        assertThat(frozen.<String>path("state")).isEqualTo("FROZEN");
        assertThat(frozen.<String>path("frozen.reason")).isEqualTo("两笔逾期");
        Response thawed = assertStatus(credit.command(FINANCE, id, "thaw", null), 200);
        assertThat(thawed.<String>path("state")).isEqualTo("ACTIVE");
        assertThat(thawed.<Object>path("frozen")).isNull();

        List<Received> told = told(id, 4);
        assertThat(told)
                .extracting(Received::type)
                .containsExactly(
                        "neiqin.customers.credit-suggested.v1",
                        "neiqin.customers.credit-approved.v1",
                        "neiqin.customers.credit-frozen.v1",
                        "neiqin.customers.credit-thawed.v1");
        assertThat(told.get(0).as(CreditSuggested.class).credit().terms()).isNull();
        CreditApproved approved = told.get(1).as(CreditApproved.class);
        assertThat(approved.customerId()).isEqualTo(UUID.fromString(customer));
        assertThat(approved.credit().state()).isEqualTo("ACTIVE");
        assertThat(approved.credit().terms().limit().amount()).isEqualTo("500000.00");
        assertThat(approved.suggestedBy()).isEqualTo(SUPERVISOR);
        assertThat(told.get(2).as(CreditFrozen.class).credit().state()).isEqualTo("FROZEN");
        assertThat(told.get(2).text()).doesNotContain("逾期");
    }

    @Test
    @Tag("CUS-23")
    @DisplayName(
            "beyond what finance approves alone, and in a currency without an amount, the general manager has to as"
                    + " well")
    void asksTheGeneralManager_beyondTheAmount() {
        String id = credit.suggested(credit.customers.customerOf(SELLER), "1000000.01");
        credit.approve(FINANCE, id);
        assertThat(credit.get(FINANCE, id).<String>path("state")).isEqualTo("SUGGESTED");
        credit.approve(GENERAL_MANAGER, id);
        assertThat(credit.get(FINANCE, id).<String>path("state")).isEqualTo("ACTIVE");

        String onIt = credit.active("1000000.00");
        assertThat(credit.get(FINANCE, onIt).<String>path("state")).isEqualTo("ACTIVE");
        Map<String, Object> francs = with(terms("1"), "limit", Map.of("amount", "1.00", "currency", "CHF"));
        String other = assertStatus(credit.suggestFirst(SUPERVISOR, credit.customers.customerOf(SELLER), francs), 201)
                .path("id");
        credit.approve(FINANCE, other);
        assertThat(credit.get(FINANCE, other).<String>path("state")).isEqualTo("SUGGESTED");
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("what is in force stays so while a change waits; rejected it comes back, and the words stand in its"
            + " approval")
    void keepsWhatIsInForce_untilAChangeIsApproved() {
        String id = credit.active("100000.00");
        Response waiting = assertStatus(credit.suggest(MANAGER, id, terms("200000.00")), 200);
        assertThat(waiting.<String>path("state")).isEqualTo("ACTIVE");
        assertThat(limit(id)).isEqualTo("100000.00");
        String approval = credit.approval(id);
        assertStatus(credit.decide(FINANCE, id, "reject", "先收回逾期款"), 200);
        assertThat(limit(id)).isEqualTo("100000.00");
        assertThat(credit.get(MANAGER, id).<String>path("suggestion.outcome")).isEqualTo("REJECTED");
        assertThat(credit.api.as(MANAGER).get(APPROVALS + "/" + approval).asString())
                .contains("先收回逾期款");

        assertStatus(credit.suggest(MANAGER, id, terms("150000.00")), 200);
        assertThat(credit.approval(id)).isNotEqualTo(approval);
        credit.approve(FINANCE, id);
        assertThat(limit(id)).isEqualTo("150000.00");
        assertThat(told(id, 5))
                .extracting(Received::type)
                .containsExactly(
                        "neiqin.customers.credit-suggested.v1",
                        "neiqin.customers.credit-approved.v1",
                        "neiqin.customers.credit-suggested.v1",
                        "neiqin.customers.credit-returned.v1",
                        "neiqin.customers.credit-suggested.v1");
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("taken back or sent back, the same supervisor's next suggestion goes on as the next round")
    void goesOn_asTheNextRound() {
        String id = credit.suggested(credit.customers.customerOf(SELLER), "100000.00");
        String approval = credit.approval(id);
        Response back = assertStatus(credit.command(SUPERVISOR, id, "withdraw", null), 200);
        assertThat(back.<String>path("state")).isEqualTo("RETURNED");
        assertThat(back.<String>path("suggestion.outcome")).isEqualTo("TAKEN_BACK");
        assertStatus(credit.suggest(SUPERVISOR, id, terms("90000.00")), 200);
        assertThat(credit.approval(id)).isEqualTo(approval);
        assertStatus(credit.decide(FINANCE, id, "send-back", "请附报表"), 200);
        assertThat(credit.get(SUPERVISOR, id).<String>path("suggestion.outcome"))
                .isEqualTo("RETURNED");
        assertStatus(credit.suggest(SUPERVISOR, id, terms("80000.00")), 200);
        assertThat(credit.approval(id)).isEqualTo(approval);
        assertThat(credit.api.as(FINANCE).get(APPROVALS + "/" + approval).<Integer>path("round"))
                .isEqualTo(3);
        assertStatus(credit.api.as(SUPERVISOR).post(APPROVALS + "/" + approval + "/withdraw"), 200);
        assertThat(credit.get(SUPERVISOR, id).<String>path("suggestion.outcome"))
                .isEqualTo("WITHDRAWN");
        assertStatus(credit.suggest(SUPERVISOR, id, terms("1000000.01")), 200);
        assertThat(credit.approval(id)).as("another kind of approval").isNotEqualTo(approval);
    }

    @Test
    @Tag("CUS-23")
    @Tag("SEC-1")
    @DisplayName("everybody who sees the customer sees how its credit stands; how much it is, and why, not everybody")
    void masksTerms_forOthers() {
        String customer = credit.customers.customerOf(COLLEAGUE);
        String id = credit.suggested(customer, "345678.00");
        credit.approve(FINANCE, id);
        assertStatus(credit.suggest(SUPERVISOR, id, terms("456789.00")), 200);
        assertStatus(credit.command(FINANCE, id, "freeze", Map.of("reason", "逾期三十日")), 200);
        for (String who : List.of(COLLEAGUE, CLERK, SUPERVISOR, MANAGER, FINANCE, GENERAL_MANAGER)) {
            Response shown = credit.get(who, id);
            assertThat(shown.<String>path("terms.limit.amount")).as(who).isEqualTo("345678.00");
            assertThat(shown.<Boolean>path("masked")).isFalse();
        }
        for (String who : List.of(OTHER_SELLER, SERVICE)) {
            for (String address : List.of(
                    CreditApi.path(id), CreditApi.path(id) + "/history", PROFILES + "?customerId=" + customer)) {
                String shown =
                        assertStatus(credit.api.as(who).get(address), 200).asString();
                assertThat(shown)
                        .as(who + " " + address)
                        .contains("validTo")
                        .doesNotContain("345678")
                        .doesNotContain("456789")
                        .doesNotContain("\"B\"")
                        .doesNotContain("往来")
                        .doesNotContain("逾期三十日");
            }
            assertThat(credit.get(who, id).<String>path("state")).isEqualTo("FROZEN");
            assertThat(ids(who, "grade=B&customerId=" + customer)).isEmpty();
        }
        assertThat(ids(COLLEAGUE, "grade=B&customerId=" + customer)).containsExactly(id);
        String history =
                credit.api.as(CLERK).get(CreditApi.path(id) + "/history").asString();
        assertThat(history).contains("345678", "逾期三十日", "\"approve\"");
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("its last day over, a credit counts no more, and that is told once")
    void expires_once() throws Throwable {
        String id = credit.active("70000.00");
        String frozen = credit.active("60000.00");
        assertStatus(credit.command(FINANCE, frozen, "freeze", Map.of("reason", "逾期")), 200);
        look(365);
        assertThat(credit.get(FINANCE, id).<Object>path("expiredOn")).isNull();
        look(366);
        look(367);
        assertThat(credit.get(FINANCE, id).<String>path("expiredOn"))
                .isEqualTo(today().plusDays(366).toString());
        assertThat(credit.get(FINANCE, frozen).<Object>path("expiredOn")).isNull();
        Received told = told(id, 3).get(2);
        assertThat(told.as(CreditExpired.class).credit().state()).isEqualTo("EXPIRED");
        assertThat(told.as(CreditExpired.class).credit().terms().limit().amount())
                .isEqualTo("70000.00");
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            assertThat(probe.all().stream().filter(event -> id.equals(event.key())))
                    .hasSize(3);
        }
    }

    @Test
    @Tag("CUS-23")
    @DisplayName("over, not begun or frozen: lists find each as it stands today")
    void isFound_asItStands() throws SQLException {
        String over = credit.active("50000.00");
        sql("update credit_profile set valid_from = valid_from - 400, valid_to = valid_to - 400 where id = ?", over);
        Map<String, Object> later =
                with(terms("1.00"), "validFrom", today().plusDays(3).toString());
        String begins = assertStatus(credit.suggestFirst(SUPERVISOR, credit.customers.customerOf(SELLER), later), 201)
                .path("id");
        assertThat(states(begins)).containsExactly("SUGGESTED");
        credit.approve(FINANCE, begins);
        String soon = credit.active("40000.00");
        sql("update credit_profile set valid_to = valid_from + 10 where id = ?", soon);
        String back = credit.suggested(credit.customers.customerOf(SELLER), "10.00");
        assertStatus(credit.command(SUPERVISOR, back, "withdraw", null), 200);
        assertThat(states(over)).containsExactly("EXPIRED");
        assertThat(states(begins)).containsExactly("APPROVED");
        assertThat(states(soon)).containsExactly("ACTIVE");
        assertThat(states(back)).containsExactly("RETURNED");
        assertStatus(credit.command(FINANCE, soon, "freeze", Map.of("reason", "逾期")), 200);
        assertThat(states(soon)).containsExactly("FROZEN");
        String before = "expiringBefore=" + today().plusDays(11) + "&limit=200&ownerNo=" + SELLER;
        assertThat(ids(FINANCE, before)).contains(soon).doesNotContain(over, begins);
        assertThat(ids(FINANCE, "waiting=true&customerId=" + customerOf(back))).isEmpty();
        assertProblem(credit.command(FINANCE, over, "freeze", Map.of("reason", "late")), 409, "illegal-transition");
        assertStatus(credit.suggest(SUPERVISOR, over, terms("60000.00")), 200);
        credit.approve(FINANCE, over);
        assertThat(told(over, 4).get(3).type()).isEqualTo("neiqin.customers.credit-approved.v1");
    }

    private List<String> states(String id) {
        return List.of("SUGGESTED", "RETURNED", "APPROVED", "ACTIVE", "FROZEN", "EXPIRED").stream()
                .filter(state -> ids(FINANCE, "state=" + state + "&customerId=" + customerOf(id))
                        .contains(id))
                .filter(state -> credit.get(FINANCE, id).<String>path("state").equals(state))
                .toList();
    }

    private String customerOf(String id) {
        return credit.get(FINANCE, id).path("customerId");
    }

    private List<String> ids(String who, String query) {
        return assertStatus(credit.api.as(who).get(PROFILES + "?" + query), 200).path("items.id");
    }

    private String limit(String id) {
        return credit.get(FINANCE, id).path("terms.limit.amount");
    }

    /** As so many days from now. */
    private void look(int days) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> watch.look(today().plusDays(days)));
    }

    private static List<Received> told(String id, int count) {
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            return probe.await(count, event -> id.equals(event.key()), Duration.ofSeconds(30));
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
