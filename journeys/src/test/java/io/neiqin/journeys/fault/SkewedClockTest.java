package io.neiqin.journeys.fault;

import static io.neiqin.journeys.Company.CLERK;
import static io.neiqin.journeys.Company.MANAGER;
import static io.neiqin.journeys.Company.SECOND_CLERK;
import static io.neiqin.journeys.Company.SELLER;
import static io.neiqin.journeys.Company.STATISTICIAN;
import static io.neiqin.journeys.Neiqin.ORDERS;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import io.neiqin.testkit.http.Api;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two instances whose days differ: one is at 23:53, the other ten minutes ahead of it, in the next day. */
class SkewedClockTest {

    private static final LocalTime LATE = LocalTime.of(23, 53);

    private final String category = "Clock " + UUID.randomUUID();
    private Neiqin neiqin;
    private Api before;
    private Api after;

    @Test
    @DisplayName(
            "F18 instances ten minutes apart at midnight: each figure stands on the day that its command was given")
    void figuresStandOnTheDayOfTheirCommand_whateverTheClocks() {
        neiqin = Stage.ready();
        ZoneOffset zone = zoneWhereItIs(LATE);
        neiqin.restart(ORDERS, List.of("-Dneiqin.zone=" + zone));
        String other = neiqin.join(ORDERS);
        try {
            figuresStand(zone, other);
        } finally {
            neiqin.leave(other);
            neiqin.restart(ORDERS, List.of());
        }
    }

    private void figuresStand(ZoneOffset zone, String other) {
        neiqin.restart(other, List.of("-Dneiqin.zone=" + ZoneOffset.ofTotalSeconds(zone.getTotalSeconds() + 600)));
        before = Api.at(neiqin.instance(ORDERS).uri(), neiqin::token);
        after = Api.at(neiqin.instance(other).uri(), neiqin::token);
        LocalDate today = LocalDate.ofInstant(Instant.now(), zone);
        String customer = Stage.company().customer(SELLER);
        String sku = Stage.company().product(category);

        command(before, MANAGER, verified(Company.order(customer, sku, "1", "100")), "confirm", null);
        command(after, MANAGER, verified(Company.order(customer, sku, "1", "20")), "confirm", null);
        String undone = verified(Company.order(customer, sku, "1", "3"));
        command(after, MANAGER, undone, "confirm", null);
        // By the wall clocks this happens before the confirmation.
        command(before, MANAGER, undone, "cancel", Map.of("reason", "F18"));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(sales(today)).isEqualByComparingTo("97");
            assertThat(sales(today.plusDays(1))).isEqualByComparingTo("23");
        });
    }

    private String verified(Map<String, Object> order) {
        String id = assertStatus(before.as(CLERK).newKey().post("/api/orders/orders", order), 201)
                .path("id");
        command(before, CLERK, id, "receive", null);
        command(after, CLERK, id, "enter", null);
        command(before, SECOND_CLERK, id, "verify", Map.of("method", "SECOND_PERSON"));
        return id;
    }

    private static Response command(Api instance, String who, String id, String verb, Object body) {
        String path = "/api/orders/orders/" + id + "/" + verb;
        Api caller = instance.as(who).newKey();
        return assertStatus(body == null ? caller.post(path) : caller.post(path, body), 200);
    }

    private BigDecimal sales(LocalDate day) {
        String path = "/api/reporting/kpis/SALES_AMOUNT?period=" + day + "&category=" + category.replace(" ", "%20");
        Response answer = assertStatus(neiqin.get(STATISTICIAN, path), 200);
        List<String> values = answer.path("rows.value");
        return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static ZoneOffset zoneWhereItIs(LocalTime wanted) {
        int now = LocalTime.now(ZoneOffset.UTC).toSecondOfDay();
        int ahead = Math.floorMod(wanted.toSecondOfDay() - now, 24 * 3600);
        return ZoneOffset.ofTotalSeconds(ahead > 17 * 3600 ? ahead - 24 * 3600 : ahead);
    }
}
