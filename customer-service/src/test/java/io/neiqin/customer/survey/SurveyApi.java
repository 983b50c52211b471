package io.neiqin.customer.survey;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Drives surveys: someone of the service and a lead see everything, a caller and another one of the service their own. */
final class SurveyApi {

    static final String SERVICE = "E061";
    static final String OTHER_SERVICE = "E062";
    static final String LEAD = "E063";
    static final String SURVEYS = "/api/customer/surveys";
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static SurveyApi shared;

    final CustomerApi customers = CustomerApi.ready();

    private SurveyApi() {}

    static synchronized SurveyApi ready() {
        if (shared == null) {
            shared = new SurveyApi();
            shared.customers.organisation.employee(SERVICE, "SERVICE", "ALL");
            shared.customers.organisation.employee(OTHER_SERVICE, "SOUTH", "SERVICE", "SELF");
            shared.customers.organisation.employee(LEAD, "CLERK_LEAD", "ALL");
            shared.hired(SERVICE, OTHER_SERVICE, LEAD);
        }
        return shared;
    }

    /** Waits until they can call. */
    void hired(String... people) {
        for (String who : people) {
            await().atMost(PATIENCE)
                    .until(() -> customers.api.as(who).get(SURVEYS).statusCode() == 200);
        }
    }

    static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    static Map<String, Object> planning(String customer, String kind) {
        return new HashMap<>(Map.of("customerId", customer, "kind", kind));
    }

    static Map<String, Object> answer(int overall) {
        return new HashMap<>(Map.of(
                "channel",
                "PHONE",
                "answeredBy",
                "王小明",
                "overall",
                overall,
                "scores",
                Map.of("product", 5, "delivery", overall, "service", 4),
                "reasons",
                "总是准时",
                "needs",
                "more sizes",
                "opinions",
                "none"));
    }

    static final Map<String, Object> NO_ANSWER = Map.of("channel", "PHONE", "outcome", "NO_ANSWER");

    String planned(String who, Map<String, Object> body) {
        return assertStatus(customers.api.as(who).post(SURVEYS, body), 201).path("id");
    }

    /** Of this kind about this customer, planned by the lead; a satisfaction survey by the service. */
    String planned(String customer, String kind) {
        Map<String, Object> body = planning(customer, kind);
        if (kind.equals("SATISFACTION")) {
            body.put("assigneeNo", SERVICE);
        }
        return planned(LEAD, body);
    }

    Response command(String who, String id, String command, Object body) {
        return customers.api.as(who).post(SURVEYS + "/" + id + "/" + command, body);
    }

    Response get(String who, String id) {
        return customers.api.as(who).get(SURVEYS + "/" + id);
    }

    List<String> ids(String who, String query) {
        return assertStatus(customers.api.as(who).get(SURVEYS + "?limit=200&" + query), 200)
                .path("items.id");
    }

    Map<String, Object> deadline(String subject) {
        List<Map<String, Object>> all = assertStatus(
                        customers.api.as(LEAD).get("/api/customer/deadlines?subjectId=" + subject), 200)
                .path("items");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    static <T> T told(String id, String event, Class<T> type) {
        return received(id, event).as(type);
    }

    static Received received(String id, String event) {
        try (EventProbe probe = EventProbe.on("neiqin.customers")) {
            return probe.await(
                    one -> one.key().equals(id) && one.type().equals("neiqin.customers." + event + ".v1"), PATIENCE);
        }
    }
}
