package io.neiqin.customer.ticket;

import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.ticket.TicketApi.AGENT;
import static io.neiqin.customer.ticket.TicketApi.LEAD;
import static io.neiqin.customer.ticket.TicketApi.QUALITY;
import static io.neiqin.customer.ticket.TicketApi.SOLVER;
import static io.neiqin.customer.ticket.TicketApi.TICKETS;
import static io.neiqin.customer.ticket.TicketApi.body;
import static io.neiqin.customer.ticket.TicketApi.contact;
import static io.neiqin.customer.ticket.TicketApi.words;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class TicketLifeTest {

    private TicketApi tickets;

    @BeforeEach
    void ready() {
        tickets = TicketApi.ready();
    }

    @Test
    @Tag("TKT-1")
    @Tag("TKT-2")
    @Tag("TKT-7")
    @DisplayName("a complaint goes from its intake through two departments to what the customer thinks of it")
    void aComplaint_isTakenSolvedAnsweredJudgedAndClosed_withAnOwnerAtEachStep() {
        String id = tickets.complaint();
        Response opened = tickets.get(AGENT, id);
        assertThat(opened.<String>path("number")).matches("TK\\d{8}-\\d{6}");
        assertThat(opened.<String>path("status")).isEqualTo("NEW");
        assertThat(opened.<String>path("dueAt")).isNotNull();

        tickets.does(LEAD, id, "assign", Map.of("toNo", SOLVER, "words", "please look"));
        tickets.does(SOLVER, id, "accept");
        tickets.does(SOLVER, id, "start");
        tickets.does(SOLVER, id, "tick", Map.of("step", "verify-facts", "note", "both seals"));
        Map<String, Object> toQuality = Map.of(
                "departmentId", Organisation.departmentId("TK-QC"), "words", "what broke?", "step", "find the cause");
        Response handed = tickets.does(SOLVER, id, "hand-over", toQuality);
        assertThat(handed.<String>path("ownerNo")).isEqualTo(QUALITY);
        assertThat(handed.<String>path("legs[2].step")).isEqualTo("find the cause");
        tickets.does(QUALITY, id, "accept");
        tickets.does(QUALITY, id, "start");
        tickets.does(QUALITY, id, "tick", Map.of("step", "find-cause"));
        tickets.does(QUALITY, id, "hand-over", Map.of("toNo", SOLVER, "words", "a bad batch"));
        tickets.does(SOLVER, id, "accept");
        tickets.does(SOLVER, id, "start");
        assertRefused(tickets.run(SOLVER, id, "resolve", Map.of("solution", "a new seal")), 422, "ticket-steps-open");
        tickets.does(SOLVER, id, "tick", Map.of("step", "agree-solution"));
        tickets.does(SOLVER, id, "resolve", Map.of("solution", "a new seal"));
        Response replied = tickets.does(SOLVER, id, "reply", contact("a new seal is on its way"));
        assertThat(replied.<String>path("dueAt")).isNull();
        assertRefused(
                tickets.run(SOLVER, id, "evaluate", Map.of("satisfaction", 5, "reason", "fine")),
                403,
                "ticket-own-evaluation");
        Map<String, Object> end =
                Map.of("causeCategory", "PRODUCT_QUALITY", "cause", "a bad batch", "responsibleLeg", 3);
        assertRefused(tickets.run(SOLVER, id, "close", end), 422, "ticket-closing-incomplete");
        tickets.does(AGENT, id, "evaluate", Map.of("satisfaction", 5, "reason", "fast"));
        Response closed = tickets.does(SOLVER, id, "close", end);

        assertThat(closed.<String>path("status")).isEqualTo("CLOSED");
        assertThat(closed.<String>path("closing.conclusion.responsibleNo")).isEqualTo(QUALITY);
        assertThat(closed.<List<String>>path("legs.ownerNo")).containsExactly(null, SOLVER, QUALITY, SOLVER);
        assertThat(closed.<List<String>>path("allowedActions")).containsExactly("reopen");
        List<String> commands = assertStatus(tickets.api.as(AGENT).get(TICKETS + "/" + id + "/history?limit=200"), 200)
                .path("items.command");
        assertThat(commands)
                .contains(
                        "create",
                        "assign",
                        "accept",
                        "start",
                        "tick",
                        "hand-over",
                        "resolve",
                        "reply",
                        "evaluate",
                        "close")
                .hasSize(17);
    }

    @Test
    @Tag("TKT-7")
    @Tag("TKT-6")
    @DisplayName("photographs and questions to other departments belong to a ticket until it ends")
    void papersAndQuestions_belongToATicket_untilItsEnd() {
        String id = tickets.inWork(body("AFTER_SALES", tickets.customers.customerOf(SELLER)));
        String papers = "/api/customer/attachments?purpose=EVIDENCE&type=ticket&record=" + id;
        assertStatus(tickets.api.as(SOLVER).post(papers, "\"a photograph\""), 201);
        assertRefused(
                tickets.api.as(SOLVER).post(papers.replace("EVIDENCE", "X"), "\"a\""),
                422,
                "attachment-unknown-purpose");
        Map<String, Object> about = Map.of("type", "ticket", "id", id);
        Map<String, Object> question = Map.of("subject", about, "toNo", QUALITY, "words", "a known fault?");
        String asked = assertStatus(tickets.api.as(SOLVER).post("/api/customer/hand-overs", question), 201)
                .path("id");
        assertThat(tickets.get(QUALITY, id).<List<String>>path("papers.addedBy"))
                .containsExactly(SOLVER);
        assertRefused(tickets.run(QUALITY, id, "note", words("yes")), 404, "not-found");

        tickets.does(LEAD, id, "cancel", Map.of("reason", "told twice", "duplicateOf", tickets.complaint()));
        assertThat(tickets.api
                        .as(SOLVER)
                        .get("/api/customer/hand-overs/" + asked)
                        .<String>path("answer.words"))
                .isEqualTo("told twice");
        assertRefused(tickets.get(QUALITY, id), 404, "not-found");
        assertRefused(tickets.api.as(SOLVER).post(papers, "\"another\""), 409, "illegal-transition");
    }
}
