package io.neiqin.customer;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.admin.EmployeeEvent.Role;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Drives what is kept about customers beside their file: credit, verifications, qualifications and papers. */
public final class CreditApi {

    public static final String GENERAL_MANAGER = "E041";
    /** Sees everything, and may do no business of sales. */
    public static final String SERVICE = "E042";

    public static final String SECOND_CLERK = "E043";
    /** Sells as well: owns customers himself. */
    public static final String SELLING_SUPERVISOR = "E044";

    public static final String PROFILES = "/api/customer/credit-profiles";
    public static final String APPROVALS = "/api/customer/approvals";
    public static final String TASKS = "/api/customer/verification-tasks";
    public static final String QUALIFICATIONS = "/api/customer/qualifications";
    public static final String PAPER_FILES = "/api/customer/paper-files";
    public static final String ATTACHMENTS = "/api/customer/attachments";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static CreditApi shared;

    public final CustomerApi customers = CustomerApi.ready();
    public final Api api = customers.api;

    private CreditApi() {}

    /** Ready to be used: everybody is known. */
    public static synchronized CreditApi ready() {
        if (shared == null) {
            CreditApi credit = new CreditApi();
            credit.hire(GENERAL_MANAGER, "SALES", Organisation.role("GENERAL_MANAGER", "ALL"));
            credit.hire(SERVICE, "SALES", Organisation.role("SERVICE", "ALL"));
            credit.hire(SECOND_CLERK, "SALES", Organisation.role("CLERK", "ALL"));
            credit.hire(
                    SELLING_SUPERVISOR,
                    "NORTH",
                    Organisation.role("SALES_SUPERVISOR", "ALL"),
                    Organisation.role("SALESPERSON", "SELF"));
            shared = credit;
        }
        return shared;
    }

    /** Until the service knows him. */
    public void hire(String who, String department, Role... roles) {
        customers.organisation.employee(who, department, CustomerApi.MANAGER, roles);
        await().atMost(PATIENCE).until(() -> api.as(who).get(PROFILES).statusCode() == 200);
    }

    /** The company's day. */
    public static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    /** Valid from today on for a year. */
    public static Map<String, Object> terms(String amount) {
        Map<String, Object> terms = new HashMap<>();
        terms.put("grade", "B");
        terms.put("limit", Map.of("amount", amount, "currency", "CNY"));
        terms.put("termDays", 60);
        terms.put("validFrom", today().toString());
        terms.put("validTo", today().plusDays(365).toString());
        terms.put("facts", "两年往来，回款及时");
        return terms;
    }

    public static String path(Object id) {
        return PROFILES + "/" + id;
    }

    public Response suggestFirst(String who, String customer, Map<String, Object> terms) {
        return api.as(who).post(PROFILES, Map.of("customerId", customer, "terms", terms));
    }

    /** The id of a profile whose first suggestion waits. */
    public String suggested(String customer, String amount) {
        return assertStatus(suggestFirst(CustomerApi.SUPERVISOR, customer, terms(amount)), 201)
                .path("id");
    }

    /** The id of a profile with terms in force, of a customer of the seller. */
    public String active(String amount) {
        String id = suggested(customers.customerOf(CustomerApi.SELLER), amount);
        approve(CustomerApi.FINANCE, id);
        return id;
    }

    public Response suggest(String who, String id, Map<String, Object> terms) {
        return api.as(who).post(path(id) + "/suggest", Map.of("terms", terms));
    }

    public Response command(String who, String id, String command, Object body) {
        return body == null
                ? api.as(who).post(path(id) + "/" + command)
                : api.as(who).post(path(id) + "/" + command, body);
    }

    public Response get(String who, String id) {
        return assertStatus(api.as(who).get(path(id)), 200);
    }

    /** What is asked for a profile at the moment. */
    public String approval(String profile) {
        return get(CustomerApi.SUPERVISOR, profile).path("suggestion.approvalId");
    }

    public Response decide(String who, String profile, String how, String comment) {
        String approval = approval(profile);
        String hash = api.as(who).get(APPROVALS + "/" + approval).path("contentHash");
        Map<String, Object> said = new HashMap<>();
        said.put("comment", comment);
        if (how.equals("approve")) {
            said.put("contentHash", hash);
        }
        return api.as(who).post(APPROVALS + "/" + approval + "/" + how, said);
    }

    public void approve(String who, String profile) {
        assertStatus(decide(who, profile, "approve", null), 200);
    }

    /** The id of a paper of the customer. */
    public String attached(String who, String customer, String kind) {
        return assertStatus(attach(who, customer, kind), 201).path("id");
    }

    public Response attach(String who, String customer, String kind) {
        String address = ATTACHMENTS + "?type=customer&purpose=" + kind + "&name=licence.txt&record=" + customer;
        byte[] content = ("licence " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        return api.as(who).upload(address, "text/plain", content);
    }

    /** Of the newest one of a subject. */
    public Map<String, Object> deadline(String who, String subject) {
        List<Map<String, Object>> all = assertStatus(
                        api.as(who).get("/api/customer/deadlines?subjectId=" + subject), 200)
                .path("items");
        return all.isEmpty() ? Map.of() : all.get(0);
    }
}
