package io.neiqin.reporting.intake;

import static io.neiqin.reporting.Orders.ofTwo;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.events.orders.OrderEvent;
import io.neiqin.reporting.Ledger;
import io.neiqin.reporting.Orders;
import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Replay;
import io.neiqin.reporting.Reporting;
import io.neiqin.reporting.ontime.OnTimeProjection;
import io.neiqin.reporting.sales.SalesProjection;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stream that is not what it should be, against figures computed apart from what should have been told. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class FaultyStreamTest {

    @Inject
    DataSource database;

    private Reporting reporting;
    private Ledger ledger;

    @BeforeEach
    void ready() {
        reporting = Reporting.ready();
        ledger = new Ledger(database);
    }

    @Test
    @DisplayName("F16 every event twice and in no order: the figures are those of each once and in order")
    void figuresAreRight_whenEverythingIsRepeatedAndShuffled() {
        repeatedAndShuffled(16, LocalDate.of(1961, 1, 2), 120, "F16-");
    }

    @Test
    @Tag("faults")
    @DisplayName("F16 (long) every event twice and in no order")
    void figuresAreRight_whenThousandsAreRepeatedAndShuffled() {
        repeatedAndShuffled(1600, LocalDate.of(1961, 6, 5), 4_000, "F16L-");
    }

    @Test
    @DisplayName(
            "F15 one order in a hundred is poisoned: the others are not touched, it is parked, a replay repairs it")
    void poison_parksItsOrder_andIsRepairedByAReplay() throws Exception {
        poisoned(15, LocalDate.of(1963, 1, 7), 300, "F15-");
    }

    @Test
    @Tag("faults")
    @DisplayName("F15 (long) one order in a hundred is poisoned")
    void poison_parksItsOrders_amongThousands() throws Exception {
        poisoned(1500, LocalDate.of(1963, 6, 3), 4_000, "F15L-");
    }

    @Test
    @DisplayName(
            "F18 clocks that are ten minutes apart, leap day and year end: a figure stands on the day told with it")
    void figures_standOnTheDayTold_whateverTheClocks() {
        // One moment, 00:05 in Shanghai; the second producer's clock is ten minutes late.
        Instant early = Instant.parse("2027-12-31T16:05:00Z");
        Orders newYear = ofTwo("F18-1");
        Orders oldYear = ofTwo("F18-2");
        reporting.feeder.publish(newYear.confirmed(), early, LocalDate.of(2028, 1, 1));
        reporting.applied(
                reporting.feeder.publish(oldYear.confirmed(), early.minusSeconds(600), LocalDate.of(2027, 12, 31)));
        assertThat(reporting.rows("/ORDER_COUNT?period=2027-12-31")).containsExactly("2027-12-31 = 1");
        assertThat(reporting.rows("/ORDER_COUNT?period=2028-01-01")).containsExactly("2028-01-01 = 1");
        assertThat(reporting.rows("/ORDER_COUNT?period=2027")).containsExactly("2027 = 1");
        assertThat(reporting.rows("/ORDER_COUNT?period=2027-12-31..2028-01-01&grain=month"))
                .containsExactly("2027-12 = 1", "2028-01 = 1");

        Orders leap = ofTwo("F18-3");
        reporting.feeder.publish(leap.confirmed(), Instant.parse("2028-02-29T15:59:00Z"), LocalDate.of(2028, 2, 29));
        // The next event of the order is from a clock that stands before the first one's: its version counts.
        reporting.applied(reporting.feeder.publish(
                leap.cancelled(), Instant.parse("2028-02-29T15:49:00Z"), LocalDate.of(2028, 3, 1)));
        assertThat(reporting.rows("/SALES_AMOUNT?period=2028-02-29")).containsExactly("2028-02-29 CNY = 30.01");
        assertThat(reporting.rows("/SALES_AMOUNT?period=2028-02")).containsExactly("2028-02 CNY = 30.01");
        assertThat(reporting.rows("/SALES_AMOUNT?period=2028-03-01")).containsExactly("2028-03-01 CNY = -30.01");
    }

    private void repeatedAndShuffled(long seed, LocalDate start, int orders, String prefix) {
        RandomOrders random = new RandomOrders(seed, start);
        List<List<Happening>> lives = random.lives(orders, prefix);
        List<int[]> deliveries = new ArrayList<>();
        for (int life = 0; life < lives.size(); life++) {
            for (int step = 0; step < lives.get(life).size(); step++) {
                deliveries.add(new int[] {life, step});
                deliveries.add(new int[] {life, step});
            }
        }
        Collections.shuffle(deliveries, new Random(orders));
        Map<String, Published> told = new HashMap<>();
        for (int[] delivery : deliveries) {
            Happening happening = lives.get(delivery[0]).get(delivery[1]);
            String which = delivery[0] + "/" + delivery[1];
            if (told.containsKey(which)) {
                reporting.feeder.repeat(told.get(which));
            } else {
                told.put(which, reporting.tell(happening.day(), delivery[1] + 1, happening.event()));
            }
        }
        for (int life = 0; life < lives.size(); life++) {
            reporting.applied(told.get(life + "/" + (lives.get(life).size() - 1)));
        }
        for (List<Happening> life : lives) {
            assertThat(ledger.parked(life.get(0).event().orderId())).isEmpty();
        }
        assertThat(kept(start)).isEqualTo(expected(lives, prefix));
    }

    private void poisoned(long seed, LocalDate start, int orders, String prefix) throws Exception {
        RandomOrders random = new RandomOrders(seed, start);
        List<List<Happening>> lives = random.lives(orders, prefix);
        lives.removeIf(life -> life.size() < 2);
        List<List<Happening>> healthy = new ArrayList<>(lives);
        List<List<Happening>> sick = new ArrayList<>();
        for (int i = lives.size() - 1; i >= 0; i -= 100) {
            sick.add(healthy.remove(i));
        }
        Map<UUID, Long> versions = new HashMap<>();
        Map<UUID, Published> last = new HashMap<>();
        for (Happening happening : random.mixed(lives)) {
            UUID id = happening.event().orderId();
            long version = versions.merge(id, 1L, Long::sum);
            boolean poison = version == 2 && sick.stream().anyMatch(life -> isOf(life, id));
            last.put(id, poison ? poison(happening) : reporting.tell(happening.day(), version, happening.event()));
        }
        healthy.forEach(life -> reporting.applied(last.get(life.get(0).event().orderId())));
        for (List<Happening> life : sick) {
            UUID id = life.get(0).event().orderId();
            ledger.awaitParked(id, life.size() - 1);
            List<String> parked = ledger.parked(id);
            assertThat(parked.get(0)).startsWith("2|").contains("JsonEOFException");
            assertThat(parked.subList(1, parked.size())).allMatch(one -> one.endsWith("|behind version 2"));
        }
        List<List<Happening>> applied = new ArrayList<>(healthy);
        sick.forEach(life -> applied.add(life.subList(0, 1)));
        assertThat(kept(start)).isEqualTo(expected(applied, prefix));

        for (List<Happening> life : sick) {
            UUID id = life.get(0).event().orderId();
            ledger.repair(id, 2, Json.text(life.get(1).event()));
            int released = assertStatus(
                            reporting
                                    .api
                                    .as("root", "SYSTEM_ADMIN")
                                    .post("/api/reporting/parked-events/kpi/" + id + "/replay"),
                            200)
                    .path("released");
            assertThat(released).isEqualTo(life.size() - 1);
            assertThat(ledger.parked(id)).isEmpty();
        }
        assertThat(kept(start)).isEqualTo(expected(lives, prefix));
    }

    /** The second event, whose body has been cut off on its way. */
    private Published poison(Happening happening) {
        OrderEvent event = happening.event();
        Map<String, String> attributes = new TreeMap<>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "type",
                "neiqin.orders." + kind(event) + ".v1",
                "source",
                "/neiqin/orders",
                "subject",
                event.orderId().toString(),
                "time",
                Instant.now().toString(),
                "aggregateversion",
                "2",
                "position",
                "1",
                "businessdate",
                happening.day().toString(),
                "correlationid",
                "F15",
                "actor",
                "feeder"));
        return reporting.feeder.publish("neiqin.orders", event.orderId().toString(), attributes, "{\"orderId\":");
    }

    private static String kind(OrderEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isOf(List<Happening> life, UUID order) {
        return life.get(0).event().orderId().equals(order);
    }

    /** What the cells of the orders' eight weeks hold, noughts left out. */
    private Map<String, String> kept(LocalDate start) {
        return ledger.cells(start, start.plusDays(56));
    }

    /** Each once and in order, added up in memory. */
    private static Map<String, String> expected(List<List<Happening>> lives, String prefix) {
        Replay replay = new Replay(new SalesProjection(), new OnTimeProjection());
        lives.forEach(life -> life.forEach(happening -> replay.on(happening.day(), happening.event())));
        Map<String, String> cells = new TreeMap<>();
        replay.cells().forEach((cell, value) -> {
            if (value.signum() != 0) {
                cells.put(Ledger.name(cell), Ledger.plain(value));
            }
        });
        assertThat(cells).as(prefix).hasSizeGreaterThan(500);
        return cells;
    }
}
