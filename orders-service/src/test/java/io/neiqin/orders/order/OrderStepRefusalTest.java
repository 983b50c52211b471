package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.MANAGER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.WAREHOUSE;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Steps that an order does not take. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderStepRefusalTest {

    private final Stored stored;
    private OrderApi orders;

    OrderStepRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @TestFactory
    @Tag("ORD-41")
    @DisplayName("every step that a state does not know is refused with what is possible")
    Stream<DynamicTest> refuses_everyIllegalTransition() {
        return Arrays.stream(OrderStatus.values()).flatMap(status -> {
            String id = orders.inState(status.name());
            return Arrays.stream(Action.values())
                    .filter(action -> !status.allows(action))
                    .map(action -> illegal(status, action, id));
        });
    }

    private DynamicTest illegal(OrderStatus status, Action action, String id) {
        // These orders were typed by whoever asks, who cannot verify them, and nothing of them has been shipped. They
        // are
        // within the limit, or nobody has approved them yet.
        List<String> impossible = status == OrderStatus.PENDING_APPROVAL
                ? List.of("confirm")
                : List.of("verify", "reject-verification", "accept", "submit");
        List<String> possible = OrderStatusTest.possible(status, action).stream()
                .filter(next -> !impossible.contains(next))
                .toList();
        Refusal refusal = Refusal.of(
                        action.command() + " in " + status,
                        409,
                        "illegal-transition",
                        api -> orders.act(api, OrderApi.whoMay(action.command()), id, action.command()))
                .allowing(possible);
        return Refusal.tests(stored, orders.api, refusal).findFirst().orElseThrow();
    }

    @TestFactory
    @Tag("ORD-12")
    @DisplayName("no more is shipped than ordered, no more accepted than shipped")
    Stream<DynamicTest> refuses_wrongQuantities() {
        String fresh = orders.confirmed();
        String partly = orders.confirmed();
        assertStatus(orders.command(WAREHOUSE, partly, "ship", quantity(1, "4")), 200);
        var twice =
                Map.of("lines", List.of(Map.of("lineNo", 1, "quantity", "1"), Map.of("lineNo", 1, "quantity", "1")));
        return Refusal.tests(
                stored,
                orders.api,
                step(
                        "ship more than ordered",
                        422,
                        "shipped-more-than-ordered",
                        fresh,
                        "ship",
                        quantity(1, "10.000001")),
                step(
                        "ship more than is left",
                        422,
                        "shipped-more-than-ordered",
                        partly,
                        "ship",
                        quantity(1, "6.000001")),
                step(
                        "accept more than shipped",
                        422,
                        "accepted-more-than-shipped",
                        partly,
                        "accept",
                        quantity(1, "4.000001")),
                step("accept before anything is shipped", 422, "no-such-open-line", fresh, "accept", Map.of()),
                step(
                        "accept one before it is shipped",
                        422,
                        "accepted-more-than-shipped",
                        fresh,
                        "accept",
                        quantity(1, "1")),
                step("ship line 0", 422, "unknown-line", fresh, "ship", quantity(0, "1")),
                step("ship a line that is not there", 422, "unknown-line", fresh, "ship", quantity(2, "1")),
                step("ship a line twice", 422, "duplicate-line", fresh, "ship", twice),
                step("ship no lines", 400, "invalid-request", fresh, "ship", Map.of("lines", List.of()))
                        .at("/lines"),
                step("accept no lines", 400, "invalid-request", partly, "accept", Map.of("lines", List.of()))
                        .at("/lines"),
                step("ship half a line number", 400, "invalid-request", fresh, "ship", quantity(1.9, "1"))
                        .at("/lines/0/lineNo"),
                step("ship nothing", 400, "invalid-request", fresh, "ship", quantity(1, "0"))
                        .at("/lines/0/quantity"),
                step("ship less than nothing", 400, "invalid-request", fresh, "ship", quantity(1, "-1"))
                        .at("/lines/0/quantity"),
                step("ship over-precisely", 400, "invalid-request", fresh, "ship", quantity(1, "0.0000001"))
                        .at("/lines/0/quantity"),
                step(
                                "ship without a quantity",
                                400,
                                "invalid-request",
                                fresh,
                                "ship",
                                Map.of("lines", List.of(Map.of("lineNo", 1))))
                        .at("/lines/0/quantity"),
                step("ship with an unknown property", 400, "invalid-request", fresh, "ship", Map.of("carrier", "SF"))
                        .at("/carrier"));
    }

    @TestFactory
    @Tag("ORD-41")
    @DisplayName("nothing that has left the house is cancelled")
    Stream<DynamicTest> refuses_cancellation() {
        String draft = orders.draft();
        String partly = orders.confirmed();
        assertStatus(orders.command(WAREHOUSE, partly, "ship", quantity(1, "4")), 200);
        var reason = Map.of("reason", "too late");
        return Refusal.tests(
                stored,
                orders.api,
                step("cancel after shipment", 409, "cancel-after-shipment", partly, "cancel", reason)
                        .allowing(List.of()),
                step("cancel after full shipment", 409, "cancel-after-shipment", orders.shipped(), "cancel", reason)
                        .allowing(List.of()),
                step("cancel without a reason", 400, "invalid-request", draft, "cancel", Map.of("reason", " "))
                        .at("/reason"),
                step("cancel without a body", 400, "invalid-request", draft, "cancel", ""),
                step("cancel with an essay", 400, "invalid-request", draft, "cancel", Map.of("reason", "x".repeat(501)))
                        .at("/reason"));
    }

    @Test
    @DisplayName("two confirms at once have one effect")
    void confirmsOnce_whenTwoTryAtTheSameMoment() throws Exception {
        String id = orders.verified();
        var pool = Executors.newFixedThreadPool(4);
        Callable<Integer> call =
                () -> orders.command(MANAGER, id, "confirm", null).statusCode();
        List<Integer> answers = new ArrayList<>();
        for (var future : pool.invokeAll(Collections.nCopies(4, call))) {
            answers.add(future.get());
        }
        pool.shutdown();
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 409);
        try (EventProbe probe = EventProbe.on("neiqin.orders")) {
            probe.await(5, EventProbe.about(id), Duration.ofSeconds(20));
            assertThat(probe.all()).filteredOn(EventProbe.about(id)).hasSize(5);
        }
    }

    @Test
    @DisplayName("of four edits of one version at once, one is taken and the others hear that it is stale")
    void editsOnce_whenFourTryAtTheSameMoment() throws Exception {
        var customer = orders.customer();
        String path = ORDERS + "/" + orders.draft(body(customer));
        var pool = Executors.newFixedThreadPool(4);
        try {
            for (int version = 0; version < 10; version++) {
                int seen = version;
                Callable<Integer> edit = () -> orders.api
                        .as(CLERK)
                        .ifMatch(seen)
                        .put(path, body(customer))
                        .statusCode();
                List<Integer> answers = new ArrayList<>();
                for (var future : pool.invokeAll(Collections.nCopies(4, edit))) {
                    answers.add(future.get());
                }
                assertThat(answers).containsExactlyInAnyOrder(200, 412, 412, 412);
            }
        } finally {
            pool.shutdown();
        }
    }

    @TestFactory
    @DisplayName("a change of what one has not seen is refused")
    Stream<DynamicTest> refuses_staleMissingAndMalformedIfMatch() {
        var customer = orders.customer();
        String path = ORDERS + "/" + orders.draft(body(customer));
        assertStatus(orders.api.as(CLERK).ifMatch(0).put(path, body(customer)), 200);
        Stream<Refusal> malformed = Stream.of("x", "1", "W/\"1\"", "*", "\"-1\"", "\"99999999999\"", "")
                .map(tag -> Refusal.of(
                        "malformed If-Match " + tag,
                        400,
                        "if-match-invalid",
                        api -> api.as(CLERK).header("If-Match", tag).put(path, body(customer))));
        return Refusal.tests(
                stored,
                orders.api,
                Stream.concat(
                        malformed,
                        Stream.of(
                                Refusal.of(
                                        "missing If-Match",
                                        428,
                                        "if-match-required",
                                        api -> api.as(CLERK).put(path, body(customer))),
                                Refusal.of(
                                        "stale version of an edit",
                                        412,
                                        "stale-version",
                                        api -> api.as(CLERK).ifMatch(0).put(path, body(customer))),
                                Refusal.of(
                                        "version of the future",
                                        412,
                                        "stale-version",
                                        api -> api.as(CLERK).ifMatch(2).put(path, body(customer))),
                                Refusal.of(
                                        "stale version of a command",
                                        412,
                                        "stale-version",
                                        api -> api.as(CLERK).ifMatch(0).post(path + "/receive")))));
    }

    @Test
    void refuses_secondConfirmation_withTheVersionOfTheFirst() {
        String id = orders.verified();
        var manager = orders.api.as(MANAGER).ifMatch(orders.get(id).header("ETag"));
        assertStatus(manager.post(ORDERS + "/" + id + "/confirm"), 200);
        stored.unchangedBy(() -> assertProblem(manager.post(ORDERS + "/" + id + "/confirm"), 412, "stale-version"));
    }

    private Refusal step(String name, int status, String code, String id, String command, Object body) {
        String who = OrderApi.whoMay(command);
        return Refusal.of(name, status, code, api -> api.as(who).post(ORDERS + "/" + id + "/" + command, body));
    }

    private static Map<String, Object> quantity(Object lineNo, String quantity) {
        return Map.of("lines", List.of(Map.of("lineNo", lineNo, "quantity", quantity)));
    }
}
