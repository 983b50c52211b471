package io.neiqin.reporting.audit;

import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that are not what their facts add up to are found and named. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class DriftTest {

    private static final String AUDIT = "/api/reporting/projections/audit";

    @Inject
    DataSource database;

    @Inject
    DriftAuditor auditor;

    @Inject
    AuditService audits;

    private Reporting reporting;
    private Ledger ledger;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
        if (ledger.query("select 1 from kpi_cell limit 1").isEmpty()) {
            RandomOrders random = new RandomOrders(7, LocalDate.of(2013, 1, 1));
            Map<UUID, Published> last = new HashMap<>();
            for (Happening happening : random.mixed(random.lives(60, "DRIFT-"))) {
                last.put(happening.event().orderId(), reporting.tell(happening.day(), happening.event()));
            }
            last.values().forEach(reporting::applied);
        }
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("nothing drifts after random events")
    void cells_doNotDrift() {
        Response found = everything();

        assertThat(found.<Integer>path("drifting")).isZero();
        assertThat(found.<Integer>path("cells"))
                .isEqualTo(Integer.valueOf(
                        ledger.query("select count(*) from kpi_cell").get(0)))
                .isGreaterThan(2_000);
    }

    @ParameterizedTest
    @Tag("DAT-4")
    @DisplayName("a cell changed behind the service's back is found and named")
    @ValueSource(strings = {"SALES_AMOUNT", "SALES_VOLUME", "ORDER_COUNT", "DUE_LINE_ORIGINAL", "DUE_ORDER_AGREED"})
    void corruptedCell_isNamed(String measure) throws SQLException {
        String[] cell = ledger.query("select dimension_set, day, key1, key2, currency from kpi_cell where measure = '"
                        + measure + "' and dimension_set = 'category,salesperson' order by random() limit 1")
                .get(0)
                .split("\\|");
        String where = " where measure = '" + measure + "' and dimension_set = '" + cell[0] + "' and day = '" + cell[1]
                + "' and key1 = '" + cell[2] + "' and key2 = '" + cell[3] + "' and currency = '" + cell[4] + "'";
        ledger.execute("update kpi_cell set value = value + 1" + where);
        try {
            Response found = everything();
            auditor.audit();

            assertThat(found.<Integer>path("drifting")).isEqualTo(1);
            assertThat(found.<Map<String, String>>path("first[0]"))
                    .containsEntry("measure", measure)
                    .containsEntry("set", cell[0])
                    .containsEntry("day", cell[1])
                    .containsEntry("key1", cell[2])
                    .containsEntry("key2", cell[3]);
            assertThat(metrics()).contains("kpi_drift_cells 1.0");
        } finally {
            ledger.execute("update kpi_cell set value = value - 1" + where);
        }
        assertThat(everything().<Integer>path("drifting")).isZero();
        auditor.audit();
        assertThat(metrics()).contains("kpi_drift_cells 0.0");
    }

    @Test
    void cellWithoutFacts_isFound() throws SQLException {
        String cell = "('SALES_AMOUNT', 'total', '2013-12-31', '-', '-', 'CNY', 5)";
        ledger.execute("insert into kpi_cell values " + cell);
        try {
            assertThat(everything().<String>path("first[0].facts")).isEqualTo("0");
        } finally {
            ledger.execute(
                    "delete from kpi_cell where (measure, dimension_set, day, key1, key2, currency, value) = " + cell);
        }
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("some cells are audited once within an hour, whoever asks")
    void some_areAuditedOnceAnHour() throws SQLException {
        ledger.execute("delete from drift_audit");

        Audit audit = audits.some().orElseThrow();

        assertThat(audit.whole()).isFalse();
        assertThat(audit.drifting()).isZero();
        assertThat(audits.some()).isEmpty();
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("while the database is away nobody knows of drift: NaN, not the last figure")
    void drift_isUnknown_whileTheDatabaseIsAway() throws SQLException {
        auditor.audit();
        assertThat(metrics()).contains("kpi_drift_cells 0.0");
        List<Connection> all = new ArrayList<>();
        try {
            // Every connection that there is: the auditor gets none, as when the database is gone.
            for (int i = 0; i < 6; i++) {
                all.add(database.getConnection());
            }
            auditor.audit();
            assertThat(metrics()).contains("kpi_drift_cells NaN");
        } finally {
            for (Connection one : all) {
                one.close();
            }
        }
        auditor.audit();
        assertThat(metrics()).contains("kpi_drift_cells 0.0");
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("while one audit works another has to wait, and no transaction stands still for its turn")
    void audits_areOneAtATime() throws SQLException {
        ledger.execute("update audit_turn set owner = 'another', until = now() + interval '1 minute'");
        try {
            assertProblem(admin().post(AUDIT), 503, "audit-busy");
            ledger.execute("delete from drift_audit");
            assertThat(audits.some()).isEmpty();
        } finally {
            ledger.execute("update audit_turn set owner = null, until = '-infinity'");
        }
        assertThat(audits.some()).isPresent();
    }

    @Test
    void audits_areForThoseWhoRunTheSystem() {
        assertProblem(reporting.api.as(Reporting.STATISTICIAN).post(AUDIT), 403, "role-missing");
        assertProblem(reporting.api.anonymous().get(AUDIT), 401, "token-missing");
        assertThat(assertStatus(admin().get(AUDIT), 200).<List<Object>>path("items"))
                .isNotNull();
    }

    private Response everything() {
        return assertStatus(admin().post(AUDIT), 200);
    }

    private Api admin() {
        return reporting.api.as("root", "SYSTEM_ADMIN");
    }

    private static String metrics() {
        return RestAssured.get("/q/metrics").asString();
    }
}
