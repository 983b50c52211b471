package io.neiqin.journeys.fault;

import static io.neiqin.journeys.Company.CLERK;
import static io.neiqin.journeys.Company.SELLER;
import static io.neiqin.journeys.Neiqin.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More than a service can do, an end in the middle of work, and one command many times at once. */
class LoadTest {

    private static final String ORDER_PATH = "/api/orders/orders";

    private static Neiqin neiqin;
    private static String customer;
    private static String sku;

    /** Every order of one test says so, to be counted. */
    private final String marker = "call " + UUID.randomUUID();

    private Callers callers;

    @BeforeAll
    static void start() {
        neiqin = Stage.ready();
        customer = Stage.company().customer(SELLER);
        sku = Stage.company().product("Load");
    }

    @BeforeEach
    void ready() {
        callers = new Callers(neiqin.token(CLERK), ORDER_PATH, order());
    }

    private Map<String, Object> order() {
        Map<String, Object> order = Company.order(customer, sku, "10", "12.50");
        order.put("sourceDocumentRef", marker);
        return order;
    }

    @Test
    @DisplayName("F32 one idempotency key fifty times at once: exactly one effect, one answer for all")
    void hasOneEffect_aCommandSentFiftyTimesAtOnce() {
        String key = UUID.randomUUID().toString();
        URI service = orders();
        Set<Object> made = new HashSet<>();
        int replays = 0;
        for (HttpResponse<String> answer : callers.atOnce(50, service, key)) {
            assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
            if (answer.statusCode() == 201) {
                made.add(Callers.read(answer).get("id"));
            } else {
                assertThat(Callers.read(answer).get("code")).isEqualTo("in-progress");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        }
        for (HttpResponse<String> answer : callers.atOnce(3, service, key)) {
            if (answer.statusCode() == 201) {
                made.add(Callers.read(answer).get("id"));
                assertThat(answer.headers().firstValue("Idempotent-Replay")).contains("true");
                replays++;
            }
        }
        int effects = count("select count(*) from sales_order where source_document_ref = ?", marker);
        FaultTable.add("F32 one key 50 times at once", 1, effects == 0 ? 1 : 0, effects - 1, 0, 0, "1 effect");
        assertThat(replays).isPositive();
        assertThat(made).hasSize(1);
        assertThat(effects).isEqualTo(1);
        assertThat(count("select count(*) from idempotency_key where key = ?", key))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count(
                                "select count(*) from event_log where aggregateid = cast(? as uuid)",
                                made.iterator().next())
                        == 1);
    }

    @Test
    @DisplayName("F21 an end in the middle of work: what was begun is answered, nobody is cut off, no 5xx")
    void finishesWhatIsInWork_whenItIsTerminated() throws Exception {
        endsInOrder(1, 8, Duration.ofSeconds(6));
    }

    @Test
    @Tag("faults")
    @DisplayName("F21 (long) ten ends in the middle of work")
    void finishesWhatIsInWork_howeverOftenItIsTerminated() throws Exception {
        endsInOrder(10, 16, Duration.ofSeconds(10));
    }

    private void endsInOrder(int times, int clients, Duration time) throws Exception {
        String other = neiqin.join(ORDERS);
        URI next = neiqin.instance(other).uri();
        int answered =
                callers.closedLoop(clients, next, Duration.ofSeconds(2)).done.get();
        for (int round = 0; round < times; round++) {
            int before = stored();
            var load = callers.begin(clients, List.of(orders(), next), time);
            await().atMost(Duration.ofSeconds(30)).until(() -> stored() > before + 20);
            neiqin.terminate(ORDERS);
            int status = neiqin.instance(ORDERS).awaitEnd();
            var tally = callers.await(load);
            answered += tally.done.get();
            FaultTable.add(
                    "F21 SIGTERM under load", round + 1, lost(answered), twice(answered), 0, 0, tally.toString());
            assertThat(status).as("ended by itself").isEqualTo(143);
            assertThat(tally.others).as("5xx and other answers").hasValue(0);
            assertThat(tally.cut).as("requests without an answer").hasValue(0);
            assertThat(tally.farewells).as("callers told to leave").hasValueGreaterThanOrEqualTo(clients);
            neiqin.startAgain(ORDERS);
        }
        neiqin.leave(other);
        assertThat(stored()).as("what was answered is stored, nothing else").isEqualTo(answered);
    }

