package io.neiqin.customer;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Drives leads, activities and call sheets; beside the people of {@link CustomerApi} a room of telemarketers. */
public final class SalesApi {

    public static final String CLERK = CustomerApi.CLERK;
    public static final String MANAGER = CustomerApi.MANAGER;
    public static final String SELLER = CustomerApi.SELLER;
    public static final String IMPORTER = CustomerApi.IMPORTER;

    /** Of department CALLS, sees what is his. */
    public static final String CALLER = "E021";
    /** Likewise. */
    public static final String OTHER_CALLER = "E022";
    /** Leads department CALLS, and sees it. */
    public static final String CALLS_HEAD = "E023";

    public static final String CLERK_LEAD = "E025";

    public static final String LEADS = "/api/customer/leads";
    public static final String ACTIVITIES = "/api/customer/activities";
    public static final String SHEETS = "/api/customer/call-sheets";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger HIRED = new AtomicInteger(100);
    private static SalesApi shared;

    public final CustomerApi customers = CustomerApi.ready();
    public final Api api = customers.api;

    private SalesApi() {}

    public static synchronized SalesApi ready() {
        if (shared == null) {
            shared = new SalesApi();
            Organisation house = shared.customers.organisation;
            house.department("CALLS", "SALES", CALLS_HEAD);
            house.employee(CALLS_HEAD, "CALLS", "SALES_SUPERVISOR", "DEPARTMENT");
            house.employee(CALLER, "CALLS", "TELESALES", "SELF");
            house.employee(OTHER_CALLER, "CALLS", "TELESALES", "SELF");
            house.employee(CLERK_LEAD, "CLERK_LEAD", "ALL");
            List.of(CALLS_HEAD, CALLER, OTHER_CALLER, CLERK_LEAD).forEach(shared::settle);
        }
        return shared;
    }

    /** A telemarketer of department CALLS whose days nobody else fills. */
    public String telemarketer() {
        String employeeNo = "T" + HIRED.getAndIncrement();
        customers.organisation.employee(employeeNo, "CALLS", "TELESALES", "SELF");
        settle(employeeNo);
        // Who holds a role is remembered for a second.
        await().atMost(PATIENCE)
                .until(() -> sheet(employeeNo, "2024-03-05", employeeNo).<Integer>path("items[0].quota.calls") > 0);
        return employeeNo;
    }

    private void settle(String who) {
        await().atMost(PATIENCE).until(() -> api.as(who).get(LEADS).statusCode() == 200);
    }

    /** The least that a lead needs. */
    public static Map<String, Object> lead() {
        return new HashMap<>(Map.of("name", CustomerApi.name(), "source", "EXHIBITION"));
    }

    public static Map<String, Object> fullLead(String ownerNo) {
        Map<String, Object> body = lead();
        body.put("region", "华东");
        body.put("industry", "Pumps");
        body.put("need", "20 pumps by spring");
        body.put("campaign", "Hannover 2026");
        body.put("ownerNo", ownerNo);
        Map<String, Object> contact = CustomerApi.contact("赵敏", "138 1234 5678", "zhao@example.com");
        contact.put("title", "Buyer");
        body.put("contact", contact);
        return body;
    }

    public String leadOf(String ownerNo) {
        return assertStatus(api.as(CLERK).post(LEADS, fullLead(ownerNo)), 201).path("id");
    }

    public Response lead(String who, String id, String command, Object body) {
        return body == null
                ? api.as(who).post(LEADS + "/" + id + "/" + command)
                : api.as(who).post(LEADS + "/" + id + "/" + command, body);
    }

    public Response activity(String who, String id, String command, Object body) {
        return api.as(who).post(ACTIVITIES + "/" + id + "/" + command, body);
    }

    public static Map<String, Object> report(String outcome) {
        return new HashMap<>(Map.of("outcome", outcome, "minutes", 5, "content", "asked for the price list"));
    }

    /** A call that was made. */
    public static Map<String, Object> call(String subject, String id, String outcome) {
        return new HashMap<>(Map.of("kind", "CALL", subject, id, "report", report(outcome)));
    }

    /** An appointment, from and to so many minutes from now. */
    public static Map<String, Object> visit(String customerId, int from, int to) {
        return new HashMap<>(Map.of("kind", "VISIT", "customerId", customerId, "appointment", between(from, to)));
    }

    public static Map<String, Object> between(int from, int to) {
        Instant now = Instant.now();
        return new HashMap<>(Map.of(
                "from",
                now.plusSeconds(60L * from).toString(),
                "to",
                now.plusSeconds(60L * to).toString(),
                "purpose",
                "show the new pump",
                "place",
                "Shanghai"));
    }

    public Response log(String who, Map<String, Object> body) {
        return api.as(who).post(ACTIVITIES, body);
    }

    public String logged(String who, Map<String, Object> body) {
        return assertStatus(log(who, body), 201).path("id");
    }

    /** A call of somebody's on a day long gone, as it is taken over from an old list. */
    public Response callOn(String day, String employeeNo, String subject, String id, String outcome) {
        Map<String, Object> body = call(subject, id, outcome);
        body.put("employeeNo", employeeNo);
        return api.as(IMPORTER)
                .header("X-Business-Date", day)
                .header("X-Import-Batch", "calls-" + UUID.randomUUID())
                .post(ACTIVITIES, body);
    }

    public Response sheet(String who, String day, String employeeNo) {
        return api.as(who).get(SHEETS + "/" + day + "?employeeNo=" + employeeNo);
    }

    public Response submit(String who, String day) {
        return api.as(who).post(SHEETS + "/" + day + "/submit", Map.of("remarks", "two were on holiday"));
    }

    public Response acknowledge(String who, String day, String employeeNo) {
        return api.as(who)
                .post(
                        SHEETS + "/" + day + "/acknowledge",
                        Map.of("employeeNo", employeeNo, "comment", "more new ones tomorrow"));
    }

    /** The events of a record, so many at least, in their order. */
    public List<Received> events(String id, int count) {
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            probe.await(count, EventProbe.about(id), PATIENCE);
            return probe.all().stream().filter(EventProbe.about(id)).toList();
        }
    }
}
