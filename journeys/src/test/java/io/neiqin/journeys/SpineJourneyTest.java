package io.neiqin.journeys;

import static io.neiqin.journeys.Company.CLERK;
import static io.neiqin.journeys.Company.IMPORTER;
import static io.neiqin.journeys.Company.MACHINE;
import static io.neiqin.journeys.Company.MANAGER;
import static io.neiqin.journeys.Company.OTHER_SELLER;
import static io.neiqin.journeys.Company.SECOND_CLERK;
import static io.neiqin.journeys.Company.SELLER;
import static io.neiqin.journeys.Company.STATISTICIAN;
import static io.neiqin.journeys.Company.WAREHOUSE;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Received;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An order becomes a KPI: four real services, a real database, a real broker. */
@Tag("journey")
class SpineJourneyTest {

    private static Neiqin neiqin;
    private static Company company;

    private final String category = "Category " + UUID.randomUUID();

    @BeforeAll
    static void start() {
        neiqin = Neiqin.start();
        company = Company.found(neiqin);
    }

    @AfterAll
    static void stop() {
        if (neiqin != null) {
            neiqin.close();
        }
    }

    @Test
    @Tag("ORD-1")
    @Tag("ORD-4")
    @Tag("ORD-12")
    @DisplayName("an order goes from draft to accepted and shows in the KPIs of its category and sellers")
    void becomesAKpi_anOrderThatIsConfirmed() {
        String customer = company.customer(SELLER);
        Map<String, Object> body = Company.order(customer, company.product(category), "10", "12.50");
        body.put(
                "salespersons",
                List.of(
                        Map.of("employeeNo", SELLER, "share", "60"),
                        Map.of("employeeNo", OTHER_SELLER, "share", "40")));
        String id = company.verified(body);
        Response confirmed = company.command(MANAGER, id, "confirm", null);
        assertThat(confirmed.<String>path("status")).isEqualTo("CONFIRMED");
        String min = id + ":" + confirmed.header("Event-Version");

        assertThat(value("SALES_AMOUNT", thisMonth(), "category", category, min))
                .isEqualByComparingTo("125.00");
        assertThat(value("SALES_VOLUME", thisMonth(), "category", category, min))
                .isEqualByComparingTo("10");
        assertThat(value("ORDER_COUNT", thisMonth(), "category", category, min)).isEqualByComparingTo("1");
        String bySeller = thisMonth() + "&category=" + category.replace(" ", "%20");
        assertThat(value("SALES_AMOUNT", bySeller, "salesperson", SELLER, min)).isEqualByComparingTo("75.00");
        assertThat(value("SALES_AMOUNT", bySeller, "salesperson", OTHER_SELLER, min))
                .isEqualByComparingTo("50.00");
        assertThat(value("SALES_AMOUNT", bySeller, "customer", customer, min)).isEqualByComparingTo("125.00");
        assertThat(value("SALES_AMOUNT", bySeller, "country", "DE", min)).isEqualByComparingTo("125.00");

        company.command(WAREHOUSE, id, "ship", Map.of());
        Response accepted = company.command(CLERK, id, "accept", Map.of());
        assertThat(accepted.<String>path("status")).isEqualTo("COMPLETED");
        String last = id + ":" + accepted.header("Event-Version");
        assertThat(value("SALES_AMOUNT", thisMonth(), "category", category, last))
                .isEqualByComparingTo("125.00");
    }

