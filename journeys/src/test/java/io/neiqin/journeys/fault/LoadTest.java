package io.neiqin.journeys.fault;

import static io.neiqin.journeys.Company.CLERK;
import static io.neiqin.journeys.Company.SELLER;
import static io.neiqin.journeys.Neiqin.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.journeys.Company;
import io.neiqin.journeys.Neiqin;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final int ROUNDS = 5;
    private static final Duration PEAK = Duration.ofSeconds(6);
    private static final Duration OVERLOAD = Duration.ofSeconds(8);

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
        // Callers and service share the machine: what is compiled first now would be missing then.
        double calm = callers.closedLoop(32, orders(), Duration.ofSeconds(10)).perSecond();
        callers.openLoop(calm * 3, orders(), Duration.ofSeconds(15));
        for (int times : List.of(2, 5)) {
            overload(times);
        }
    }

    /** Several times in turn with the peak, and the middle one counts: the machine has other things to do as well. */
    private void overload(int times) {
        int before = stored();
        int done = 0;
        int shed = 0;
        List<Double> goodput = new ArrayList<>();
        List<Double> recovery = new ArrayList<>();
        var peak = callers.closedLoop(32, orders(), PEAK);
        done += peak.done.get();
        for (int round = 0; round < ROUNDS; round++) {
            var over = callers.openLoop(peak.perSecond() * times, orders(), OVERLOAD);
            var recovering = callers.closedLoop(32, orders(), Duration.ofSeconds(5));
            var after = callers.closedLoop(32, orders(), PEAK);
            double usual = (peak.perLeftSecond() + after.perLeftSecond()) / 2;
            goodput.add(100 * over.perLeftSecond() / usual);
            recovery.add(100 * recovering.perLeftSecond() / usual);
            for (var tally : List.of(over, recovering, after)) {
                done += tally.done.get();
                assertThat(tally.others).hasValue(0);
                assertThat(tally.cut).hasValue(0);
            }
            shed += over.shed.get();
            peak = after;
        }
        FaultTable.add(
                "F22 " + times + " times the peak",
                ROUNDS,
                lost(before + done),
                twice(before + done),
                0,
                0,
                "%.0f %% of the peak (%s), %.0f %% within 5 s after; %d shed; peak %.0f/s at the end"
                        .formatted(median(goodput), spread(goodput), median(recovery), shed, peak.perSecond()));
        assertThat(stored()).isEqualTo(before + done);
        assertThat(median(goodput))
                .as("goodput at %d times the peak, %% of it", times)
                .isGreaterThan(85);
        assertThat(median(recovery)).as("within 5 s after").isGreaterThan(85);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static String spread(List<Double> values) {
        return "%.0f–%.0f".formatted(Collections.min(values), Collections.max(values));
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
