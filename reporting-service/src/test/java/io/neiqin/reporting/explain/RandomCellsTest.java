package io.neiqin.reporting.explain;

import static io.neiqin.reporting.Reporting.RANDOM_SELLER;
import static io.neiqin.reporting.Reporting.RANDOM_SUPERVISOR;
import static io.neiqin.reporting.Reporting.STATISTICIAN;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.reporting.Orders;
import io.neiqin.reporting.RandomOrders;
import io.neiqin.reporting.RandomOrders.Happening;
import io.neiqin.reporting.Reporting;
import io.neiqin.reporting.cube.Dimension;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever value anybody is shown, its explanation adds up to it. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class RandomCellsTest {

    private static final long SEED = 20261121;
    private static final int CELLS = 250;
    private static final LocalDate START = LocalDate.of(1985, 11, 20);

    private static final List<String> VARIANTS = List.of(
            "SALES_AMOUNT?",
            "SALES_VOLUME?",
            "ORDER_COUNT?",
            "ON_TIME_DELIVERY?unit=LINE&basis=ACCEPTED&date=ORIGINAL&",
            "ON_TIME_DELIVERY?unit=LINE&basis=ACCEPTED&date=AGREED&",
            "ON_TIME_DELIVERY?unit=LINE&basis=SHIPPED&date=ORIGINAL&",
            "ON_TIME_DELIVERY?unit=LINE&basis=SHIPPED&date=AGREED&",
            "ON_TIME_DELIVERY?unit=ORDER&basis=ACCEPTED&date=ORIGINAL&",
            "ON_TIME_DELIVERY?unit=ORDER&basis=ACCEPTED&date=AGREED&",
            "ON_TIME_DELIVERY?unit=ORDER&basis=SHIPPED&date=ORIGINAL&",
            "ON_TIME_DELIVERY?unit=ORDER&basis=SHIPPED&date=AGREED&");

    private static final Map<Dimension, List<String>> KEYS = Map.of(
            Dimension.PRODUCT, List.of("S0", "S1", "S2", "S3"),
            Dimension.CATEGORY, List.of("Seafood", "Produce", "Dairy"),
            Dimension.CUSTOMER,
                    List.of(
                            Orders.id("CUST0").toString(),
                            Orders.id("CUST1").toString(),
                            Orders.id("CUST2").toString()),
            Dimension.COUNTRY, List.of("DE", "CN"),
            Dimension.REGION, List.of("N", "S", "-"),
            Dimension.SALESPERSON, RandomOrders.PERSONS,
            Dimension.DEPARTMENT,
                    RandomOrders.DEPARTMENTS.stream().map(UUID::toString).toList());

    private final Random random = new Random(SEED);

    @Test
    @Tag("RPT-10")
    @Tag("DAT-4")
    @DisplayName("the explanations of random cells of every KPI, read in pages, add up to them exactly")
    void explanation_addsUpToItsCell_whateverIsAsked() {
        Reporting reporting = Reporting.ready();
        tell(reporting);
        Set<String> variants = new HashSet<>();
        int cells = 0;
        int pages = 0;
        for (int asked = 0; cells < CELLS; asked++) {
            assertThat(asked).as("questions without an answer").isLessThan(20 * CELLS);
            String variant = VARIANTS.get(asked % VARIANTS.size());
            String who = pick(List.of(STATISTICIAN, STATISTICIAN, RANDOM_SELLER, RANDOM_SUPERVISOR));
            List<Map<String, Object>> rows = rows(reporting, who, variant + question());
            if (!rows.isEmpty()) {
                Map<String, Object> row = pick(rows);
                int parts = 1 + random.nextInt(4);
                Explained explained = Explained.read(
                        reporting, who, (String) row.get("explain"), total -> Math.min(200, 1 + total / parts));
                explained.assertAddsUpTo(row);
                assertOfTheCell(explained, row, who);
                variants.add(variant);
                cells++;
                pages += explained.pages();
            }
        }
        assertThat(variants).hasSameSizeAs(VARIANTS);
        assertThat(pages).isGreaterThan(2 * CELLS);
    }

    private static void tell(Reporting reporting) {
        RandomOrders orders = new RandomOrders(SEED, START);
        Map<UUID, Published> last = new HashMap<>();
        for (Happening happening : orders.mixed(orders.lives(80, "WHY-"))) {
            last.put(happening.event().orderId(), reporting.tell(happening.day(), happening.event()));
        }
        last.values().forEach(reporting::applied);
    }

    record Answer(List<Map<String, Object>> rows) {}

    private static List<Map<String, Object>> rows(Reporting reporting, String who, String question) {
        String answer = assertStatus(reporting.ask(who, "/" + question), 200).asString();
        return Json.read(answer, Answer.class).rows;
    }

    /** Each item has the keys that the row has, and no seller is told of another's. */
    private static void assertOfTheCell(Explained explained, Map<String, Object> row, String who) {
        @SuppressWarnings("unchecked")
        Map<String, String> keys = new HashMap<>((Map<String, String>) row.get("keys"));
        if (who.equals(RANDOM_SELLER)) {
            keys.put("salesperson", RANDOM_SELLER);
        }
        for (Map<String, Object> item : explained.items()) {
            @SuppressWarnings("unchecked")
            Map<String, String> itsKeys = (Map<String, String>) item.get("keys");
            assertThat(itsKeys).containsAllEntriesOf(keys);
        }
    }

    private String question() {
        LocalDate from = START.plusDays(random.nextInt(40));
        String period = random.nextInt(4) == 0 ? "1985-11..1986-01" : from + ".." + from.plusDays(random.nextInt(30));
        StringBuilder question = new StringBuilder("period=" + period)
                .append("&grain=")
                .append(pick(List.of("day", "week", "month", "quarter", "year", "total")))
                .append("&by=")
                .append(dimensions(random.nextInt(5)).stream()
                        .map(Dimension::key)
                        .collect(Collectors.joining(",")));
        for (Dimension dimension : dimensions(random.nextInt(3))) {
            List<String> keys = new ArrayList<>(KEYS.get(dimension));
            Collections.shuffle(keys, random);
            keys.subList(0, 1 + random.nextInt(2))
                    .forEach(key -> question.append('&')
                            .append(dimension.key())
                            .append('=')
                            .append(key));
        }
        return question.toString();
    }

    private List<Dimension> dimensions(int number) {
        List<Dimension> all = new ArrayList<>(List.of(Dimension.values()));
        Collections.shuffle(all, random);
        return all.subList(0, number);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
