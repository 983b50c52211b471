package io.neiqin.customer;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.identifier.Uscc;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Drives the customer API and builds its data through it. A clerk, a supervisor and a manager see everything; one
 * seller sees his own, the other one his department; finance sees everything, but no phone.
 */
public final class CustomerApi {

    public static final String CLERK = "E001";
    public static final String SUPERVISOR = "E003";
    public static final String MANAGER = "E004";
    public static final String FINANCE = "E005";
    /** Of department NORTH, sees what is his. */
    public static final String SELLER = "E006";
    /** Of department SOUTH, sees what is his department's. */
    public static final String OTHER_SELLER = "E007";
    /** Of department SOUTH as well. */
    public static final String COLLEAGUE = "E008";

    public static final String LEAVER = "E009";
    public static final String NORTH_FINANCE = "E010";
    public static final String IMPORTER = "import";
    public static final String CUSTOMERS = "/api/customer/customers";

    private static final AtomicInteger COUNT = new AtomicInteger(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static CustomerApi shared;

    public final Api api = Api.here();
    public final Organisation organisation = new Organisation(EventFeeder.connect());

    private CustomerApi() {}

    /** Ready to be used: everybody is known, and that one has left. */
    public static synchronized CustomerApi ready() {
        if (shared == null) {
            shared = new CustomerApi();
            shared.hire();
        }
        return shared;
    }

    private void hire() {
        organisation.department("SALES", null, MANAGER);
        organisation.department("NORTH", "SALES", SELLER);
        organisation.department("SOUTH", "SALES", OTHER_SELLER);
        organisation.employee(CLERK, "CLERK", "ALL");
        organisation.employee(SUPERVISOR, "SALES_SUPERVISOR", "ALL");
        organisation.employee(MANAGER, "SALES_MANAGER", "ALL");
        organisation.employee(FINANCE, "FINANCE", "ALL");
        organisation.employee(SELLER, "NORTH", "SALESPERSON", "SELF");
        organisation.employee(OTHER_SELLER, "SOUTH", "SALESPERSON", "DEPARTMENT");
        organisation.employee(COLLEAGUE, "SOUTH", "SALESPERSON", "SELF");
        organisation.employee(NORTH_FINANCE, "NORTH", "FINANCE", "DEPARTMENT");
        organisation.left(LEAVER, "SOUTH", LocalDate.of(2020, 1, 31), Organisation.role("SALESPERSON", "SELF"));
        organisation.machine(IMPORTER, Organisation.role("CLERK", "ALL"), Organisation.role("HISTORY_IMPORT", "ALL"));
        for (String who : List.of(
                CLERK, SUPERVISOR, MANAGER, FINANCE, SELLER, OTHER_SELLER, COLLEAGUE, NORTH_FINANCE, IMPORTER)) {
            await().atMost(PATIENCE).until(() -> api.as(who).get(CUSTOMERS).statusCode() == 200);
        }
        await().atMost(PATIENCE)
                .until(() -> api.as(CLERK)
                        .post(CUSTOMERS, with(body(), "ownerNo", LEAVER))
                        .path("code")
                        .equals("inactive-owner"));
    }

    /** A new name, so that one can look for it. */
    public static String name() {
        return "鼎新机械-" + UUID.randomUUID() + " Co.";
    }

    /** A code that no other customer of this run has. */
    public static String uscc() {
        String body = String.format("91310000%08d5", COUNT.getAndIncrement());
        return "0123456789ABCDEFGHJKLMNPQRTUWXY"
                .chars()
                .mapToObj(check -> body + (char) check)
                .filter(code -> Uscc.parse(code).isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** The least that a customer needs. */
    public static Map<String, Object> body() {
        return new HashMap<>(Map.of("name", name(), "ownerNo", SELLER));
    }

    /** A domestic company with everything, and two contacts. */
    public static Map<String, Object> full() {
        Map<String, Object> body = body();
        body.put("uscc", uscc());
        body.put("region", "华东");
        body.put("city", "上海");
        body.put("address", "南京东路 1 号");
        body.put("postalCode", "200001");
        body.put("industry", "Machinery");
        body.put("businessScope", "机械设备销售");
        body.put("tier", "A");
        body.put("remark", "needs two quotations");
        body.put(
                "contacts",
                List.of(contact("王小明", "138 1234 5678", "wang@example.com"), contact("李静", "021-12345678-801", null)));
        return body;
    }

    public static Map<String, Object> contact(String name, String phone, String email) {
        Map<String, Object> contact = new HashMap<>();
        contact.put("name", name);
        contact.put("phone", phone);
        contact.put("email", email);
        return contact;
    }

    /** The same body with one member changed, or taken away by null. */
    public static Map<String, Object> with(Map<String, Object> body, String member, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        if (value == null) {
            changed.remove(member);
        } else {
            changed.put(member, value);
        }
        return changed;
    }

    public static String path(Object id) {
        return CUSTOMERS + "/" + id;
    }

    public Response create(String who, Map<String, Object> body) {
        return api.as(who).post(CUSTOMERS, body);
    }

    public String customer(Map<String, Object> body) {
        return assertStatus(create(CLERK, body), 201).path("id");
    }

    public String customerOf(String ownerNo) {
        return customer(with(full(), "ownerNo", ownerNo));
    }

    public Response get(String who, String id) {
        return api.as(who).get(path(id));
    }

    /** With phones and addresses of the contacts. */
    public Response unmasked(String who, String id) {
        return api.as(who).get(path(id) + "?unmask=true");
    }

    public Response change(String who, String id, Object version, Map<String, Object> body) {
        return api.as(who).ifMatch(version).put(path(id), body);
    }

    public Response assign(String who, String id, String ownerNo) {
        return api.as(who).post(path(id) + "/assign", Map.of("ownerNo", ownerNo));
    }

    public List<String> names(String who, String query) {
        return assertStatus(api.as(who).get(CUSTOMERS + "?limit=200&" + query), 200)
                .path("items.name");
    }

    /** The names of those that are found by this text in this parameter. */
    public List<String> found(String who, String parameter, String text) {
        return names(who, parameter + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    /** How many customers have this in their name. */
    public int count(String fragment) {
        return api.as(CLERK).get(CUSTOMERS + "?count=exact&q=" + fragment).<Integer>path("total");
    }

    /** Refused so, in a sentence and not in a bare code. */
    public static Response assertRefused(Response response, int status, String code) {
        assertProblem(response, status, code);
        assertThat(response.<String>path("detail")).isNotEqualTo(code).doesNotContain("{0}");
        return response;
    }

    /** Refused for one value, named by its pointer. */
    public static void assertWrong(Response response, String pointer, String code) {
        assertRefused(response, 422, "customer-invalid");
        assertThat(response.<List<String>>path("errors.pointer")).containsExactly(pointer);
        assertThat(response.<List<String>>path("errors.code")).containsExactly(code);
        assertThat(response.<List<String>>path("errors.message"))
                .noneMatch(Predicate.isEqual(code))
                .noneMatch(message -> message.contains("{0}"));
    }
}
