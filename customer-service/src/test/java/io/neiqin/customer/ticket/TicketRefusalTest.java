package io.neiqin.customer.ticket;

import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.ticket.TicketApi.AGENT;
import static io.neiqin.customer.ticket.TicketApi.CLERK;
import static io.neiqin.customer.ticket.TicketApi.LEAD;
import static io.neiqin.customer.ticket.TicketApi.QUALITY;
import static io.neiqin.customer.ticket.TicketApi.SOLVER;
import static io.neiqin.customer.ticket.TicketApi.STOREKEEPER;
import static io.neiqin.customer.ticket.TicketApi.TICKETS;
import static io.neiqin.customer.ticket.TicketApi.body;
import static io.neiqin.customer.ticket.TicketApi.words;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
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

/** What is not done to tickets, and by whom. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class TicketRefusalTest {

    private static final String LONG = "长".repeat(4001);

    private final Stored stored;
    private TicketApi tickets;

    TicketRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        tickets = TicketApi.ready();
    }

    @TestFactory
    @Tag("TKT-1")
    @DisplayName("a ticket that is not whole is not taken down")
    Stream<DynamicTest> refuses_wrongEntries_fieldByField() {
        Map<String, Object> good = body("COMPLAINT", tickets.customers.customerOf(SELLER));
        Map<String, Object> enquiry = body("INQUIRY", null);
        List<Refusal> table = new ArrayList<>();
        for (String needed : List.of("type", "channel", "subject", "description")) {
            table.add(enters("no " + needed, with(good, needed, null), 400, "invalid-request", "/" + needed));
        }
        Map<String, Object> wrong = new HashMap<>(Map.of("subject", LONG, "description", LONG, "contactName", LONG));
        wrong.putAll(Map.of("orderNumber", LONG, "product", LONG, "externalRef", Map.of("system", "?", "id", "1")));
        wrong.putAll(Map.of("type", "NONE", "priority", "NONE", "channel", "NONE", "customerId", "none"));
        wrong.forEach((field, value) -> table.add(enters(
                "wrong " + field,
                with(good, field, value),
                400,
                "invalid-request",
                field.equals("externalRef") ? "/externalRef/system" : "/" + field)));
        table.add(enters("no customer", with(good, "customerId", null), 422, "ticket-invalid", "/customerId"));
        table.add(enters(
                "a survey's place",
                with(good, "externalRef", Map.of("system", "survey", "id", "SV-000001")),
                422,
                "external-system-reserved",
                "/externalRef/system"));
        table.add(enters("nobody asks", enquiry, 422, "ticket-invalid", "/contactName"));
        table.add(refused(
                "an unknown customer",
                404,
                "not-found",
                api -> api.as(AGENT).post(TICKETS, with(good, "customerId", UUID.randomUUID()))));
        table.add(refused(
                "another's customer",
                404,
                "not-found",
                api -> api.as(OTHER_SELLER).post(TICKETS, good)));
        table.add(refused(
                "not facing customers",
                403,
                "role-missing",
                api -> api.as(QUALITY).post(TICKETS, good)));
        return Refusal.tests(stored, tickets.api, table.stream());
    }

    private static Refusal enters(String name, Object body, int status, String code, String pointer) {
        return refused(name, status, code, api -> api.as(AGENT).post(TICKETS, body))
                .at(pointer);
    }

    @TestFactory
    @Tag("TKT-2")
    @DisplayName("nobody but its owner goes on with a ticket, and nobody sees what is not his")
    Stream<DynamicTest> refuses_whoIsNotConcerned() {
        String customer = tickets.customers.customerOf(SELLER);
        String id = tickets.inWork(body("AFTER_SALES", customer));
        String fresh = tickets.open(AGENT, body("AFTER_SALES", customer));
        String other = tickets.open(AGENT, body("AFTER_SALES", customer));
        tickets.does(LEAD, other, "assign", Map.of("toNo", QUALITY));
        return Refusal.tests(
                stored,
                tickets.api,
                on("another resolves", AGENT, id, "resolve", Map.of("solution", "so"), 403, "ticket-of-another"),
                on("another hands over", AGENT, id, "hand-over", handing(QUALITY), 403, "ticket-of-another"),
                on("another takes what was given", AGENT, other, "accept", null, 403, "ticket-of-another"),
                on("no lead assigns", AGENT, fresh, "assign", Map.of("toNo", SOLVER), 403, "role-missing"),
                on("a stranger reads", QUALITY, id, null, null, 404, "not-found"),
                on("a stranger notes", STOREKEEPER, id, "note", words("hm"), 404, "not-found"),
                on("not there", LEAD, UUID.randomUUID().toString(), "note", words("hm"), 404, "not-found"),
                on("not the opener", QUALITY, other, "cancel", Map.of("reason", "no"), 403, "ticket-of-another"),
                on(
                        "the escalation by one unconcerned",
                        CLERK,
                        id,
                        "escalate",
                        Map.of("reason", "no"),
                        404,
                        "not-found"));
    }

    @TestFactory
    @DisplayName("what makes no sense for a ticket is refused")
    Stream<DynamicTest> refuses_whatMakesNoSense() {
        String customer = tickets.customers.customerOf(SELLER);
        String id = tickets.inWork(body("AFTER_SALES", customer));
        String replied = tickets.replied(body("COMPLAINT", customer));
        String steps = tickets.inWork(body("RETURN_REQUEST", customer));
        Map<String, Object> toStore = Map.of("departmentId", Organisation.departmentId("TK-STORE"), "words", "w");
        Map<String, Object> elsewhere =
                Map.of("departmentId", Organisation.departmentId("TK-STORE"), "toNo", QUALITY, "words", "w");
        Map<String, Object> leg = Map.of("causeCategory", "DELIVERY", "cause", "late", "responsibleLeg", 1);
        return Refusal.tests(
                stored,
                tickets.api,
                on("to nobody", SOLVER, id, "hand-over", words("w"), 422, "ticket-invalid")
                        .at("/toNo"),
                on("to no head", SOLVER, id, "hand-over", toStore, 422, "ticket-invalid")
                        .at("/departmentId"),
                on("to a wrong one", SOLVER, id, "hand-over", elsewhere, 422, "ticket-invalid")
                        .at("/departmentId"),
                on("to a leaver", SOLVER, id, "hand-over", handing("E009"), 422, "unknown-employee-no")
                        .at("/toNo"),
                on("to himself", SOLVER, id, "hand-over", handing(SOLVER), 409, "ticket-owner-already"),
                on("no words", SOLVER, id, "hand-over", Map.of("toNo", QUALITY), 400, "invalid-request")
                        .at("/words"),
                on("unknown step", SOLVER, steps, "tick", Map.of("step", "x"), 422, "ticket-unknown-step")
                        .at("/step"),
                on("step later", SOLVER, steps, "tick", Map.of("step", "settle"), 409, "ticket-step-not-next"),
                on("step of others", SOLVER, steps, "tick", Map.of("step", "check-terms"), 403, "role-missing"),
                on("too happy", AGENT, replied, "evaluate", happy(6), 400, "invalid-request")
                        .at("/satisfaction"),
                on("too sad", AGENT, replied, "evaluate", happy(0), 400, "invalid-request")
                        .at("/satisfaction"),
                on("not tried", AGENT, replied, "evaluate", Map.of("reason", "?"), 422, "ticket-not-tried"),
                on("nobody's leg", SOLVER, replied, "close", leg, 422, "ticket-closing-incomplete")
                        .at("/responsibleLeg"),
                on("no cause", SOLVER, replied, "close", Map.of(), 422, "ticket-closing-incomplete")
                        .at("/cause"),
                on("same priority", LEAD, id, "prioritise", urgency("NORMAL"), 409, "ticket-priority-already"),
                on(
                                "own double",
                                LEAD,
                                id,
                                "cancel",
                                Map.of("reason", "r", "duplicateOf", id),
                                422,
                                "ticket-duplicate-of-itself")
                        .at("/duplicateOf"),
                on(
                        "unknown double",
                        LEAD,
                        id,
                        "cancel",
                        Map.of("reason", "r", "duplicateOf", customer),
                        404,
                        "not-found"),
                on("no reason", LEAD, id, "cancel", Map.of(), 400, "invalid-request")
                        .at("/reason"),
                on(
                        "to its owner",
                        LEAD,
                        id,
                        "escalate",
                        Map.of("reason", "r", "toNo", SOLVER),
                        409,
                        "ticket-escalated-already"),
                refused(
                                "no state",
                                409,
                                "illegal-transition",
                                api -> api.as(SOLVER).post(at(id, "accept")))
                        .allowing(tickets.get(SOLVER, id).path("allowedActions")));
    }

    @Test
    void aStaleOrRepeatedCommand_changesNothing() {
        String id = tickets.inWork(body("AFTER_SALES", tickets.customers.customerOf(SELLER)));
        Object version = tickets.get(SOLVER, id).path("version");
        assertProblem(tickets.api.as(SOLVER).ifMatch(0).post(at(id, "note"), words("a")), 412, "stale-version");
        Api once = tickets.api.as(SOLVER).newKey();
        Response first = assertStatus(once.ifMatch(version).post(at(id, "note"), words("a")), 200);
        Response again = assertStatus(once.ifMatch(version).post(at(id, "note"), words("a")), 200);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertProblem(once.ifMatch(version).post(at(id, "note"), words("b")), 422, "idempotency-key-reused");
        assertThat(tickets.get(SOLVER, id).<List<String>>path("notes.words")).containsExactly("a");
    }

    @Test
    void aTicketOfAnotherSystem_isTakenDownOnce() {
        Map<String, Object> ref =
                Map.of("system", "shop", "id", UUID.randomUUID().toString());
        Map<String, Object> body = with(body("INQUIRY", null), "contactName", "王小明");
        String id = tickets.open(AGENT, with(body, "externalRef", ref));
        Response second = tickets.api.as(AGENT).post(TICKETS, with(body, "externalRef", ref));
        assertProblem(second, 409, "duplicate-external-ref");
        assertThat(second.<String>path("existingId")).isEqualTo(id);
        assertThat(tickets.api
                        .as(AGENT)
                        .get(TICKETS + "?externalSystem=shop&externalId=" + ref.get("id"))
                        .<List<String>>path("items.id"))
                .containsExactly(id);
    }

    private static Map<String, Object> handing(String toNo) {
        return Map.of("toNo", toNo, "words", "w");
    }

    private static Map<String, Object> happy(int satisfaction) {
        return Map.of("satisfaction", satisfaction, "reason", "so");
    }

    private static Map<String, Object> urgency(String priority) {
        return Map.of("priority", priority, "reason", "so");
    }

    /**
     * @param command null to read it
     * @param body null for none
     */
    private static Refusal on(
            String name, String who, String id, String command, Map<String, ?> body, int status, String code) {
        return refused(name, status, code, api -> {
            Api he = api.as(who);
            return command == null
                    ? he.get(TICKETS + "/" + id)
                    : body == null ? he.post(at(id, command)) : he.post(at(id, command), body);
        });
    }

    private static String at(String id, String command) {
        return TICKETS + "/" + id + "/" + command;
    }

    private static Refusal refused(
            String name, int status, String code, java.util.function.Function<Api, Response> request) {
        return Refusal.of(name, status, code, request);
    }
}
