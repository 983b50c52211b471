package io.neiqin.admin;

import static io.neiqin.admin.AdminApi.HR;
import static io.neiqin.admin.AdminApi.NOBODY_SPECIAL;
import static io.neiqin.admin.AdminApi.PATIENCE;
import static io.neiqin.admin.AdminApi.SELLER;
import static io.neiqin.admin.AdminApi.assertRefused;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who decides in whose place (委托). Each test takes days of its own. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class DelegationTest {

    private static final String DELEGATIONS = "/api/admin/delegations";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    private AdminApi admin;

    @BeforeEach
    void ready() {
        admin = AdminApi.ready();
    }

    @Test
    @DisplayName("somebody names his deputy for some days; the event says so; it is seen by both, and not by others")
    void names_aDeputy() {
        Response made = assertStatus(create(SELLER, NOBODY_SPECIAL, TODAY.plusDays(10), TODAY.plusDays(12)), 201);
        String id = made.path("id");
        assertThat(made.<String>path("principalNo")).isEqualTo(SELLER);
        assertThat(made.<List<String>>path("allowedActions")).containsExactly("end");
        assertThat(assertStatus(get(NOBODY_SPECIAL, id), 200).<List<String>>path("allowedActions"))
                .isEmpty();
        String stranger = colleague();
        assertRefused(get(stranger, id), 404, "not-found");
        assertThat(list(stranger, "")).doesNotContain(id);
        assertThat(list(NOBODY_SPECIAL, "?deputyNo=" + NOBODY_SPECIAL + "&on=" + TODAY.plusDays(11)))
                .contains(id);
        assertThat(list(SELLER, "?principalNo=" + SELLER + "&on=" + TODAY.plusDays(13)))
                .doesNotContain(id);
        try (EventProbe probe = EventProbe.on("neiqin.admin")) {
            var told = probe.await(event -> id.equals(event.key()), PATIENCE);
            assertThat(told.type()).isEqualTo("neiqin.admin.delegation-changed.v1");
        }
    }

    @Test
    @DisplayName("it ends on the day before the one on which it is ended, once, and by whom it concerns")
    void ends_whenThePrincipalSays() {
        String id = assertStatus(create(HR, NOBODY_SPECIAL, TODAY, TODAY.plusDays(1)), 201)
                .path("id");
        assertRefused(end(NOBODY_SPECIAL, id), 403, "delegation-of-another");
        assertRefused(admin.api.as(HR).ifMatch("9").post(DELEGATIONS + "/" + id + "/end"), 412, "stale-version");
        Response ended = assertStatus(end(HR, id), 200);
        assertThat(ended.<String>path("to")).isEqualTo(TODAY.minusDays(1).toString());
        assertThat(ended.<List<String>>path("allowedActions")).isEmpty();
        assertRefused(end(HR, id), 409, "delegation-over");
        assertRefused(end(HR, UUID.randomUUID().toString()), 404, "not-found");
        assertStatus(create(HR, NOBODY_SPECIAL, TODAY, TODAY), 201);
    }

    @Test
    @Tag("SEC-3")
    @DisplayName("nobody speaks for another, but an administrator for whoever cannot")
    void refuses_toSpeakForAnother() {
        LocalDate day = TODAY.plusDays(20);
        Map<String, Object> forSeller = Map.of("principalNo", SELLER, "deputyNo", HR, "from", day, "to", day);
        assertRefused(admin.api.as(HR).post(DELEGATIONS, forSeller), 403, "delegation-of-another");
        assertStatus(admin.admin().post(DELEGATIONS, forSeller), 201);
        Map<String, Object> forHimself = Map.of("principalNo", SELLER, "deputyNo", HR, "from", day, "to", day);
        assertRefused(admin.api.as(HR, "SYSTEM_ADMIN").post(DELEGATIONS, forHimself), 403, "delegation-to-yourself");
    }

    @Test
    @DisplayName("no deputy for oneself, nobody who is not here, no day that is over, no two at once")
    void refuses_whatMakesNoSense() {
        LocalDate day = TODAY.plusDays(30);
        assertRefused(create(SELLER, SELLER, day, day), 422, "delegation-to-oneself");
        assertRefused(create(SELLER, "NOBODY", day, day), 422, "unknown-employee-no");
        assertRefused(create(SELLER, HR, day, day.minusDays(1)), 422, "delegation-of-no-time");
        assertRefused(create(SELLER, HR, TODAY.minusDays(1), TODAY), 422, "delegation-from-the-past");
        assertRefused(create(SELLER, HR, day, day.plusYears(1).plusDays(1)), 422, "delegation-of-no-time");
        assertStatus(create(SELLER, HR, day, day.plusDays(5)), 201);
        assertRefused(create(SELLER, NOBODY_SPECIAL, day.plusDays(5), day.plusDays(7)), 409, "delegation-overlaps");
        assertRefused(admin.api.as(SELLER).post(DELEGATIONS, Map.of("deputyNo", HR)), 400, "invalid-request");
    }

    private String colleague() {
        String no = AdminApi.fresh("DC");
        admin.employee(AdminApi.with(admin.employee(), "employeeNo", no));
        await().atMost(PATIENCE).until(() -> admin.api.as(no).get(AdminApi.ME).statusCode() == 200);
        return no;
    }

    private Response create(String who, String deputy, LocalDate from, LocalDate to) {
        return admin.api.as(who).post(DELEGATIONS, Map.of("deputyNo", deputy, "from", from, "to", to));
    }

    private Response end(String who, String id) {
        return admin.api.as(who).post(DELEGATIONS + "/" + id + "/end");
    }

    private Response get(String who, String id) {
        return admin.api.as(who).get(DELEGATIONS + "/" + id);
    }

    private List<String> list(String who, String query) {
        return assertStatus(admin.api.as(who).get(DELEGATIONS + query), 200).path("items.id");
    }
}
