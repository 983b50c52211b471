package io.neiqin.reporting.intake;

import static io.neiqin.reporting.Orders.order;
import static io.neiqin.reporting.Reporting.NORTH;
import static io.neiqin.reporting.Reporting.SOUTH;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.orders.OrderEvent.OrderEntered;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.Reporting;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What arrives twice, too early, broken or at the wrong instance; on real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class IntakeTest {

    private static final String PARKED = "/api/reporting/parked-events";
    private static final LocalDate DAY = LocalDate.of(2010, 5, 5);

    @Inject
    DataSource database;

    @Inject
    IntakeService intake;

    private Reporting reporting;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
    }

    private static Orders anOrder(String number) {
        return order(number).soldBy("E1", NORTH, "70").soldBy("E2", SOUTH, "30").line("S1", "Seafood", "3", "30.01");
    }

    /** Everything that figures are made of, as text. */
    private List<String> figures() {
        List<String> figures = query("select measure, dimension_set, day, key1, key2, currency, value from kpi_cell"
                + " order by 1, 2, 3, 4, 5, 6");
        figures.addAll(query("select event_id, number, measure, day, value from kpi_fact order by 1, 2"));
        return figures;
    }

    private List<String> query(String sql) {
        try (Connection connection = database.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(rows.getObject(i)));
                }
                lines.add(String.join("|", cells));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.createStatement().executeUpdate(sql);
        }
    }

    private List<String> parked(UUID aggregate) {
        return query("select version, cause from parked_event where consumer = 'kpi' and aggregate_id = '" + aggregate
                + "' order by version");
    }

    private void awaitParked(UUID aggregate, int events) {
        await().atMost(Duration.ofSeconds(20)).until(() -> parked(aggregate).size() == events);
    }

    @Test
    @DisplayName("KPI-1 KPI-3 DAT-4 the same events a second time change nothing")
    void repeatedEvents_changeNothing() {
        Orders order = anOrder("R-1");
        Published confirmed = reporting.tell(DAY, order.confirmed());
        Published shipped = reporting.tell(DAY.plusDays(1), order.shippedWhole());
        reporting.applied(shipped);
        List<String> before = figures();

        reporting.feeder.repeat(confirmed);
        reporting.feeder.repeat(shipped);
        reporting.feeder.repeat(confirmed);
        barrier(order);

        assertThat(figures()).isEqualTo(before);
        assertThat(parked(order.orderId())).isEmpty();
    }

    @Test
    @DisplayName("RPT-10 DAT-4 reading the topic again from its beginning changes nothing")
    void readingAgainFromTheBeginning_changesNothing() throws SQLException {
        reporting.applied(reporting.tell(DAY, anOrder("Z-1").confirmed()));
        barrier(order("Z-1"));
        List<String> before = figures();

        assertThat(execute("update intake_offset set next = 0")).isPositive();
        // Whatever comes next is not the record that is due: the consumer goes back.
        barrier(order("Z-1"));

        assertThat(figures()).isEqualTo(before);
        assertThat(query("select 1 from intake_offset where next > 1")).isNotEmpty();
    }

    @Test
    void recordsThatTheTopicLost_doNotStopTheIntake() throws SQLException {
        reporting.applied(reporting.tell(DAY, anOrder("L-1").confirmed()));
        Topics.empty(Infra.shared().kafka());
        execute("update intake_offset set next = 0");

        Orders next = anOrder("L-2");
        reporting.applied(reporting.tell(DAY, next.confirmed()));

        assertThat(query("select count(*) from order_state where order_id = '" + next.orderId() + "'"))
                .containsExactly("1");
    }

    @Test
    @DisplayName("NFR-4 a missing version parks its aggregate only, and its arrival releases what waited")
    void gap_parksOnlyThatAggregate_untilItIsFilled() {
        Orders gapped = anOrder("G-1");
        Orders other = anOrder("G-2");
        reporting.tell(DAY, 2, gapped.shippedWhole());
        reporting.tell(DAY, 4, gapped.cancelled());
        reporting.applied(reporting.tell(DAY, other.confirmed()));
        awaitParked(gapped.orderId(), 2);
        assertThat(parked(gapped.orderId())).containsExactly("2|missing version 1", "4|missing version 1");
        assertThat(query("select count(*) from kpi_fact where order_id = '" + gapped.orderId() + "'"))
                .containsExactly("0");

        Published first = reporting.tell(DAY, 1, gapped.confirmed());
        reporting.applied(first);
        awaitParked(gapped.orderId(), 1);

        assertThat(query("select version from consumed_version where consumer = 'kpi' and aggregate_id = '"
                        + gapped.orderId() + "'"))
                .containsExactly("2");
        assertThat(query("select state ->> 'cancelledOn' from order_state where order_id = '" + gapped.orderId() + "'"))
                .containsExactly("null");
    }

    @Test
    @DisplayName("NFR-4 an event that cannot be applied parks its aggregate with the cause; later ones queue behind")
    void poison_parksWithCause_andLaterOnesQueue() {
        Orders poisoned = anOrder("P-1");
        Orders other = anOrder("P-2");
        reporting.tell(DAY, poisoned.confirmed());
        reporting.tell(DAY, poisoned.confirmed());
        reporting.tell(DAY, poisoned.shippedWhole());
        reporting.applied(reporting.tell(DAY, other.confirmed()));
        awaitParked(poisoned.orderId(), 2);

        assertThat(parked(poisoned.orderId()))
                .containsExactly("2|IllegalStateException: the order is confirmed a second time", "3|behind version 2");
    }

    @Test
    void brokenBody_parksWithCause_andUnknownType_isPassedOver() {
        Orders broken = anOrder("B-1");
        Published good = reporting.tell(DAY, broken.confirmed());
        reporting.applied(good);
        Map<String, String> second = attributes(good, "2", "neiqin.orders.order-shipped.v1");
        reporting.feeder.publish("neiqin.orders", good.key(), second, "{\"orderId\":");
        awaitParked(broken.orderId(), 1);
        assertThat(parked(broken.orderId()).get(0)).contains("JsonEOFException");

        Orders unknown = anOrder("B-2");
        Published told = reporting.tell(DAY, unknown.confirmed());
        Published later = reporting.feeder.publish(
                "neiqin.orders", told.key(), attributes(told, "2", "neiqin.orders.order-archived.v9"), "{}");
        reporting.applied(later);
        assertThat(parked(unknown.orderId())).isEmpty();
    }

    @Test
    void bodyOfAnotherAggregate_parks_andTouchesNeither() {
        Orders victim = anOrder("B-3");
        Published mistaken = reporting.tell(DAY, anOrder("B-4").confirmed());
        reporting.feeder.publish(
                "neiqin.orders",
                mistaken.key(),
                attributes(mistaken, "2", "neiqin.orders.order-confirmed.v1"),
                Json.text(victim.confirmed()));
        awaitParked(UUID.fromString(mistaken.key()), 1);
        assertThat(parked(UUID.fromString(mistaken.key())).get(0)).contains("another aggregate");
        assertThat(query("select 1 from order_state where order_id = '" + victim.orderId() + "'"))
                .isEmpty();
    }

    @Test
    void recordThatIsNoEvent_parksByItself() {
        reporting.feeder.publish("neiqin.orders", "somebody", Map.of("type", "he\u0000llo"), "wor\u0000ld");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !query("select 1 from parked_event where type = 'hello'")
                        .isEmpty());
        assertThat(query("select cause from parked_event where type = 'hello'").get(0))
                .contains("not one of our CloudEvents");
    }

    @Test
    @DisplayName("NFR-4 a value that the database refuses parks its own aggregate, not the batch around it")
    void refusedValue_parksItsAggregate_othersOfTheBatchGoOn() {
        Orders refused = order("V-1").line("S\u0000", "Seafood", "1", "1.00");
        List<Orders> others = List.of(anOrder("V-2"), anOrder("V-3"), anOrder("V-4"));
        reporting.tell(DAY, refused.confirmed());
        others.forEach(order -> reporting.applied(reporting.tell(DAY, order.confirmed())));
        awaitParked(refused.orderId(), 1);

        assertThat(parked(refused.orderId()).get(0)).startsWith("1|cannot be stored: ");
    }

    @Test
    @DisplayName("DAT-4 an instance that lost its partition writes nothing")
    void zombie_writesNothing() throws SQLException {
        reporting.applied(reporting.tell(DAY, anOrder("Y-1").confirmed()));
        String[] taken = query("select partition, next from intake_offset where next > 0 limit 1")
                .get(0)
                .split("\\|");
        Orders stale = anOrder("Y-2");
        List<String> before = figures();

        assertThatThrownBy(() ->
                        intake.take(List.of(record(stale, Integer.parseInt(taken[0]), Long.parseLong(taken[1]) - 1))))
                .isInstanceOf(Offsets.PartitionLost.class);

        assertThat(figures()).isEqualTo(before);
        assertThat(query("select 1 from order_state where order_id = '" + stale.orderId() + "'"))
                .isEmpty();
        assertThat(query("select 1 from consumed_version where aggregate_id = '" + stale.orderId() + "'"))
                .isEmpty();
        assertThat(query("select next from intake_offset where partition = " + taken[0]))
                .containsExactly(taken[1]);
    }

    @Test
    @DisplayName("DAT-4 the journal cannot be changed, and no event counts twice in it")
    void journal_isInsertOnly() {
        reporting.applied(reporting.tell(DAY, anOrder("J-1").confirmed()));

        assertThatThrownBy(() -> execute("update kpi_fact set value = 0")).hasMessageContaining("insert-only");
        assertThatThrownBy(() -> execute("delete from kpi_fact")).hasMessageContaining("insert-only");
        assertThatThrownBy(() -> execute("insert into kpi_fact select * from kpi_fact limit 1"))
                .hasMessageContaining("kpi_fact_pkey");
    }

    @Test
    @DisplayName("NFR-4 a parked event is applied by a replay once its cause is gone")
    void replay_appliesWhatWaits() throws SQLException {
        Orders order = anOrder("Q-1");
        Orders never = anOrder("Q-2");
        Published early = reporting.tell(DAY, order.shippedWhole());
        awaitParked(order.orderId(), 1);
        assertThat(parked(order.orderId()).get(0)).contains("never confirmed");
        assertThat(replay(order)).isZero();

        // As a repaired projection would: the order is known now.
        Published known = reporting.tell(DAY, never.confirmed());
        reporting.applied(known);
        execute("insert into order_state select '" + order.orderId() + "', replace(state::text, '" + never.orderId()
                + "', '" + order.orderId() + "')::jsonb from order_state where order_id = '" + never.orderId() + "'");
        execute("update order_state set state = replace(state::text, '" + never.lineId(1) + "', '" + order.lineId(1)
                + "')::jsonb where order_id = '" + order.orderId() + "'");

        assertThat(replay(order)).isEqualTo(1);
        assertThat(parked(order.orderId())).isEmpty();
        reporting.applied(early);
        assertProblem(admin().post(PARKED + "/" + order.orderId() + "/replay"), 404, "not-found");
    }

    @Test
    void parkedEvents_areListed_forThoseWhoRunTheSystem() {
        Orders order = anOrder("X-1");
        reporting.tell(DAY, 7, order.shippedWhole());
        awaitParked(order.orderId(), 1);

        var answer = assertStatus(admin().get(PARKED), 200);

        List<String> aggregates = answer.path("items.aggregateId");
        assertThat(aggregates).contains(order.orderId().toString());
        assertThat(answer.<List<String>>path("items.cause")).contains("missing version 1");
        assertProblem(reporting.api.as(Reporting.STATISTICIAN).get(PARKED), 403, "role-missing");
        assertProblem(reporting.api.anonymous().get(PARKED), 401, "token-missing");
    }

    private Api admin() {
        return reporting.api.as("root", "SYSTEM_ADMIN");
    }

    private int replay(Orders order) {
        return assertStatus(admin().post(PARKED + "/" + order.orderId() + "/replay"), 200)
                .path("released");
    }

    /** A record after which everything sent before has been dealt with, in the partition of the order's key. */
    private void barrier(Orders order) {
        reporting.applied(reporting.tell(DAY, new OrderEntered(order.orderId(), order.number(), "E1")));
    }

    private static Map<String, String> attributes(Published like, String version, String type) {
        Map<String, String> attributes = new HashMap<>(like.attributes());
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("aggregateversion", version);
        attributes.put("type", type);
        return attributes;
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