    @Test
    @DisplayName("everybody does his own part and sees his own figures")
    void isRefused_whoIsNotTheRightPerson() {
        String customer = company.customer(SELLER);
        Map<String, Object> body = Company.order(customer, company.product(category), "2", "7");
        assertProblem(neiqin.post(SELLER, "/api/orders/orders", body), 403, "role-missing");
        assertProblem(neiqin.post("stranger", "/api/orders/orders", body), 403, "unknown-employee");
        String id = neiqin.done(CLERK, "/api/orders/orders", body).path("id");
        String path = "/api/orders/orders/" + id;
        company.command(CLERK, id, "receive", null);
        company.command(CLERK, id, "enter", null);
        Map<String, String> second = Map.of("method", "SECOND_PERSON");
        assertProblem(neiqin.post(CLERK, path + "/verify", second), 422, "verifier-is-enterer");
        company.command(SECOND_CLERK, id, "verify", second);
        assertProblem(neiqin.post(CLERK, path + "/confirm"), 403, "role-missing");
        String min = id + ":" + company.command(MANAGER, id, "confirm", null).header("Event-Version");

        assertStatus(neiqin.get(SELLER, path), 200);
        assertProblem(neiqin.get(OTHER_SELLER, path), 404, "not-found");
        assertThat(value(SELLER, "SALES_AMOUNT", thisMonth(), "category", category, min))
                .isEqualByComparingTo("14");
        assertThat(value(OTHER_SELLER, "SALES_AMOUNT", thisMonth(), "category", category, min))
                .isZero();
    }

    @Test
    @Tag("ORD-41")
    @DisplayName("a cancellation counts on its own day")
    void movesTheKpiOnItsOwnDay_aCancellation() {
        String customer = company.customer(SELLER);
        Map<String, Object> body = Company.order(customer, company.product(category), "3", "100");
        body.put("channel", "IMPORT");
        body.put("sourceDocumentRef", "ledger 9");
        body.put("requestedDate", "2024-03-30");
        LocalDate ordered = LocalDate.of(2024, 3, 4);
        LocalDate cancelled = LocalDate.of(2024, 4, 10);
        String id = history(ordered, "/api/orders/orders", body).path("id");
        String path = "/api/orders/orders/" + id;
        history(ordered, path + "/receive", null);
        history(ordered, path + "/enter", null);
        history(ordered, path + "/verify", Map.of("method", "AUTO"));
        history(ordered, path + "/confirm", null);
        Response last = history(cancelled, path + "/cancel", Map.of("reason", "the customer changed his mind"));
        String min = id + ":" + last.header("Event-Version");

        assertThat(value("SALES_AMOUNT", "2024-03-04", "category", category, min))
                .isEqualByComparingTo("300");
        assertThat(value("SALES_AMOUNT", "2024-04-10", "category", category, min))
                .isEqualByComparingTo("-300");
        assertThat(value("SALES_AMOUNT", "2024-03", "category", category, min)).isEqualByComparingTo("300");
        assertThat(value("SALES_AMOUNT", "2024", "category", category, min)).isZero();
        assertThat(value("ORDER_COUNT", "2024-04", "category", category, min)).isEqualByComparingTo("-1");
    }

    @Test
    @DisplayName("F1 F2 what was confirmed before kill -9 is told after the restart, once")
    void keepsTheKpiExact_whenOrdersIsKilledBetweenCommitAndRelay() {
        String customer = company.customer(SELLER);
        String sku = company.product(category);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(company.verified(Company.order(customer, sku, "1", "10.10")));
        }
        Api keyed = neiqin.at("/api/orders").as(MANAGER).newKey();
        Map<String, String> versions = confirmAndDie(keyed, ids);
        neiqin.startAgain(Neiqin.ORDERS);

