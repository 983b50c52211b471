package io.neiqin.customer.qualification;

import static io.neiqin.customer.CreditApi.ATTACHMENTS;
import static io.neiqin.customer.CreditApi.PAPER_FILES;
import static io.neiqin.customer.CreditApi.QUALIFICATIONS;
import static io.neiqin.customer.CreditApi.SECOND_CLERK;
import static io.neiqin.customer.CreditApi.SERVICE;
import static io.neiqin.customer.CreditApi.today;
import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CreditApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
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

/** A customer's papers: where they are, who has looked at them, and until when they count. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class QualificationTest {

    private final DataSource database;
    private final Stored stored;
    private final QualificationWatch watch;
    private CreditApi papers;

    QualificationTest(DataSource database, QualificationWatch watch) {
        this.database = database;
        this.watch = watch;
        this.stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        papers = CreditApi.ready();
    }

    @Test
    @Tag("CUS-22")
    @Tag("DAT-2")
    @DisplayName("a second person looks at the paper, and the customer's owner is warned thirty days before it ends")
    void isReviewed_andEnds() {
        String customer = papers.customers.customerOf(SELLER);
        LocalDate last = today().plusDays(400);
        Response entered = assertStatus(enter(CLERK, licence(customer, last)), 201);
        String id = entered.path("id");
        assertThat(entered.<String>path("status")).isEqualTo("ENTERED");
        assertThat(entered.<List<String>>path("allowedActions")).isEmpty();
        Response seen = get(FINANCE, id);
        assertThat(seen.<List<String>>path("allowedActions")).containsExactly("accept", "refuse");
        Response accepted =
                assertStatus(papers.api.as(FINANCE).post(path(id) + "/accept", Map.of("words", "与原件一致")), 200);
        assertThat(accepted.<Map<String, Object>>path("$"))
                .containsEntry("status", "ACCEPTED")
                .containsEntry("reviewedBy", FINANCE)
                .containsEntry("reviewWords", "与原件一致")
                .containsEntry("expired", false);
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(papers.deadline(CLERK, id))
                .containsEntry("kind", "qualification-expiry")
                .containsEntry("ownerNo", SELLER)
                .containsEntry("state", "RUNNING")
                .containsEntry("warnedAt", null)
                .containsEntry(
                        "dueAt", last.plusDays(1).atStartOfDay(zone).toInstant().toString())
                .containsEntry(
                        "startedAt",
                        last.plusDays(1)
                                .atStartOfDay(zone)
                                .minusDays(31)
                                .toInstant()
                                .toString());
        assertThat(papers.api.as(CLERK).get(path(id) + "/history").asString()).contains("\"accept\"", "与原件一致");
    }

    @Test
    @Tag("CUS-22")
    @DisplayName("what ends soon and what has ended is found; another takes its place once it is accepted")
    void isFound_andReplaced() throws SQLException {
        String customer = papers.customers.customerOf(SELLER);
        String soon = accepted(licence(customer, today().plusDays(20)));
        String endless = accepted(licence(customer, null));
        String waiting = enter(CLERK, licence(customer, today().plusDays(20))).path("id");
        String only = "limit=200&customerId=" + customer;
        String before = only + "&expiringBefore=" + today().plusDays(21);
        assertThat(ids(before)).containsExactly(soon);
        assertThat(ids(before + "&ownerNo=" + SELLER + "&kind=BUSINESS_LICENCE"))
                .containsExactly(soon);
        assertThat(ids(before + "&kind=AGREEMENT")).isEmpty();
        assertThat(papers.deadline(CLERK, endless)).isEmpty();
        sql("update qualification set valid_until = valid_until - 30 where id = ?", soon);
        assertThat(ids(only + "&expired=true")).containsExactly(soon);
        assertThat(ids(only + "&expired=false")).containsExactlyInAnyOrder(endless, waiting);
        assertThat(get(CLERK, soon).<Boolean>path("expired")).isTrue();

        Map<String, Object> next = with(licence(customer, today().plusDays(700)), "replaces", soon);
        String renewed = assertStatus(enter(SELLER, next), 201).path("id");
        assertThat(get(CLERK, soon).<String>path("status")).isEqualTo("ACCEPTED");
        assertStatus(papers.api.as(CLERK).post(path(renewed) + "/accept", Map.of()), 200);
        assertThat(get(CLERK, soon).<String>path("status")).isEqualTo("SUPERSEDED");
        assertThat(papers.deadline(CLERK, soon)).containsEntry("state", "STOPPED");
        assertThat(papers.deadline(CLERK, renewed)).containsEntry("state", "RUNNING");
        assertThat(ids(only + "&expired=true")).isEmpty();
    }

    @Test
    @Tag("CUS-22")
    @DisplayName("whoever owns the customer by now is warned of its end, and nobody once the customer is blocked")
    void follows_theCustomer() throws Throwable {
        String customer = papers.customers.customerOf(SELLER);
        String id = accepted(licence(customer, today().plusDays(90)));
        assertStatus(papers.customers.assign(MANAGER, customer, COLLEAGUE), 200);
        VertxContextSupport.subscribeAndAwait(watch::look);
        assertThat(papers.deadline(CLERK, id)).containsEntry("ownerNo", COLLEAGUE);
        sql("update customer set status = 'BLOCKED' where id = ?", customer);
        VertxContextSupport.subscribeAndAwait(watch::look);
        assertThat(papers.deadline(CLERK, id)).containsEntry("state", "STOPPED");
    }

    @Test
    @Tag("CUS-4")
    @DisplayName(
            "a customer has its papers classified, and where the paper file stands; what was entered from one stays")
    void keepsPapers_inBothForms() {
        String customer = papers.customers.customerOf(SELLER);
        String agreement = papers.attached(SELLER, customer, "AGREEMENT");
        String used = papers.attached(CLERK, customer, "BUSINESS_LICENCE");
        Map<String, Object> body = with(licence(customer, null), "attachmentId", used);
        assertStatus(enter(CLERK, body), 201);
        Response all = papers.api.as(SELLER).get(ATTACHMENTS + "?type=customer&record=" + customer);
        assertThat(assertStatus(all, 200).<List<String>>path("items.purpose"))
                .contains("AGREEMENT", "BUSINESS_LICENCE");
        assertProblem(remove(used), 409, "paper-in-use");
        assertStatus(remove(agreement), 200);
        assertProblem(papers.attach(CLERK, customer, "HOLIDAY_PHOTO"), 422, "attachment-unknown-purpose");
        assertProblem(papers.attach(FINANCE, customer, "OTHER"), 403, "not-your-customer");
        assertProblem(papers.attach(OTHER_SELLER, customer, "OTHER"), 404, "not-found");

        Map<String, Object> place = Map.of("customerId", customer, "location", "档案室 3 号柜 12 册");
        String file =
                assertStatus(papers.api.as(CLERK).post(PAPER_FILES, place), 201).path("id");
        assertProblem(papers.api.as(CLERK).post(PAPER_FILES, place), 409, "duplicate-paper-file");
        Map<String, Object> moved = Map.of("location", "档案室 4 号柜", "remark", "年检借出");
        assertStatus(papers.api.as(SELLER).ifMatch(0).put(PAPER_FILES + "/" + file, moved), 200);
        assertProblem(papers.api.as(CLERK).put(PAPER_FILES + "/" + file, moved), 428, "if-match-required");
        assertProblem(papers.api.as(CLERK).ifMatch(0).put(PAPER_FILES + "/" + file, moved), 412, "stale-version");
        assertProblem(papers.api.as(SERVICE).ifMatch(1).put(PAPER_FILES + "/" + file, moved), 403, "role-missing");
        Response found = papers.api.as(CLERK).get(PAPER_FILES + "?location=4%20%E5%8F%B7&customerId=" + customer);
        assertThat(found.<List<String>>path("items.remark")).containsExactly("年检借出");
        assertThat(papers.api
                        .as(SELLER)
                        .get(PAPER_FILES + "/" + file + "/history")
                        .asString())
                .contains("3 号柜", "4 号柜");
    }

    @TestFactory
    @Tag("CUS-22")
    @Tag("DAT-2")
    @DisplayName("who has entered it does not look at it himself, and what is wrong is not entered")
    Stream<DynamicTest> refuses() {
        String customer = papers.customers.customerOf(SELLER);
        String foreign = papers.customers.customerOf(OTHER_SELLER);
        Map<String, Object> good = licence(customer, today().plusDays(20));
        Map<String, Object> foreigns = licence(foreign, null);
        String entered = path(enter(CLERK, good).path("id"));
        String refused = path(enter(CLERK, good).path("id"));
        assertStatus(papers.api.as(SECOND_CLERK).post(refused + "/refuse", Map.of("words", "印章不清")), 200);
        String others = accepted(licence(foreign, null));
        Map<String, Object> unclear = Map.of("words", "unclear");
        return Refusal.tests(
                stored,
                papers.api,
                Refusal.of(
                        "reviewed by who entered it",
                        422,
                        "verifier-is-enterer",
                        api -> api.as(CLERK).post(entered + "/accept", Map.of())),
                Refusal.of(
                        "refused by who entered it",
                        422,
                        "verifier-is-enterer",
                        api -> api.as(CLERK).post(entered + "/refuse", unclear)),
                Refusal.of(
                        "reviewed by a salesperson",
                        403,
                        "role-missing",
                        api -> api.as(SELLER).post(entered + "/accept", Map.of())),
                Refusal.of(
                                "reviewed twice",
                                409,
                                "illegal-transition",
                                api -> api.as(SECOND_CLERK).post(refused + "/accept", Map.of()))
                        .allowing(List.of()),
                Refusal.of(
                                "refused without words",
                                400,
                                "invalid-request",
                                api -> api.as(SECOND_CLERK).post(entered + "/refuse", Map.of("words", " ")))
                        .at("/words"),
                Refusal.of(
                        "another version",
                        412,
                        "stale-version",
                        api -> api.as(SECOND_CLERK).ifMatch(7).post(entered + "/accept", Map.of())),
                Refusal.of(
                                "over already",
                                422,
                                "qualification-invalid",
                                api -> enter(
                                        api.as(CLERK),
                                        with(
                                                good,
                                                "validUntil",
                                                today().minusDays(1).toString())))
                        .at("/validUntil"),
                Refusal.of(
                                "a paper of another kind",
                                422,
                                "qualification-invalid",
                                api -> enter(api.as(CLERK), with(good, "kind", "AGREEMENT")))
                        .at("/attachmentId"),
                Refusal.of(
                                "a paper of another customer",
                                422,
                                "qualification-invalid",
                                api -> enter(api.as(CLERK), with(good, "attachmentId", foreigns.get("attachmentId"))))
                        .at("/attachmentId"),
                Refusal.of(
                                "in the place of another customer's",
                                422,
                                "qualification-invalid",
                                api -> enter(api.as(CLERK), with(good, "replaces", others)))
                        .at("/replaces"),
                Refusal.of(
                                "without a number",
                                400,
                                "invalid-request",
                                api -> enter(api.as(CLERK), with(good, "documentNo", " ")))
                        .at("/documentNo"),
                Refusal.of("finance enters", 403, "role-missing", api -> enter(api.as(FINANCE), good)),
                Refusal.of(
                        "for a customer out of sight",
                        404,
                        "not-found",
                        api -> enter(api.as(COLLEAGUE), with(good, "customerId", customer))),
                Refusal.of(
                        "read out of sight",
                        404,
                        "not-found",
                        api -> api.as(COLLEAGUE).get(entered)));
    }

    private static String path(String id) {
        return QUALIFICATIONS + "/" + id;
    }

    /** With a paper of its own. */
    private Map<String, Object> licence(String customer, LocalDate last) {
        Map<String, Object> body = new HashMap<>();
        body.put("customerId", customer);
        body.put("kind", "BUSINESS_LICENCE");
        body.put("documentNo", "91310000-" + UUID.randomUUID());
        body.put("attachmentId", papers.attached(CLERK, customer, "BUSINESS_LICENCE"));
        if (last != null) {
            body.put("validUntil", last.toString());
        }
        return body;
    }

    private Response enter(String who, Map<String, Object> body) {
        return enter(papers.api.as(who), body);
    }

    private static Response enter(Api api, Map<String, Object> body) {
        return api.post(QUALIFICATIONS, body);
    }

    private String accepted(Map<String, Object> body) {
        String id = assertStatus(enter(CLERK, body), 201).path("id");
        assertStatus(papers.api.as(SECOND_CLERK).post(path(id) + "/accept", Map.of()), 200);
        return id;
    }

    private Response get(String who, String id) {
        return assertStatus(papers.api.as(who).get(path(id)), 200);
    }

    private List<String> ids(String query) {
        return assertStatus(papers.api.as(CLERK).get(QUALIFICATIONS + "?" + query), 200)
                .path("items.id");
    }

    private Response remove(String paper) {
        return papers.api.as(CLERK).ifMatch(0).header("X-Reason", "wrong one").delete(ATTACHMENTS + "/" + paper);
    }

    private void sql(String update, String id) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(update)) {
            statement.setObject(1, UUID.fromString(id));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
