package io.neiqin.customer.ticket;

import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.LEAVER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.ticket.TicketApi.AGENT;
import static io.neiqin.customer.ticket.TicketApi.CLERK;
import static io.neiqin.customer.ticket.TicketApi.FINANCE;
import static io.neiqin.customer.ticket.TicketApi.LEAD;
import static io.neiqin.customer.ticket.TicketApi.QUALITY;
import static io.neiqin.customer.ticket.TicketApi.SOLVER;
import static io.neiqin.customer.ticket.TicketApi.STOREKEEPER;
import static io.neiqin.customer.ticket.TicketApi.TICKETS;
import static io.neiqin.customer.ticket.TicketApi.body;
import static io.neiqin.customer.ticket.TicketApi.words;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.customers.TicketEvent;
import io.neiqin.events.customers.TicketEvent.TicketClosed;
import io.neiqin.events.customers.TicketEvent.TicketHandedOver;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Through whose hands tickets go, who sees them and is told of them. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class TicketSightTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TicketApi tickets;

    @BeforeEach
    void ready() {
        tickets = TicketApi.ready();
    }

    @Test
    @Tag("SEC-1")
    @Tag("TKT-2")
    @DisplayName("a ticket is seen by who ever had it, by their departments, and by who sees its customer")
    void isSeen_byItsPeopleAndTheirDepartments_andByItsCustomersOwner() {
        String id = tickets.open(CLERK, with(body("INQUIRY", null), "contactName", "李静"));
        assertThat(tickets.get(STOREKEEPER, id).statusCode())
                .as("his department's")
                .isEqualTo(200);
        assertRefused(tickets.get(SELLER, id), 404, "not-found");
        tickets.does(LEAD, id, "assign", Map.of("toNo", SELLER));
        assertStatus(tickets.get(SELLER, id), 200);
        tickets.does(SELLER, id, "hand-over", Map.of("toNo", COLLEAGUE, "words", "yours"));
        assertStatus(tickets.get(SELLER, id), 200);
        assertStatus(tickets.get(OTHER_SELLER, id), 200);

        String customers = tickets.open(AGENT, body("AFTER_SALES", tickets.customers.customerOf(SELLER)));
        assertStatus(tickets.get(SELLER, customers), 200);
        assertRefused(tickets.get(COLLEAGUE, customers), 404, "not-found");
        assertThat(list(SELLER, "limit=200")).contains(id, customers);
        assertThat(list(COLLEAGUE, "limit=200")).contains(id).doesNotContain(customers);
        assertRefused(tickets.api.as(COLLEAGUE).get(TICKETS + "/" + customers + "/history"), 404, "not-found");
    }

    @Test
    @Tag("CUS-31")
    @DisplayName("tickets are found by what is known of them")
    void isFound_byEachFilter() {
        String customer = tickets.customers.customerOf(SELLER);
        String order = "SO" + UUID.randomUUID();
        Map<String, Object> body = with(with(body("INQUIRY", customer), "orderNumber", order), "subject", "泵-" + order);
        String id = tickets.inWork(body);
        String department = Organisation.departmentId("SALES").toString();
        for (String query : List.of(
                "type=INQUIRY",
                "status=IN_PROGRESS",
                "open=true",
                "priority=NORMAL",
                "ownerNo=" + SOLVER,
                "openedBy=" + AGENT,
                "departmentId=" + department,
                "customerId=" + customer,
                "q=%E6%B3%B5%20" + order.substring(4, 20))) {
            assertThat(list(AGENT, query + "&orderNumber=" + order)).as(query).containsExactly(id);
        }
        for (String query : List.of(
                "type=IT",
                "status=NEW",
                "open=false",
                "priority=URGENT",
                "ownerNo=" + QUALITY,
                "openedBy=" + QUALITY,
                "departmentId=" + customer,
                "customerId=" + UUID.randomUUID(),
                "mine=true",
                "left=true",
                "overdue=true",
                "escalated=true",
                "q=none")) {
            assertThat(list(AGENT, query + "&orderNumber=" + order)).as(query).isEmpty();
        }
        assertThat(list(SOLVER, "mine=true&orderNumber=" + order)).containsExactly(id);
        assertRefused(tickets.api.as(AGENT).get(TICKETS + "?type=NONE"), 400, "parameter-invalid");
    }

    @Test
    @Tag("TKT-6")
    @DisplayName(
            "what goes to a department goes to its contact window, to the deputy while nobody is there, else to the head")
    void goesToTheContactWindow_itsDeputy_orTheHead() {
        String store = Organisation.departmentId("TK-STORE").toString();
        Map<String, Object> general = Map.of("departmentId", store, "employeeNo", STOREKEEPER);
        Response opened = assertStatus(windows(LEAD, general), 201);
        assertRefused(windows(LEAD, general), 409, "window-exists");
        assertRefused(windows(SOLVER, general), 403, "role-missing");
        assertRefused(windows(LEAD, with(general, "employeeNo", LEAVER)), 422, "window-invalid");
        Map<String, Object> alone = with(with(general, "type", "IT"), "deputyNo", STOREKEEPER);
        assertRefused(windows(LEAD, alone), 422, "window-invalid");
        assertThat(handed(store)).isEqualTo(STOREKEEPER);

        tickets.customers.organisation.employee("E428", "TK-STORE", "WAREHOUSE", "SELF");
        Map<String, Object> own =
                Map.of("departmentId", store, "type", "AFTER_SALES", "employeeNo", "E428", "deputyNo", CLERK);
        await().atMost(PATIENCE).until(() -> windows(LEAD, own).statusCode() == 201);
        assertThat(handed(store)).isEqualTo("E428");
        tickets.customers.organisation.left(
                "E428", "TK-STORE", LocalDate.of(2020, 1, 1), Organisation.role("WAREHOUSE", "SELF"));
        await().atMost(PATIENCE).until(() -> handed(store).equals(CLERK));
        assertThat(handed(Organisation.departmentId("TK-QC").toString())).isEqualTo(QUALITY);

        String window = "/api/customer/contact-windows/" + opened.path("id");
        Map<String, Object> staff = Map.of("employeeNo", CLERK);
        assertStatus(tickets.api.as(LEAD).ifMatch(0).put(window, staff), 200);
        assertRefused(tickets.api.as(LEAD).ifMatch(0).put(window, staff), 412, "stale-version");
        assertStatus(tickets.api.as(LEAD).post(window + "/close"), 200);
        assertRefused(tickets.api.as(LEAD).post(window + "/close"), 409, "illegal-transition");
        assertThat(tickets.api.as(CLERK).get(window + "/history").<List<String>>path("items.command"))
                .containsExactlyInAnyOrder("create", "edit", "close");
        String listed = "/api/customer/contact-windows?open=true&departmentId=" + store;
        assertThat(tickets.api.as(CLERK).get(listed).<List<String>>path("items.employeeNo"))
                .containsExactly("E428");
        assertThat(tickets.api.as(CLERK).get(listed + "&type=IT").<List<String>>path("items.id"))
                .isEmpty();
    }

    private Response windows(String who, Map<String, Object> body) {
        return tickets.api.as(who).post("/api/customer/contact-windows", body);
    }

    private String handed(String department) {
        String id = tickets.inWork(body("AFTER_SALES", tickets.customers.customerOf(SELLER)));
        return tickets.does(SOLVER, id, "hand-over", Map.of("departmentId", department, "words", "yours"))
                .path("ownerNo");
    }

    @Test
    @Tag("TKT-8")
    @Tag("TKT-6")
    @DisplayName("a return goes its fixed steps, each ticked by somebody of its department, and shows how far it is")
    void aReturn_goesItsFixedSteps() {
        Map<String, Object> body = body("RETURN_REQUEST", tickets.customers.customerOf(SELLER));
        String id = tickets.inWork(body);
        tickets.customers.organisation.employee(
                "E429",
                "TK-STORE",
                "E425",
                Organisation.role("CLERK", "ALL"),
                Organisation.role("SALES_SUPERVISOR", "ALL"));
        await().atMost(PATIENCE).until(() -> tickets.get("E429", id).statusCode() == 200);
        tickets.does("E429", id, "tick", Map.of("step", "check-terms"));
        assertThat(tickets.get("E429", id).<List<String>>path("allowedActions")).contains("tick");
        tickets.does("E429", id, "tick", Map.of("step", "approve-return", "note", "an exchange"));
        Response half = tickets.get(SOLVER, id);
        assertThat(half.<List<String>>path("steps.by")).containsExactly("E429", "E429", null, null, null);
        assertThat(half.<List<String>>path("allowedActions")).doesNotContain("resolve", "tick");
        tickets.does(SOLVER, id, "hand-over", Map.of("toNo", STOREKEEPER, "words", "wait for the goods"));
        tickets.does(STOREKEEPER, id, "accept");
        tickets.does(STOREKEEPER, id, "tick", Map.of("step", "receive-goods"));
        tickets.does(STOREKEEPER, id, "hand-over", Map.of("toNo", QUALITY, "words", "inspect"));
        tickets.does(QUALITY, id, "accept");
        tickets.does(QUALITY, id, "tick", Map.of("step", "inspect", "note", "worn"));
        tickets.does(FINANCE, id, "tick", Map.of("step", "settle"));
        tickets.does(QUALITY, id, "start");
        assertThat(tickets.does(QUALITY, id, "resolve", Map.of("solution", "exchanged"))
                        .<List<String>>path("steps.at"))
                .doesNotContainNull();
    }

    @Test
    @Tag("TKT-11")
    @Tag("TKT-3")
    @DisplayName("a fault of a machine is reported, taken by whoever is free, and found when he leaves")
    void anItTicket_isTakenByHand_andFoundWhenItsOwnerLeaves() {
        tickets.customers.organisation.employee("E430", "TK-STORE", "WAREHOUSE", "DEPARTMENT");
        String id = tickets.open(CLERK, body("IT", null));
        await().atMost(PATIENCE).until(() -> tickets.run("E430", id, "accept").statusCode() == 200);
        assertThat(tickets.get(CLERK, id).<String>path("ownerNo")).isEqualTo("E430");
        tickets.customers.organisation.left(
                "E430", "TK-STORE", LocalDate.of(2020, 1, 1), Organisation.role("WAREHOUSE", "SELF"));
        await().atMost(PATIENCE).until(() -> list(LEAD, "left=true&limit=200").contains(id));
        tickets.does(LEAD, id, "assign", Map.of("toNo", STOREKEEPER));
        assertThat(list(LEAD, "left=true&limit=200")).doesNotContain(id);
    }

    @Test
    @Tag("TKT-1")
    @Tag("DAT-4")
    @DisplayName("everybody is told where a ticket stands, and at its end who answers for which time")
    void tells_eachStep_withTheFacts() {
        String id =
                tickets.inWork(with(body("AFTER_SALES", tickets.customers.customerOf(SELLER)), "orderNumber", "SO-1"));
        tickets.does(SOLVER, id, "wait", words("which?"));
        tickets.does(SOLVER, id, "resume", words("this"));
        tickets.does(SOLVER, id, "hand-over", Map.of("toNo", QUALITY, "words", "yours", "step", "inspect"));
        tickets.does(QUALITY, id, "accept");
        tickets.does(QUALITY, id, "start");
        tickets.does(QUALITY, id, "resolve", Map.of("solution", "so"));
        tickets.does(QUALITY, id, "reply", TicketApi.contact("so"));
        tickets.does(AGENT, id, "evaluate", Map.of("satisfaction", 4, "reason", "fine"));
        tickets.does(QUALITY, id, "close", Map.of("causeCategory", "DELIVERY", "cause", "late", "responsibleLeg", 2));
        List<Received> told;
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            told = probe.await(11, EventProbe.about(id), PATIENCE);
        }
        assertThat(told)
                .extracting(event -> event.type().replaceAll("neiqin.customers.ticket-|.v1", ""))
                .containsExactly(
                        "opened",
                        "assigned",
                        "accepted",
                        "waiting",
                        "resumed",
                        "handed-over",
                        "accepted",
                        "resolved",
                        "replied",
                        "evaluated",
                        "closed");
        TicketHandedOver handed = told.get(5).as(TicketHandedOver.class);
        assertThat(handed.fromNo()).isEqualTo(SOLVER);
        assertThat(handed.facts().ownerNo()).isEqualTo(QUALITY);
        assertThat(handed.facts().departmentId()).isEqualTo(Organisation.departmentId("TK-QC"));
        TicketClosed closed = told.get(10).as(TicketClosed.class);
        assertThat(closed.facts().customer().region()).isEqualTo("华东");
        assertThat(closed.facts().customer().tier()).isEqualTo("A");
        assertThat(closed.facts().customer().departmentId()).isEqualTo(Organisation.departmentId("NORTH"));
        assertThat(closed.facts().orderNumber()).isEqualTo("SO-1");
        assertThat(closed.satisfaction()).isEqualTo(4);
        assertThat(closed.responsibleDepartmentId()).isEqualTo(Organisation.departmentId("SALES"));
        assertThat(closed.held())
                .extracting(TicketEvent.Held::departmentId)
                .containsExactly(Organisation.departmentId("SALES"), Organisation.departmentId("TK-QC"));
    }

    private List<String> list(String who, String query) {
        return assertStatus(tickets.api.as(who).get(TICKETS + "?" + query), 200).path("items.id");
    }
}
