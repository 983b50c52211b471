package io.neiqin.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.events.DomainEvent;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventFeeder.Published;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The reporting service under test: tells it events as orders-service would, and asks it as its readers do. */
public final class Reporting {

    /** Sees all. */
    public static final String STATISTICIAN = "S900";

    /** A salesperson who sees his own. */
    public static final String SELLER = "E1";

    /** A supervisor who sees the department {@link #NORTH}. */
    public static final String SUPERVISOR = "E8";

    /** Works in the house, but not with figures. */
    public static final String STOREKEEPER = "E9";

    /** One of {@link RandomOrders#PERSONS}, who sees his own. */
    public static final String RANDOM_SELLER = "R1";

    /** Sees the first of {@link RandomOrders#DEPARTMENTS}. */
    public static final String RANDOM_SUPERVISOR = "R8";

    public static final UUID NORTH = Organisation.departmentId("NORTH");
    public static final UUID SOUTH = Organisation.departmentId("SOUTH");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static Reporting shared;

    public final Api api = Api.here();
    public final EventFeeder feeder = EventFeeder.connect();

    private Reporting() {}

    /** Ready to be asked: its people are known. */
    public static synchronized Reporting ready() {
        if (shared == null) {
            shared = new Reporting();
            Organisation organisation = new Organisation(shared.feeder);
            organisation.department("NORTH", null, SUPERVISOR);
            organisation.department("SOUTH", null, null);
            organisation.employee(STATISTICIAN, "SOUTH", "STATISTICIAN", "ALL");
            organisation.employee(SELLER, "NORTH", "SALESPERSON", "SELF");
            organisation.employee(SUPERVISOR, "NORTH", "SALES_SUPERVISOR", "DEPARTMENT");
            organisation.employee(STOREKEEPER, "NORTH", "WAREHOUSE", "ALL");
            organisation.department("north", null, null);
            organisation.employee(RANDOM_SELLER, "north", "SALESPERSON", "SELF");
            organisation.employee(RANDOM_SUPERVISOR, "north", "SALES_SUPERVISOR", "DEPARTMENT");
            for (String who : List.of(STATISTICIAN, SELLER, SUPERVISOR, RANDOM_SELLER, RANDOM_SUPERVISOR)) {
                await().atMost(PATIENCE).until(() -> shared.ask(who, "").statusCode() == 200);
            }
            await().atMost(PATIENCE)
                    .until(() -> shared.ask(STOREKEEPER, "").path("code").equals("role-missing"));
        }
        return shared;
    }

    /** Publishes with the aggregate's next version. */
    public Published tell(LocalDate businessDate, DomainEvent event) {
        return feeder.publish(event, Instant.now(), businessDate);
    }

    /** Publishes with a version of the test's choice. */
    public Published tell(LocalDate businessDate, long version, DomainEvent event) {
        return feeder.publish(event, version, Instant.now(), businessDate);
    }

    /** Waits until the event is applied. */
    public void applied(Published event) {
        String min = event.key() + ":" + event.aggregateVersion();
        await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() ->
                        ask(STATISTICIAN, "/ORDER_COUNT?period=2026&min=" + min).statusCode() == 200);
    }

    /** @param rest of the address, behind {@code /api/reporting/kpis} */
    public Response ask(String who, String rest) {
        return api.as(who).get("/api/reporting/kpis" + rest);
    }

    /** The statistician's answer as "period keys… → value" lines, {@code due/onTime} before a ratio. */
    public List<String> rows(String rest) {
        return rows(STATISTICIAN, rest);
    }

    public List<String> rows(String who, String rest) {
        Response answer = ask(who, rest);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        List<Map<String, Object>> rows = answer.path("rows");
        return rows.stream().map(Reporting::line).toList();
    }

    private static String line(Map<String, Object> row) {
        @SuppressWarnings("unchecked")
        Map<String, String> keys = (Map<String, String>) row.get("keys");
        String where = keys.values().stream().map(key -> " " + key).collect(Collectors.joining());
        String money = row.containsKey("currency") ? " " + row.get("currency") : "";
        String parts = row.containsKey("due") ? " " + row.get("onTime") + "/" + row.get("due") : "";
        return row.get("period") + where + money + parts + " = " + row.get("value");
    }
}
