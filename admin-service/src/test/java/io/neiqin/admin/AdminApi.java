package io.neiqin.admin;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Drives the admin API and builds its data through it, as the administrator of the token: a root department with a
 * personnel clerk, a salesperson and one without any role. Their rights come back from Kafka.
 */
public final class AdminApi {

    public static final String DEPARTMENTS = "/api/admin/departments";
    public static final String EMPLOYEES = "/api/admin/employees";
    public static final String CALENDARS = "/api/admin/calendars";
    public static final String ME = "/api/admin/me";
    public static final String ADMIN = "root";
    public static final String HR = "H001";
    public static final String SELLER = "H002";
    public static final String NOBODY_SPECIAL = "H003";
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static AdminApi shared;

    public final Api api = Api.here();
    private String root;

    /** Ready to be used: the people are known to the service's own replica. */
    public static synchronized AdminApi ready() {
        if (shared == null) {
            AdminApi fresh = new AdminApi();
            fresh.hire();
            shared = fresh;
        }
        return shared;
    }

    private void hire() {
        root = department(with(department(), "validFrom", "2000-01-01"));
        employ(HR, role("HR", "ALL"));
        employ(SELLER, role("SALESPERSON", "SELF"));
        employ(NOBODY_SPECIAL);
        for (String who : List.of(HR, SELLER, NOBODY_SPECIAL)) {
            await().atMost(PATIENCE).until(() -> api.as(who).get(ME).statusCode() == 200);
        }
        await().atMost(PATIENCE)
                .until(() -> api.as(HR).get(ME).<List<String>>path("roles").contains("HR"));
    }

    private void employ(String no, Map<String, ?>... roles) {
        String id = employee(with(employee(), "employeeNo", no));
        if (roles.length > 0) {
            assertStatus(roles(id, roles), 200);
        }
    }

    /** The administrator whom the token vouches for. */
    public Api admin() {
        return api.as(ADMIN, "SYSTEM_ADMIN");
    }

    /** Number or code that no other test uses. */
    public static String fresh(String prefix) {
        return prefix + COUNT.incrementAndGet();
    }

    /** A valid root department from today on. */
    public static Map<String, Object> department() {
        String code = fresh("D");
        return new HashMap<>(Map.of("code", code, "name", "Department " + code));
    }

    /** A valid employee of the first department. */
    public Map<String, Object> employee() {
        String no = fresh("T");
        return new HashMap<>(Map.of("employeeNo", no, "name", "Employee " + no, "departmentId", root));
    }

    public String root() {
        return root;
    }

    public String department(Map<String, ?> body) {
        return assertStatus(admin().post(DEPARTMENTS, body), 201).path("id");
    }

    public String employee(Map<String, ?> body) {
        return assertStatus(admin().post(EMPLOYEES, body), 201).path("id");
    }

    /** Sends a change of the version that is current now. */
    public Response change(Api who, String path, Object body) {
        return who.ifMatch(etag(path)).put(path, body);
    }

    public Response roles(String employeeId, Map<String, ?>... roles) {
        String path = EMPLOYEES + "/" + employeeId;
        return admin().ifMatch(etag(path)).put(path + "/roles", Map.of("roles", List.of(roles)));
    }

    public static Map<String, Object> role(String role, String scope) {
        return Map.of("role", role, "scope", scope);
    }

    public String etag(String path) {
        String etag = admin().get(path).header("ETag");
        assertThat(etag).as(path).isNotNull();
        return etag;
    }

    /** Refused so, in sentences and not in bare codes. */
    public static Response assertRefused(Response response, int status, String code) {
        assertProblem(response, status, code);
        assertThat(response.<String>path("detail")).isNotEqualTo(code).doesNotContain("{0}");
        List<Map<String, String>> errors = response.path("errors");
        if (errors != null) {
            assertThat(errors)
                    .allSatisfy(error -> assertThat(error.get("message"))
                            .isNotEqualTo(error.get("code"))
                            .doesNotContain("{0}"));
        }
        return response;
    }

    /** The same body with one member changed, or taken away by null. */
    public static Map<String, Object> with(Map<String, ?> body, String member, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        if (value == null) {
            changed.remove(member);
        } else {
            changed.put(member, value);
        }
        return changed;
    }

    /** A change of this employee: all values but those that stay, with one changed. */
    public static Map<String, Object> change(Map<String, ?> body, String member, Object value) {
        return with(with(with(body, "employeeNo", null), "kind", null), member, value);
    }
}
