package io.neiqin.journeys.fault;

import static io.neiqin.journeys.Company.CLERK;
import static io.neiqin.journeys.Company.SELLER;
import static io.neiqin.journeys.Neiqin.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a service does by itself when its time has come: deadlines that warn, are missed and climb. */
class DueWorkTest {

    private static final int ORDERS_A_ROUND = 40;
    private static final int ROUNDS = 3;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Seconds instead of days. */
    private static final List<String> SHORT = List.of(
            "-Dneiqin.deadline.kind.order-clarification.measure=ELAPSED_HOURS",
            "-Dneiqin.deadline.kind.order-clarification.allowed=8s",
            "-Dneiqin.deadline.kind.order-clarification.warn-before=3s",
            "-Dneiqin.deadline.kind.order-clarification.escalate-after=0s,2s",
            "-Dneiqin.deadline.every=1s");

    private static final String STEPS = "neiqin.orders.deadline-warned.v1,neiqin.orders.deadline-breached.v1,"
            + "neiqin.orders.deadline-escalated.v1,neiqin.orders.deadline-escalated.v1";

    @Test
    @Tag("journey")
    @Tag("ORD-3")
    @DisplayName("each step of a deadline is taken once, by one of two instances, though one of them is killed at it")
    void steps_areTakenOnce_byTwoInstances_andSurviveAKill() {
        Neiqin neiqin = Stage.ready();
        Sql orders = Sql.of(neiqin.database(ORDERS));
        neiqin.restart(ORDERS, SHORT);
        String other = neiqin.join(ORDERS);
        try {
            neiqin.restart(other, SHORT);
            String customer = Stage.company().customer(SELLER);
            String sku = Stage.company().product("Clarified");
            for (int round = 1; round <= ROUNDS; round++) {
                for (int i = 0; i < ORDERS_A_ROUND; i++) {
                    ask(neiqin, Company.order(customer, sku, "1", "1"));
                }
                int before = (round - 1) * ORDERS_A_ROUND;
                await().atMost(SOON)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> orders.number("select count(*) from deadline where taken > 0") > before);
                neiqin.kill(other);
                neiqin.startAgain(other);
            }
            int all = ROUNDS * ORDERS_A_ROUND;
            await().atMost(SOON).until(() -> orders.number("select count(*) from deadline where taken = 4") == all);
            await().atMost(SOON).until(() -> orders.number("select count(*) from outbox") == 0);
            assertThat(orders.number("""
                    select count(*) from (
                      select d.id from deadline d left join event_log e on e.aggregateid = d.id group by d.id
                      having string_agg(e.type, ',' order by e.position) = ?
                         and array_agg(e.aggregateversion order by e.position) = '{1,2,3,4}') told""", STEPS)).isEqualTo(all);
        } finally {
            neiqin.leave(other);
            neiqin.restart(ORDERS, List.of());
        }
    }

    private static void ask(Neiqin neiqin, Map<String, Object> order) {
        String id = neiqin.done(CLERK, "/api/orders/orders", order).path("id");
        Stage.company().command(CLERK, id, "receive", null);
        Stage.company().command(CLERK, id, "request-clarification", Map.of("questions", List.of("which size?")));
    }
}
