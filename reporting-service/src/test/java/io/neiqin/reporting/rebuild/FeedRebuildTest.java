package io.neiqin.reporting.rebuild;

import static io.neiqin.reporting.Orders.ofTwo;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Reporting;
import io.neiqin.reporting.WithProducer;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.events.ProducerLog;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
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

/** A projection is built from the log of the service that told the events, since the topic no longer has them. */
@QuarkusTest
@TestProfile(WithProducer.class)
@WithTestResource(InfraResource.class)
class FeedRebuildTest {

    private static final LocalDate DAY = LocalDate.of(2010, 5, 5);

    @Inject
    DataSource database;

    private Reporting reporting;
    private Ledger ledger;
    private Operator operator;
    private ProducerLog log;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
        operator = new Operator(reporting.api);
        log = ProducerLog.start();
    }

    @AfterEach
    void tidy() {
        operator.tidy();
        log.close();
    }

    @Test
    @Tag("RPT-10")
    @DisplayName("a shortened topic is refused, and the log of the producer gives the same projection")
    void rebuildFromTheFeed_isEqual_whenTheTopicIsShortened() {
        RandomOrders random = new RandomOrders(31, LocalDate.of(2011, 1, 1));
        Map<UUID, Published> last = new HashMap<>();
        for (Happening happening : random.mixed(random.lives(60, "FEED-"))) {
            last.put(happening.event().orderId(), log.add(reporting.tell(happening.day(), happening.event())));
        }
        last.values().forEach(reporting::applied);
        Topics.empty(Infra.shared().kafka(), "neiqin.orders");

        assertProblem(operator.command("rebuild"), 409, "topic-incomplete");
        assertStatus(operator.command("rebuild?source=feed"), 202);
        operator.awaitReady();
        Orders after = ofTwo("FEED-AFTER");
        reporting.applied(log.add(reporting.tell(DAY, after.confirmed())));
        var found = assertStatus(operator.switchTo(false), 200);

        assertThat(found.<Integer>path("journal.equal")).isPositive();
        assertThat(operator.look().<String>path("live.source")).isEqualTo("feed");
        assertThat(told("kpi")).isEqualTo(told("kpi_previous")).hasSizeGreaterThan(500);
        reporting.applied(log.add(reporting.tell(DAY, after.shippedWhole())));

        assertStatus(operator.command("rollback"), 200);
        reporting.applied(log.add(reporting.tell(DAY, after.acceptedWhole())));
        assertStatus(operator.switchTo(false), 200);
    }

    @Test
    @Tag("RPT-10")
    @Tag("NFR-4")
    @DisplayName("a gap that was filled in the live projection is filled in the one that is rebuilt")
    void gapsOfTheTopic_areFilledInTheShadow() {
        Orders gapped = ofTwo("GAPPED-1");
        reporting.applied(log.add(reporting.tell(DAY, gapped.confirmed())));
        log.lost(DAY, 2, gapped.shippedWhole());
        Published third = log.add(reporting.tell(DAY, 3, gapped.acceptedWhole()));
        reporting.applied(third);

        // The topic is whole as far as anybody can tell; where this class's other test has shortened it, the log is
        // read.
        var begun = operator.command("rebuild");
        if (begun.statusCode() != 202) {
            assertStatus(operator.command("rebuild?source=feed"), 202);
        }
        operator.awaitReady();

        assertThat(ledger.query("select version || ' ' || cause from kpi_next.waiting_event where aggregate_id = '"
                        + gapped.orderId() + "'"))
                .isEmpty();
        assertStatus(operator.switchTo(false), 200);
    }

    private List<String> told(String schema) {
        return ledger.query(
                "select event_id, number, measure, day, value, entry from " + schema + ".kpi_fact order by 1, 2");
    }
}
