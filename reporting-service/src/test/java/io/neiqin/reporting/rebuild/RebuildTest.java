package io.neiqin.reporting.rebuild;

import static io.neiqin.reporting.Orders.ofTwo;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another projection is built beside the live one and takes its place; on real Kafka and PostgreSQL. */
@QuarkusTest
@TestProfile(OwnDatabase.class)
@WithTestResource(InfraResource.class)
class RebuildTest {

    private static final LocalDate DAY = LocalDate.of(2010, 5, 5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static int run;
    private static int told;

    @Inject
    DataSource database;

    private Reporting reporting;
    private Ledger ledger;
    private Operator operator;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
        operator = new Operator(reporting.api);
        run++;
    }

    @AfterEach
    void tidy() {
        operator.tidy();
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("a rebuilt projection is the live one again in every fact, cell, state and entry")
    void rebuild_isEqual_andIsSwitchedTo() {
        tellOfOrders(40);
        List<String> before = all("kpi");

        operator.rebuild();
        assertThat(operator.look().<Integer>path("shadow.behind")).isZero();
        assertThat(operator.look().<Number>path("shadow.events").longValue())
                .isEqualTo(operator.look().<Number>path("shadow.total").longValue())
                .isPositive();
        assertThat(all("kpi_next")).isEqualTo(before);
        var found = assertStatus(operator.switchTo(false), 200);

        assertThat(found.<Integer>path("cells.equal")).isPositive();
        assertThat(List.of(
                        found.<Integer>path("cells.different"),
                        found.<Integer>path("cells.onlyLive"),
                        found.<Integer>path("cells.onlyShadow"),
                        found.<Integer>path("orders.different")))
                .containsOnly(0);
        assertThat(all("kpi")).isEqualTo(before);
        assertThat(all("kpi_previous")).isEqualTo(before);
        reporting.applied(reporting.tell(DAY, ofTwo("AFTER-" + run).confirmed()));
        assertThat(ledger.query("select count(*) from kpi.kpi_fact")).isNotEqualTo(List.of("0"));
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("what arrives during a rebuild is in both, and the shadow never overtakes")
    void eventsDuringRebuild_areInBoth() {
        tellOfOrders(5);
        operator.rebuild();
        tellOfOrders(5);

        assertStatus(operator.command("reconcile"), 200);

        assertThat(all("kpi_next")).isEqualTo(all("kpi"));
    }

    @Test
    @Tag("RPT-10")
    @Tag("DAT-4")
    @DisplayName("whichever projection becomes live, the producer's log is followed from its beginning")
    void log_isFollowedFromItsBeginning_afterEveryExchange() throws SQLException {
        tellOfOrders(1);
        operator.rebuild();
        ledger.follow(77);
        assertStatus(operator.switchTo(false), 200);
        assertThat(ledger.followed()).containsExactly("0");

        ledger.follow(78);
        assertStatus(operator.command("rollback"), 200);
        assertThat(ledger.followed()).containsExactly("0");
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("after a rollback the previous projection takes what it lacks, without any new event")
    void rollback_catchesUp_byItself() {
        tellOfOrders(3);
        operator.rebuild();
        assertStatus(operator.switchTo(false), 200);
        Published late = reporting.tell(DAY, ofTwo("LATE-" + run).confirmed());
        reporting.applied(late);
        List<String> before = figures("kpi");

        assertStatus(operator.command("rollback"), 200);

        await().atMost(PATIENCE).until(() -> figures("kpi").equals(before));
        reporting.applied(late);
        assertThat(figures("kpi_next")).isEqualTo(before);
        assertStatus(operator.switchTo(false), 200);
        assertThat(figures("kpi")).isEqualTo(before);
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("a switch that fails leaves the previous projection where it was")
    void failedSwitch_keepsThePreviousProjection() throws SQLException {
        tellOfOrders(3);
        operator.rebuild();
        assertStatus(operator.switchTo(false), 200);
        operator.rebuild();
        List<String> previous = all("kpi_previous");
        // The name that the live one has for a moment is taken.
        ledger.execute("create schema kpi_leaving");
        try {
            assertThat(operator.switchTo(false).statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(operator.look().<Object>path("previous")).isNotNull();
            assertThat(all("kpi_previous")).isEqualTo(previous);
        } finally {
            ledger.execute("drop schema kpi_leaving");
        }
        assertStatus(operator.switchTo(false), 200);
        assertStatus(operator.command("rollback"), 200);
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("a cell that differs is named and keeps the switch from happening, unless it is accepted")
    void difference_refusesTheSwitch() throws SQLException {
        Orders order = ofTwo("DIFF-" + run);
        reporting.applied(reporting.tell(DAY, order.confirmed()));
        List<String> right = figures("kpi");
        ledger.execute("update kpi.kpi_cell set value = value + 1 where measure = 'ORDER_COUNT' and dimension_set = "
                + "'total' and day = '" + DAY + "'");

        operator.rebuild();
        var refused = operator.switchTo(false);

        assertProblem(refused, 409, "projection-differs");
        assertThat(refused.<Integer>path("reconciliation.cells.different")).isEqualTo(1);
        assertThat(refused.<String>path("reconciliation.first[0].measure")).isEqualTo("ORDER_COUNT");
        assertThat(refused.<String>path("reconciliation.first[0].day")).isEqualTo(DAY.toString());
        assertStatus(operator.switchTo(true), 200);
        assertThat(figures("kpi")).isEqualTo(right);
    }

    @Test
    @Tag("RPT-10")
    @Tag("DAT-4")
    @DisplayName("a journal that differs in a month keeps the switch from happening, though no cell does")
    void differentJournal_refusesTheSwitch() throws SQLException {
        reporting.applied(reporting.tell(DAY, ofTwo("JOURNAL-" + run).confirmed()));
        // A fact of nothing: no sum tells of it.
        ledger.execute("insert into kpi.kpi_fact select gen_random_uuid(), 0, measure, day, 0, currency, order_id,"
                + " line_id, product, category, customer, country, region, salesperson, department,"
                + " position, entry from kpi.kpi_fact where measure = 'SALES_AMOUNT' and day = '" + DAY
                + "' limit 1");

        operator.rebuild();
        var refused = operator.switchTo(false);

        assertProblem(refused, 409, "projection-differs");
        assertThat(refused.<Integer>path("reconciliation.cells.different")).isZero();
        assertThat(refused.<Integer>path("reconciliation.journal.different")).isEqualTo(1);
        assertThat(refused.<String>path("reconciliation.months[0].month"))
                .isEqualTo(DAY.toString().substring(0, 7));
        assertStatus(operator.switchTo(true), 200);
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("who runs the system sees how far figures are behind the topic")
    void lag_isShown() throws SQLException {
        reporting.applied(reporting.tell(DAY, ofTwo("LAG-" + run).confirmed()));
        assertThat(operator.look().<Integer>path("live.lag.events")).isZero();
        assertThat(operator.look().<Integer>path("live.lag.seconds")).isZero();
        try (var gate = database.getConnection()) {
            // As if the intake stood still.
            gate.setAutoCommit(false);
            gate.createStatement().execute("select pg_advisory_xact_lock(7205759403)");
            Published told = reporting.tell(DAY, ofTwo("LAGS-" + run).confirmed());
            await().atMost(PATIENCE).until(() -> operator.look().<Integer>path("live.lag.seconds") > 0);
            assertThat(operator.look().<Integer>path("live.lag.events")).isEqualTo(1);
            gate.commit();
            reporting.applied(told);
        }
        await().atMost(PATIENCE).until(() -> operator.look().<Integer>path("live.lag.events") == 0);
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("what keeps a rebuild from going on is said, and no more once it goes on")
    void fault_isShown() throws SQLException {
        operator.rebuild();
        // As when the disk of the database is full: no value is to blame.
        ledger.execute("alter table kpi_next.order_state rename column state to away");
        Published told = reporting.tell(DAY, ofTwo("FAULT-" + run).confirmed());
        await().atMost(PATIENCE).until(() -> operator.look().path("shadow.fault") != null);
        ledger.execute("alter table kpi_next.order_state rename column away to state");
        reporting.applied(told);
        await().atMost(PATIENCE).until(() -> operator.look().path("shadow.fault") == null);

        assertStatus(operator.switchTo(false), 200);
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("a rebuild goes on where it was when its instance is gone")
    void takeover_goesOn() throws SQLException {
        tellOfOrders(20);
        assertStatus(operator.command("rebuild"), 202);
        // As if another instance had taken over and died: the one at work must stop, and may begin again.
        ledger.execute("update kpi_next.projection set owner = 'gone', epoch = epoch + 1, expires_at = now()");
        await().atMost(PATIENCE)
                .until(() -> ledger.query("select epoch >= 2 and owner <> 'gone' from kpi_next.projection")
                        .equals(List.of("true")));
        operator.awaitReady();

        assertThat(all("kpi_next")).isEqualTo(all("kpi"));
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what the live projection has parked, a rebuild parks, too")
    void parkedEvents_areParkedAgain() {
        Orders poisoned = ofTwo("POISON-" + run);
        reporting.tell(DAY, poisoned.confirmed());
        reporting.tell(DAY, poisoned.confirmed());
        reporting.tell(
                DAY,
                Orders.order("NUL-" + run)
                        .line("S\u0000", "Seafood", "1", "1.00")
                        .confirmed());
        reporting.applied(reporting.tell(DAY, ofTwo("SOUND-" + run).confirmed()));
        ledger.awaitParked(poisoned.orderId(), 1);

        operator.rebuild();

        String waiting = "select aggregate_id, version, cause from %s.waiting_event order by 1, 2";
        assertThat(ledger.query(waiting.formatted("kpi_next")))
                .isEqualTo(ledger.query(waiting.formatted("kpi")))
                .hasSizeGreaterThan(1);
    }

    @Test
    void commands_areRefused_whereTheyMakeNoSense() {
        assertProblem(operator.switchTo(false), 409, "no-shadow-projection");
        assertProblem(operator.command("abandon"), 409, "no-shadow-projection");
        assertStatus(operator.command("rebuild"), 202);
        assertProblem(operator.command("rebuild"), 409, "rebuild-running");
        assertProblem(operator.command("rebuild?source=somewhere"), 400, "source-invalid");
        assertProblem(operator.command("rebuild?source=feed"), 409, "feed-unreachable");
        assertProblem(
                reporting.api.as(Reporting.STATISTICIAN).post(Operator.PROJECTIONS + "/rebuild"), 403, "role-missing");
        assertProblem(reporting.api.anonymous().get(Operator.PROJECTIONS), 401, "token-missing");
    }

    private void tellOfOrders(int orders) {
        RandomOrders random = new RandomOrders(++told, LocalDate.of(2011, 1, 1));
        Map<UUID, Published> last = new HashMap<>();
        for (Happening happening : random.mixed(random.lives(orders, "RB-" + told + "-"))) {
            last.put(happening.event().orderId(), reporting.tell(happening.day(), happening.event()));
        }
        last.values().forEach(reporting::applied);
    }

    private List<String> figures(String schema) {
        List<String> figures =
                ledger.query("select measure, dimension_set, day, key1, key2, currency, trim_scale(value)" + " from "
                        + schema + ".kpi_cell where value <> 0 order by 1, 2, 3, 4, 5, 6");
        figures.addAll(ledger.query(
                "select event_id, number, measure, day, value from " + schema + ".kpi_fact order by 1, 2"));
        return figures;
    }

    /** Everything but the projection's own story. */
    private List<String> all(String schema) {
        List<String> all = figures(schema);
        for (String rows : List.of(
                "select event_id, number, entry, position from %s.kpi_fact order by 1, 2",
                "select * from %s.journal_event order by 1",
                "select * from %s.order_state order by 1",
                "select dimension, key, label from %s.label order by 1, 2",
                "select * from %s.applied_version order by 1",
                "select * from %s.applied_hour order by 1",
                "select * from %s.intake_offset order by 1, 2")) {
            all.addAll(ledger.query(rows.formatted(schema)));
        }
        return all;
    }
}