        for (String id : ids) {
            Response again = assertStatus(confirm(keyed, id), 200);
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertThat(again.header("Event-Version")).isEqualTo(versions.get(id));
            value("SALES_AMOUNT", thisMonth(), "category", category, id + ":" + versions.get(id));
        }
        assertThat(value("SALES_AMOUNT", thisMonth(), "category", category, null))
                .isEqualByComparingTo("50.50");
        assertThat(value("ORDER_COUNT", thisMonth(), "category", category, null))
                .isEqualByComparingTo("5");
    }

    /** Confirms the orders and kills the service before any of it is told; returns each order's event version. */
    private static Map<String, String> confirmAndDie(Api keyed, List<String> ids) {
        RelayStopper relay = new RelayStopper(neiqin.database(Neiqin.ORDERS));
        Map<String, String> versions = new HashMap<>();
        relay.stop();
        try {
            for (String id : ids) {
                versions.put(id, assertStatus(confirm(keyed, id), 200).header("Event-Version"));
            }
            assertThat(relay.waiting()).isEqualTo(ids.size());
        } finally {
            neiqin.kill(Neiqin.ORDERS);
            relay.goOn();
        }
        return versions;
    }

    @Test
    @DisplayName("the event feed of orders equals its topic")
    void equalsTheTopic_theFeedThatAMachineReads() {
        String id = company.verified(Company.order(company.customer(SELLER), company.product(category), "1", "1"));
        String version = company.command(MANAGER, id, "confirm", null).header("Event-Version");
        value("SALES_AMOUNT", thisMonth(), "category", category, id + ":" + version);

        assertProblem(neiqin.get(CLERK, "/api/orders/events"), 403, "role-missing");
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            Map<String, Map<String, Object>> feed = new HashMap<>();
            Map<String, Received> topic = new HashMap<>();
            // What the service says by itself, as a seal each minute, may come between the two readings.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                feed.putAll(wholeFeed());
                probe.all().forEach(event -> topic.put(event.id(), event));
                assertThat(topic.keySet()).isEqualTo(feed.keySet());
            });
            topic.forEach((event, received) -> {
                assertThat(received.attribute("position"))
                        .isEqualTo(feed.get(event).get("position"));
                assertThat(received.attribute("aggregateversion"))
                        .isEqualTo(feed.get(event).get("aggregateversion"));
                assertThat(received.type()).isEqualTo(feed.get(event).get("type"));
                assertThat(received.body().toString()).doesNotContain("Huber", "huber@example.com");
            });
        }
    }

    /** Every event of orders-service by its id, page by page. */
    private static Map<String, Map<String, Object>> wholeFeed() {
        Map<String, Map<String, Object>> feed = new HashMap<>();
        List<Map<String, Object>> page;
        String after = "0";
        do {
            Response answer = neiqin.get(MACHINE, "SYSTEM", "/api/orders/events?limit=50&after=" + after);
            page = assertStatus(answer, 200).path("items");
            page.forEach(event -> feed.put(event.get("id").toString(), event));
            after = answer.path("nextCursor");
        } while (!page.isEmpty());
        assertThat(feed).hasSize(Integer.parseInt(after));
        return feed;
    }

    private static Response confirm(Api keyed, String id) {
        return keyed.post("/api/orders/orders/" + id + "/confirm");
    }

    /** A command of the history import on a day. */
    private static Response history(LocalDate day, String path, Object body) {
        Api importer = neiqin.at(path)
                .as(IMPORTER)
                .newKey()
                .header("X-Business-Date", day.toString())
                .header("X-Import-Batch", "journey");
        Response answer = body == null ? importer.post(path) : importer.post(path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.asString()).isBetween(200, 201);
        return answer;
    }

    private static String thisMonth() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).toString().substring(0, 7);
    }

    private static BigDecimal value(String kpi, String period, String by, String key, String min) {
        return value(STATISTICIAN, kpi, period, by, key, min);
    }

    /** The sum of one key's rows once {@code min} is applied; 0 when it has none. */
    private static BigDecimal value(String who, String kpi, String period, String by, String key, String min) {
        String path = "/api/reporting/kpis/" + kpi + "?grain=total&by=" + by + "&period=" + period
                + (min == null ? "" : "&min=" + min);
        await().atMost(Duration.ofSeconds(30)).until(() -> neiqin.get(who, path).statusCode() != 202);
        List<Map<String, Object>> rows =
                assertStatus(neiqin.get(who, path), 200).path("rows");
        return rows.stream()
                .filter(row -> key.equals(((Map<?, ?>) row.get("keys")).get(by)))
                .map(row -> new BigDecimal(row.get("value").toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
