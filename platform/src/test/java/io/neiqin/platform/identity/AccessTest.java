package io.neiqin.platform.identity;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.NoteApi.NOTES;
import static io.neiqin.platform.NoteApi.SELLER;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.platform.NoteApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(InfraResource.class)
class AccessTest {

    private NoteApi notes;
    private Api api;

    @BeforeEach
    void ready() {
        notes = NoteApi.ready();
        api = notes.api;
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTES, NOTES + "/forgotten", NOTES + "/broken", "/api/platform/events"})
    void isRefused_whoDoesNotSayWhoHeIs(String path) {
        var refused = assertProblem(api.get(path), 401, "token-missing");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(refused.<String>path("traceId")).isNotBlank();
    }

    @Test
    void isRefused_whoseTokenIsWorthNothing() {
        TestIssuer issuer = TestIssuer.current();
        assertProblem(api.bearer(issuer.expired(CLERK)).get(NOTES), 401, "token-invalid");
        assertProblem(api.bearer(issuer.signedByAnother(CLERK)).get(NOTES), 401, "token-invalid");
        assertProblem(api.bearer("abc").get(NOTES), 401, "token-invalid");
        assertProblem(api.bearer("").get(NOTES), 401, "token-missing");
        String token = issuer.tokenFor(CLERK);
        String damaged = token.substring(0, token.length() - 6) + "AAAAAA";
        assertProblem(api.bearer(damaged).get(NOTES), 401, "token-invalid");
        assertProblem(api.header("Authorization", "Basic YTpi").get(NOTES), 401, "token-missing");
        var refused = assertProblem(
                api.bearer(issuer.expired(CLERK)).language("zh").post(NOTES, NoteApi.body()), 401, "token-invalid");
        assertThat(refused.<String>path("title")).isEqualTo("未登录");
    }

    @Test
    void isRefused_aTokenMadeForSomebodyElse_orToSayWhoLoggedIn() {
        assertProblem(tokenWith("aud", "webmail").get(NOTES), 401, "token-invalid");
        assertProblem(tokenWith("aud", null).get(NOTES), 401, "token-invalid");
        assertProblem(tokenWith("typ", "ID").get(NOTES), 401, "token-invalid");
        assertStatus(tokenWith("typ", "Bearer").get(NOTES), 200);
        assertStatus(tokenWith("aud", List.of("webmail", "neiqin")).get(NOTES), 200);
    }

    @Test
    void isRefused_aTokenThatNamesNoEmployee() {
        assertProblem(tokenWith("employee_no", null).get(NOTES), 403, "unknown-employee");
        assertProblem(tokenWith("employee_no", null).post(NOTES, NoteApi.body()), 403, "unknown-employee");
        Map<String, Object> nobody = new HashMap<>(Map.of("roles", List.of(Roles.SYSTEM)));
        nobody.put("employee_no", null);
        nobody.put("sub", null);
        assertProblem(
                api.bearer(TestIssuer.current().tokenWith(CLERK, nobody)).get("/api/platform/events"),
                403,
                "unknown-employee");
    }

    @Test
    void isRefused_whoHasNoneOfTheRoles() {
        assertProblem(api.as(SELLER).post(NOTES, NoteApi.body()), 403, "role-missing");
        assertStatus(api.as(SELLER).get(NOTES), 200);
    }

    @Test
    void isRefused_everybody_whereNobodyWasAllowed() {
        assertProblem(api.as(CLERK).get(NOTES + "/forgotten"), 403, "role-missing");
        assertProblem(api.as("root", Roles.SYSTEM_ADMIN).get(NOTES + "/forgotten"), 403, "role-missing");
    }

    @Test
    void isRefused_whoIsNotInTheOrganisation() {
        assertProblem(api.as("E999").get(NOTES), 403, "unknown-employee");
        assertProblem(api.as("E999").post(NOTES, NoteApi.body()), 403, "unknown-employee");
        assertProblem(api.as("E999", "CLERK", "EMPLOYEE").get(NOTES), 403, "unknown-employee");
    }

    @Test
    void isRefused_whoClaimsABusinessRoleInTheToken() {
        assertProblem(api.as(SELLER, "CLERK").post(NOTES, NoteApi.body()), 403, "role-missing");
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a machine account that nobody hired opens the feed, and sees no business record")
    void seesNoRecord_aMachineThatNobodyHired() {
        String id = notes.note();
        Api stranger = api.as("stranger", Roles.SYSTEM);
        assertThat(assertStatus(stranger.get(NOTES + "?limit=200"), 200).<List<?>>path("items"))
                .isEmpty();
        assertProblem(stranger.get(NOTES + "/" + id), 403, "role-missing");
        assertProblem(stranger.post(NOTES, NoteApi.body()), 403, "role-missing");
        assertStatus(stranger.get("/api/platform/events?limit=1"), 200);
        assertStatus(stranger.get("/api/platform/parked-events"), 200);
        assertStatus(stranger.get("/api/platform/deliveries?from=2026-11-21T08:00:00Z&to=2026-11-21T09:00:00Z"), 200);
        assertThat(assertStatus(api.as(NoteApi.MACHINE, Roles.SYSTEM).get(NOTES + "?limit=200"), 200)
                        .<List<?>>path("items"))
                .as("a hired one sees what it was given")
                .isNotEmpty();
    }

    @Test
    void isRefused_whoHasLeft_fromTheNextDayOn() {
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        notes.organisation.left("E061", "SALES", today, Organisation.role("CLERK", "ALL"));
        notes.awaitKnown("E061");
        notes.organisation.left("E061", "SALES", today.minusDays(1), Organisation.role("CLERK", "ALL"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.as("E061").get(NOTES).statusCode() == 403);
        assertProblem(api.as("E061").post(NOTES, NoteApi.body()), 403, "unknown-employee");
    }

    @Test
    void worksWithinTwoSeconds_aChangedRole() {
        String who = "E" + UUID.randomUUID();
        notes.organisation.employee(who, "SALESPERSON", "ALL");
        notes.awaitKnown(who);
        assertProblem(api.as(who).post(NOTES, NoteApi.body()), 403, "role-missing");
        notes.organisation.employee(who, "CLERK", "ALL");
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.as(who).post(NOTES, NoteApi.body()).statusCode() == 201);
        notes.organisation.employee(who, "SALESPERSON", "ALL");
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.as(who).post(NOTES, NoteApi.body()).statusCode() == 403);
    }

    @Test
    void answersWithoutAToken_onlyWhatOperationNeeds() {
        assertStatus(api.get("/q/health/live"), 200);
        assertStatus(api.get("/q/health/ready"), 200);
        assertStatus(api.get("/q/metrics"), 200);
        assertStatus(api.get("/q/openapi"), 200);
        assertStatus(api.get("/q/swagger-ui/"), 200);
    }

    private Api tokenWith(String claim, Object value) {
        return api.bearer(TestIssuer.current().tokenWith(CLERK, Collections.singletonMap(claim, value)));
    }
}
