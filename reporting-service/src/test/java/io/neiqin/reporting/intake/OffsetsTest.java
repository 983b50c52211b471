package io.neiqin.reporting.intake;

import static io.neiqin.reporting.Orders.ofTwo;
import static io.neiqin.reporting.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neiqin.events.orders.OrderEvent.OrderEntered;
import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What arrives twice, is read again, is lost, or comes to the wrong instance; on real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OffsetsTest {

    private static final LocalDate DAY = LocalDate.of(2010, 5, 5);

    @Inject
    DataSource database;

    @Inject
    IntakeService intake;

    private Reporting reporting;
    private Ledger ledger;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
    }

    @Test
    @Tag("KPI-1")
    @Tag("KPI-3")
    @Tag("DAT-4")
    @DisplayName("the same events a second time change nothing")
    void repeatedEvents_changeNothing() {
        Orders order = ofTwo("R-1");
        Published confirmed = reporting.tell(DAY, order.confirmed());
        Published shipped = reporting.tell(DAY.plusDays(1), order.shippedWhole());
        reporting.applied(shipped);
        List<String> before = ledger.figures();

        reporting.feeder.repeat(confirmed);
        reporting.feeder.repeat(shipped);
        reporting.feeder.repeat(confirmed);
        barrier(order);

        assertThat(ledger.figures()).isEqualTo(before);
        assertThat(ledger.parked(order.orderId())).isEmpty();
    }

    @Test
    @Tag("RPT-10")
    @Tag("DAT-4")
    @DisplayName("reading the topic again from its beginning changes nothing")
    void readingAgainFromTheBeginning_changesNothing() throws SQLException {
        reporting.applied(reporting.tell(DAY, ofTwo("Z-1").confirmed()));
        barrier(order("Z-1"));
        List<String> before = ledger.figures();

        assertThat(ledger.execute("update intake_offset set next = 0")).isPositive();
        // Whatever comes next is not the record that is due: the consumer goes back.
        barrier(order("Z-1"));

        assertThat(ledger.figures()).isEqualTo(before);
        assertThat(ledger.query("select 1 from intake_offset where next > 1")).isNotEmpty();
    }

    @Test
    void recordsThatTheTopicLost_doNotStopTheIntake() throws SQLException {
        reporting.applied(reporting.tell(DAY, ofTwo("L-1").confirmed()));
        Topics.empty(Infra.shared().kafka());
        ledger.execute("update intake_offset set next = 0");

        Orders next = ofTwo("L-2");
        reporting.applied(reporting.tell(DAY, next.confirmed()));

        assertThat(ledger.query("select count(*) from order_state where order_id = '" + next.orderId() + "'"))
                .containsExactly("1");
    }

    @Test
    @Tag("DAT-4")
    @DisplayName("an instance that lost its partition writes nothing")
    void zombie_writesNothing() throws SQLException {
        reporting.applied(reporting.tell(DAY, ofTwo("Y-1").confirmed()));
        String[] taken = ledger.query("select partition, next from intake_offset where next > 0 limit 1")
                .get(0)
                .split("\\|");
        Orders stale = ofTwo("Y-2");
        List<String> before = ledger.figures();

        assertThatThrownBy(() ->
                        intake.take(List.of(record(stale, Integer.parseInt(taken[0]), Long.parseLong(taken[1]) - 1))))
                .isInstanceOf(Offsets.PartitionLost.class);

        assertThat(ledger.figures()).isEqualTo(before);
        assertThat(ledger.query("select 1 from order_state where order_id = '" + stale.orderId() + "'"))
                .isEmpty();
        assertThat(ledger.query("select 1 from applied_version where aggregate_id = '" + stale.orderId() + "'"))
                .isEmpty();
        assertThat(ledger.query("select next from intake_offset where partition = " + taken[0]))
                .containsExactly(taken[1]);
    }

    /** A record after which everything sent before has been dealt with, in the partition of the order's key. */
    private void barrier(Orders order) {
        reporting.applied(reporting.tell(DAY, new OrderEntered(order.orderId(), order.number(), "E1")));
    }

    private static ConsumerRecord<String, byte[]> record(Orders order, int partition, long offset) {
        String body = Json.text(order.confirmed());
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                "neiqin.orders", partition, offset, order.orderId().toString(), body.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "id", UUID.randomUUID().toString(),
                        "type", "neiqin.orders.order-confirmed.v1",
                        "subject", order.orderId().toString(),
                        "aggregateversion", "1",
                        "position", "1",
                        "time", "2010-05-05T08:00:00Z",
                        "businessdate", DAY.toString())
                .forEach((name, value) -> record.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