    private int lost(int answered) {
        return Math.max(0, answered - stored());
    }

    private int twice(int answered) {
        return Math.max(0, stored() - answered);
    }

    @Test
    @DisplayName("F22 far more than it can do: it sheds load with 503 and Retry-After, and is itself again after")
    void shedsLoad_andIsItselfAgain() {
        warm(Duration.ofSeconds(3));
        int before = stored();
        var crowd = callers.closedLoop(300, orders(), Duration.ofSeconds(4));
        int answered = before + crowd.done.get();
        FaultTable.add("F22 300 callers at once", 1, lost(answered), twice(answered), 0, 0, crowd.toString());
        assertThat(crowd.shed).hasValueGreaterThan(0);
        assertThat(crowd.others).hasValue(0);
        assertThat(crowd.cut).hasValue(0);
        assertThat(stored()).isEqualTo(answered);
        var after = callers.closedLoop(4, orders(), Duration.ofSeconds(1));
        assertThat(after.done).hasValueGreaterThan(0);
        assertThat(after.shed).hasValue(0);
    }

    @Test
    @Tag("faults")
    @DisplayName("F22 (long) at twice and five times its peak it does 85 % of its peak, and recovers within 5 s")
    void keepsItsGoodput_underOverload() {
        warm(Duration.ofSeconds(45));
        for (int times : List.of(2, 5)) {
            boolean valid = false;
            for (int attempt = 0; attempt < 3 && !valid; attempt++) {
                valid = overload(times);
            }
            assumeTrue(valid, "the machine was never the same before and after");
        }
    }

    /** False where the peaks before and after say that the machine had something else to do. */
    private boolean overload(int times) {
        int before = stored();
        var peak = callers.closedLoop(32, orders(), Duration.ofSeconds(10));
        var over = callers.openLoop(peak.perSecond() * times, orders(), Duration.ofSeconds(15));
        var recovering = callers.closedLoop(32, orders(), Duration.ofSeconds(5));
        var after = callers.closedLoop(32, orders(), Duration.ofSeconds(10));
        int answered = before + peak.done.get() + over.done.get() + recovering.done.get() + after.done.get();
        double usual = (peak.perSecond() + after.perSecond()) / 2;
        String figure = "peak %.0f/s before, %.0f/s after; %s; %.0f/s within 5 s"
                .formatted(peak.perSecond(), after.perSecond(), over, recovering.perSecond());
        FaultTable.add("F22 " + times + " times the peak", 1, lost(answered), twice(answered), 0, 0, figure);
        assertThat(over.others).hasValue(0);
        assertThat(over.cut).hasValue(0);
        assertThat(stored()).isEqualTo(answered);
        if (Math.abs(peak.perSecond() - after.perSecond()) > usual * 0.1) {
            return false;
        }
        assertThat(over.perSecond() / usual)
                .as("goodput at %d times the peak", times)
                .isGreaterThan(0.85);
        assertThat(recovering.perSecond() / usual).as("within 5 s after").isGreaterThan(0.85);
        return true;
    }

    private void warm(Duration time) {
        callers.closedLoop(8, orders(), time);
    }

    private static URI orders() {
        return neiqin.instance(ORDERS).uri();
    }

    private int stored() {
        return count("select count(*) from sales_order where source_document_ref = ?", marker);
    }

    private static int count(String sql, Object argument) {
        return Sql.of(neiqin.database(ORDERS)).number(sql, argument.toString());
    }
}
