package io.neiqin.customer.survey;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.survey.SurveyApi.LEAD;
import static io.neiqin.customer.survey.SurveyApi.NO_ANSWER;
import static io.neiqin.customer.survey.SurveyApi.OTHER_SERVICE;
import static io.neiqin.customer.survey.SurveyApi.SERVICE;
import static io.neiqin.customer.survey.SurveyApi.SURVEYS;
import static io.neiqin.customer.survey.SurveyApi.answer;
import static io.neiqin.customer.survey.SurveyApi.planning;
import static io.neiqin.customer.survey.SurveyApi.today;
import static io.neiqin.customer.survey.SurveyApi.told;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.customers.SurveyEvent.ReturnVisitDone;
import io.neiqin.events.customers.SurveyEvent.Scores;
import io.neiqin.events.customers.SurveyEvent.SurveyAnswered;
import io.neiqin.events.customers.SurveyEvent.SurveyPlanned;
import io.neiqin.events.customers.SurveyEvent.SurveyUnreached;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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

/** Customers are asked, by the right people, and what they say is kept and told. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class SurveyTest {

    private final Stored stored;
    private SurveyApi surveys;

    SurveyTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        surveys = SurveyApi.ready();
    }

    @Test
    @Tag("CUS-17")
    @Tag("KPI-22")
    @DisplayName("how satisfied a customer is hears the service; the scores are told, the words and names are not")
    void aSatisfactionSurvey_isAnswered() {
        String customer = surveys.customers.customerOf(SELLER);
        Response planned = assertStatus(
                surveys.customers.api.as(LEAD).post(SURVEYS, with(planning(customer, "SATISFACTION"), "note", "物流")),
                201);
        String id = planned.path("id");
        assertThat(planned.<String>path("assigneeNo")).isNotEqualTo(SELLER);
        assertThat(planned.<String>path("number")).startsWith("SV-");
        assertThat(planned.<String>path("status")).isEqualTo("PLANNED");
        assertThat(surveys.deadline(id))
                .containsEntry("kind", "return-visit")
                .containsEntry("state", "RUNNING")
                .containsEntry("ownerNo", planned.path("assigneeNo"));
        SurveyPlanned plan = told(id, "survey-planned", SurveyPlanned.class);
        assertThat(plan.customer().customerId()).hasToString(customer);
        assertThat(plan.customer().region()).isEqualTo("华东");
        assertThat(plan.customer().tier()).isEqualTo("A");
        assertThat(plan.cause()).isEqualTo("MANUAL");

        Response done = assertStatus(surveys.command(SERVICE, id, "answer", answer(4)), 200);
        assertThat(done.<String>path("status")).isEqualTo("DONE");
        assertThat(done.<Integer>path("score")).isEqualTo(4);
        assertThat(done.<String>path("doneBy")).isEqualTo(SERVICE);
        assertThat(done.<List<String>>path("allowedActions")).isEmpty();
        assertThat(done.<String>path("answer.needs")).isEqualTo("more sizes");
        assertThat(surveys.deadline(id)).containsEntry("state", "STOPPED");
        var event = SurveyApi.received(id, "survey-answered");
        assertThat(event.text()).doesNotContain("王小明", "总是准时");
        SurveyAnswered answered = event.as(SurveyAnswered.class);
        assertThat(answered.overall()).isEqualTo(4);
        assertThat(answered.scores()).isEqualTo(new Scores(5, 4, 4, null));
        assertThat(answered.customer().ownerNo()).isEqualTo(SELLER);
        assertThat(answered.askedBy()).isEqualTo(SERVICE);
        assertProblem(surveys.command(SERVICE, id, "answer", answer(4)), 409, "illegal-transition");
    }

    @Test
    @Tag("CUS-17")
    @Tag("TKT-1")
    @DisplayName("a low score of any dimension opens a complaint, in the same transaction")
    void aLowScore_opensATicket() {
        String customer = surveys.customers.customerOf(SELLER);
        String good = surveys.planned(customer, "SATISFACTION");
        assertThat(assertStatus(surveys.command(SERVICE, good, "answer", answer(3)), 200)
                        .<String>path("ticketId"))
                .isNull();
        String id = surveys.planned(customer, "SATISFACTION");
        assertStatus(surveys.command(LEAD, id, "reassign", Map.of("assigneeNo", OTHER_SERVICE)), 200);
        Map<String, Object> bad = with(answer(4), "scores", Map.of("product", 4, "delivery", 2));
        Response done = assertStatus(surveys.command(OTHER_SERVICE, id, "answer", bad), 200);
        Response ticket =
                assertStatus(surveys.customers.api.as(LEAD).get("/api/customer/tickets/" + done.path("ticketId")), 200);
        assertThat(ticket.<String>path("type")).isEqualTo("COMPLAINT");
        assertThat(ticket.<String>path("status")).isEqualTo("NEW");
        assertThat(ticket.<String>path("customerId")).isEqualTo(customer);
        assertThat(ticket.<String>path("subject")).contains(done.<String>path("number"), "2/5");
        assertThat(ticket.<String>path("description")).contains("交付 2", "总是准时");
        assertThat(ticket.<String>path("externalRef.id")).isEqualTo(done.path("number"));
        assertThat(surveys.deadline(done.path("ticketId"))).containsEntry("state", "RUNNING");
        SurveyApi.received(done.path("ticketId"), "ticket-opened");

        String visit = surveys.planned(customer, "RETURN_VISIT");
        Map<String, Object> unhappy = Map.of("channel", "VISIT", "answeredBy", "李静", "overall", 1);
        assertThat(assertStatus(surveys.command(SELLER, visit, "answer", unhappy), 200)
                        .<String>path("ticketId"))
                .isNotNull();
    }

    @Test
    @Tag("CUS-16")
    @Tag("CUS-18")
    @DisplayName("a return visit is for whoever looks after the customer, begins on its day, and needs no score")
    void aReturnVisit_isDone_byTheOwner() {
        String customer = surveys.customers.customerOf(SELLER);
        Map<String, Object> body = planning(customer, "RETURN_VISIT");
        body.put("plannedFor", today().plusDays(9).toString());
        String id = surveys.planned(SELLER, body);
        assertThat(assertStatus(surveys.customers.api.as(LEAD).get("/api/customer/deadlines?subjectId=" + id), 200)
                        .<List<Object>>path("items"))
                .as("not yet")
                .isEmpty();
        assertThat(surveys.get(SELLER, id).<String>path("assigneeNo")).isEqualTo(SELLER);
        assertThat(surveys.get(SELLER, id).<List<String>>path("allowedActions")).containsExactly("attempt", "answer");
        Map<String, Object> said = new HashMap<>(Map.of("channel", "VISIT", "answeredBy", "李静", "needs", "IE5 电机"));
        assertStatus(surveys.command(SELLER, id, "answer", said), 200);
        ReturnVisitDone done = told(id, "return-visit-done", ReturnVisitDone.class);
        assertThat(done.overall()).isNull();
        assertThat(done.visitedBy()).isEqualTo(SELLER);
        assertThat(done.channel()).isEqualTo("VISIT");
    }

    @Test
    @Tag("CUS-16")
    @DisplayName("after three attempts in vain a customer is unreached; every attempt stands on record")
    void isUnreached_afterThreeAttempts() {
        String id = surveys.planned(surveys.customers.customerOf(SELLER), "SATISFACTION");
        for (int i = 0; i < 2; i++) {
            assertThat(assertStatus(surveys.command(SERVICE, id, "attempt", NO_ANSWER), 200)
                            .<String>path("status"))
                    .isEqualTo("PLANNED");
        }
        Response third = assertStatus(
                surveys.command(CLERK, id, "attempt", Map.of("channel", "WECHAT", "outcome", "REFUSED", "note", "忙")),
                200);
        assertThat(third.<String>path("status")).isEqualTo("UNREACHED");
        assertThat(third.<List<String>>path("attempts.by")).containsExactly(SERVICE, SERVICE, CLERK);
        assertThat(third.<String>path("attempts[2].note")).isEqualTo("忙");
        assertThat(told(id, "survey-unreached", SurveyUnreached.class).attempts())
                .isEqualTo(3);
        assertThat(surveys.deadline(id)).containsEntry("state", "STOPPED");
        assertThat(assertStatus(surveys.customers.api.as(LEAD).get(SURVEYS + "/" + id + "/history"), 200)
                        .<List<String>>path("items.command"))
                .containsExactly("attempt", "attempt", "attempt", "create");
    }

    @Test
    @Tag("CUS-16")
    @DisplayName("another is given it, in the time that is left, and it is not asked after all")
    void isReassigned_andCancelled() {
        String customer = surveys.customers.customerOf(SELLER);
        String id = surveys.planned(customer, "SATISFACTION");
        assertThat(surveys.get(OTHER_SERVICE, id).statusCode()).isEqualTo(404);
        assertStatus(surveys.command(SERVICE, id, "reassign", Map.of("assigneeNo", OTHER_SERVICE)), 200);
        assertThat(surveys.deadline(id)).containsEntry("ownerNo", OTHER_SERVICE);
        assertThat(assertStatus(surveys.get(OTHER_SERVICE, id), 200).<String>path("customerName"))
                .as("sees the survey, not the file")
                .isNotBlank();
        assertThat(surveys.customers.get(OTHER_SERVICE, customer).statusCode()).isEqualTo(404);
        assertStatus(surveys.command(LEAD, id, "cancel", Map.of("reason", "asked last week")), 200);
        assertThat(surveys.deadline(id)).containsEntry("state", "STOPPED");
        SurveyApi.received(id, "survey-cancelled");
    }

    @Test
    @Tag("CUS-16")
    @DisplayName("lists are narrowed to one's own, to a day, a state, a customer, an owner, and to bad scores")
    void isFound() {
        String customer = surveys.customers.customerOf(SELLER);
        String bad = surveys.planned(customer, "SATISFACTION");
        assertStatus(surveys.command(SERVICE, bad, "answer", answer(3)), 200);
        String open = surveys.planned(customer, "SATISFACTION");
        String visit = surveys.planned(customer, "RETURN_VISIT");
        String of = "customerId=" + customer;
        assertThat(surveys.ids(LEAD, of)).containsExactly(visit, open, bad);
        assertThat(surveys.ids(LEAD, of + "&scoreBelow=4")).containsExactly(bad);
        assertThat(surveys.ids(LEAD, of + "&scoreBelow=3")).isEmpty();
        assertThat(surveys.ids(LEAD, of + "&status=PLANNED&kind=SATISFACTION")).containsExactly(open);
        assertThat(surveys.ids(LEAD, of + "&ownerNo=" + SELLER)).hasSize(3);
        assertThat(surveys.ids(LEAD, of + "&ownerNo=" + COLLEAGUE)).isEmpty();
        assertThat(surveys.ids(LEAD, of + "&dueBefore=" + today())).hasSize(3);
        assertThat(surveys.ids(LEAD, of + "&dueBefore=" + today().minusDays(1))).isEmpty();
        assertThat(surveys.ids(SERVICE, of + "&mine=true")).containsExactly(open, bad);
        assertThat(surveys.ids(SELLER, of)).as("his customer's").hasSize(3);
        assertThat(surveys.ids(COLLEAGUE, of)).isEmpty();
        assertThat(assertStatus(
                                surveys.customers.api.as(SELLER).get("/api/customer/return-visits?mine=true&" + of),
                                200)
                        .<List<String>>path("items.id"))
                .containsExactly(visit);
        assertProblem(surveys.customers.api.as(LEAD).get(SURVEYS + "?kind=VISIT"), 400, "parameter-invalid");
    }

    @Test
    @Tag("CUS-17")
    @DisplayName("a repeated request plans once, and one that says otherwise is refused")
    void isPlannedOnce_byOneKey() {
        Map<String, Object> body = planning(surveys.customers.customerOf(SELLER), "RETURN_VISIT");
        String key = UUID.randomUUID().toString();
        Api lead = surveys.customers.api.as(LEAD).key(key);
        String id = assertStatus(lead.post(SURVEYS, body), 201).path("id");
        Response again = assertStatus(lead.post(SURVEYS, body), 201);
        assertThat(again.<String>path("id")).isEqualTo(id);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertStatus(lead.post(SURVEYS, with(body, "note", "other")), 422);
    }

    @TestFactory
    @Tag("CUS-17")
    @Tag("SEC-1")
    @DisplayName("who may not, and what makes no sense, is refused")
    Stream<DynamicTest> refuses() {
        String sellers = surveys.customers.customerOf(SELLER);
        String colleagues = surveys.customers.customerOf(COLLEAGUE);
        String clerks = surveys.customers.customerOf(CLERK);
        String survey = surveys.planned(sellers, "SATISFACTION");
        String ofClerk = surveys.planned(clerks, "SATISFACTION");
        String visit = surveys.planned(colleagues, "RETURN_VISIT");
        String done = surveys.planned(surveys.customers.customerOf(SELLER), "SATISFACTION");
        assertStatus(surveys.command(SERVICE, done, "answer", answer(5)), 200);
        Map<String, Object> to = Map.of("assigneeNo", SELLER);
        return Refusal.tests(
                stored,
                surveys.customers.api,
                command("owner answers about himself", 403, "survey-of-oneself", SELLER, survey, "answer", answer(5)),
                command("owner tries in vain", 403, "survey-of-oneself", SELLER, survey, "attempt", NO_ANSWER),
                command("clerk who owns it answers", 403, "survey-of-oneself", CLERK, ofClerk, "answer", answer(5)),
                command("supervisor answers", 403, "survey-of-office", SUPERVISOR, survey, "answer", answer(5)),
                command("another salesperson visits", 403, "not-your-visit", OTHER_SELLER, visit, "answer", answer(5)),
                command("finance answers", 403, "role-missing", FINANCE, survey, "answer", answer(5)),
                command("clerk cancels", 403, "role-missing", CLERK, survey, "cancel", Map.of("reason", "x")),
                command("out of sight", 404, "not-found", OTHER_SELLER, survey, "answer", answer(5)),
                command("not of that state", 409, "illegal-transition", SERVICE, done, "attempt", NO_ANSWER)
                        .allowing(List.of()),
                command("given to the owner", 422, "assignee-is-owner", LEAD, survey, "reassign", to)
                        .at("/assigneeNo"),
                command("given to who has it", 409, "already-assignee", LEAD, survey, "reassign", assignee(SERVICE)),
                command("given to nobody", 422, "assignee-unknown", LEAD, survey, "reassign", assignee("E999"))
                        .at("/assigneeNo"),
                command(
                                "without a score",
                                422,
                                "score-missing",
                                SERVICE,
                                survey,
                                "answer",
                                with(answer(5), "overall", null))
                        .at("/overall"),
                command("six points", 400, "invalid-request", SERVICE, survey, "answer", answer(6))
                        .at("/overall"),
                command(
                                "who said it",
                                400,
                                "invalid-request",
                                SERVICE,
                                survey,
                                "answer",
                                with(answer(5), "answeredBy", " "))
                        .at("/answeredBy"),
                Refusal.of(
                        "stale",
                        412,
                        "stale-version",
                        api -> api.as(SERVICE).ifMatch(7).post(SURVEYS + "/" + survey + "/answer", answer(5))),
                plan(
                        "salesperson plans how satisfied they are",
                        403,
                        "survey-of-office",
                        SELLER,
                        planning(sellers, "SATISFACTION")),
                plan(
                        "salesperson plans a colleague's visit",
                        403,
                        "not-your-customer",
                        OTHER_SELLER,
                        planning(colleagues, "RETURN_VISIT")),
                plan("of a customer out of sight", 404, "not-found", SELLER, planning(colleagues, "RETURN_VISIT")),
                plan("finance plans", 403, "role-missing", FINANCE, planning(sellers, "RETURN_VISIT")),
                plan(
                        "by the owner himself",
                        422,
                        "assignee-is-owner",
                        LEAD,
                        with(planning(clerks, "SATISFACTION"), "assigneeNo", CLERK)),
                plan(
                                "for yesterday",
                                422,
                                "planned-in-the-past",
                                LEAD,
                                with(
                                        planning(sellers, "RETURN_VISIT"),
                                        "plannedFor",
                                        today().minusDays(1).toString()))
                        .at("/plannedFor"),
                plan("of no kind", 400, "invalid-request", LEAD, with(planning(sellers, "RETURN_VISIT"), "kind", null))
                        .at("/kind"),
                plan("of no customer", 400, "invalid-request", LEAD, Map.of("kind", "RETURN_VISIT"))
                        .at("/customerId"));
    }

    private static Map<String, Object> assignee(String no) {
        return Map.of("assigneeNo", no);
    }

    private static Refusal command(
            String name, int status, String code, String who, String id, String command, Object body) {
        return Refusal.of(name, status, code, api -> api.as(who).post(SURVEYS + "/" + id + "/" + command, body));
    }

    private static Refusal plan(String name, int status, String code, String who, Map<String, Object> body) {
        return Refusal.of(name, status, code, api -> api.as(who).post(SURVEYS, body));
    }
}
