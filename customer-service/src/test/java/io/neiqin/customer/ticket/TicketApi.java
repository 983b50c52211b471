package io.neiqin.customer.ticket;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Drives the ticket API, with the people who take tickets down and go on with them. */
final class TicketApi {

    /** Speaks with customers; sees everything. */
    static final String AGENT = "E421";
    /** The same, and sees what is his. */
    static final String SOLVER = "E422";
    /** Heads the department TK-QC. */
    static final String QUALITY = "E423";

    static final String STOREKEEPER = "E424";
    static final String LEAD = "E425";
    static final String FINANCE = "E426";
    /** Of the department TK-STORE, which has no head; sees what is his. */
    static final String CLERK = "E427";

    static final String TICKETS = "/api/customer/tickets";

    private static TicketApi shared;

    final CustomerApi customers = CustomerApi.ready();
    final Api api = customers.api;

    private TicketApi() {}

    static synchronized TicketApi ready() {
        if (shared == null) {
            shared = new TicketApi();
            shared.hire();
        }
        return shared;
    }

    private void hire() {
        Organisation organisation = customers.organisation;
        organisation.department("TK-QC", null, QUALITY);
        organisation.department("TK-STORE", null, null);
        organisation.employee(AGENT, "SERVICE", "ALL");
        organisation.employee(SOLVER, "SALES", LEAD, Organisation.role("SERVICE", "SELF"));
        organisation.employee(QUALITY, "TK-QC", "QUALITY", "SELF");
        organisation.employee(STOREKEEPER, "TK-STORE", "WAREHOUSE", "DEPARTMENT");
        organisation.employee(LEAD, "CLERK_LEAD", "ALL");
        organisation.employee(FINANCE, "TK-QC", "FINANCE", "ALL");
        organisation.employee(CLERK, "TK-STORE", "CLERK", "SELF");
        for (String who : List.of(AGENT, SOLVER, QUALITY, STOREKEEPER, LEAD, FINANCE, CLERK)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> api.as(who).get(TICKETS + "?limit=1").statusCode() == 200);
        }
    }

    static Map<String, Object> body(String type, String customerId) {
        Map<String, Object> body = new HashMap<>();
        body.put("type", type);
        body.put("channel", "PHONE");
        body.put("subject", "密封圈漏油");
        body.put("description", "Leaks since the second day.");
        body.put("customerId", customerId);
        return body;
    }

    String complaint() {
        return open(AGENT, body("COMPLAINT", customers.customerOf(CustomerApi.SELLER)));
    }

    String open(String who, Map<String, Object> body) {
        return assertStatus(api.as(who).post(TICKETS, body), 201).path("id");
    }

    Response get(String who, String id) {
        return api.as(who).get(TICKETS + "/" + id);
    }

    Response run(String who, String id, String command) {
        return api.as(who).post(TICKETS + "/" + id + "/" + command);
    }

    Response run(String who, String id, String command, Map<String, ?> body) {
        return api.as(who).post(TICKETS + "/" + id + "/" + command, body);
    }

    /** It is done. */
    Response does(String who, String id, String command, Map<String, ?> body) {
        return assertStatus(run(who, id, command, body), 200);
    }

    Response does(String who, String id, String command) {
        return assertStatus(run(who, id, command), 200);
    }

    static Map<String, Object> words(String words) {
        return Map.of("words", words);
    }

    static Map<String, Object> contact(String words) {
        return Map.of("channel", "PHONE", "words", words);
    }

    /** In the hands of one who has begun to work at it. */
    String inWork(Map<String, Object> body) {
        String id = open(AGENT, body);
        does(LEAD, id, "assign", Map.of("toNo", SOLVER, "words", "please look"));
        does(SOLVER, id, "accept");
        does(SOLVER, id, "start");
        return id;
    }

    /** Answered, by the solver. */
    String replied(Map<String, Object> body) {
        String id = inWork(body);
        List<String> steps = get(AGENT, id).path("steps.code");
        for (String step : steps) {
            does(SOLVER, id, "tick", Map.of("step", step));
        }
        does(SOLVER, id, "resolve", Map.of("solution", "a new seal"));
        does(SOLVER, id, "reply", contact("a new seal is on its way"));
        return id;
    }
}
