package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** Addresses, parameters, keys and sizes that orders do not take. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderRequestRefusalTest {

    private final Stored stored;
    private OrderApi orders;

    OrderRequestRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @TestFactory
    Stream<DynamicTest> refuses_addressesAndParameters() {
        return Refusal.tests(
                stored,
                orders.api,
                asked("malformed id", 400, "parameter-unreadable", ORDERS + "/7"),
                asked("address of nothing", 404, "http.404", "/api/orders/nothing"),
                asked("limit 0", 400, "limit-invalid", ORDERS + "?limit=0"),
                asked("limit 201", 400, "limit-invalid", ORDERS + "?limit=201"),
                asked("limit in words", 400, "parameter-unreadable", ORDERS + "?limit=many"),
                asked("malformed cursor", 400, "cursor-invalid", ORDERS + "?cursor=x"),
                asked("foreign cursor", 400, "cursor-invalid", ORDERS + "?cursor=YWJj"),
                asked("estimated count", 400, "count-invalid", ORDERS + "?count=estimate"),
                asked("misspelt filter", 400, "parameter-unknown", ORDERS + "?stauts=DRAFT"),
                asked("filter twice", 400, "parameter-repeated", ORDERS + "?status=DRAFT&status=ENTERED"),
                asked("unknown status", 400, "parameter-invalid", ORDERS + "?status=LOST"),
                asked("malformed customer", 400, "parameter-unreadable", ORDERS + "?customerId=7"),
                asked("day in another form", 400, "parameter-invalid", ORDERS + "?from=4.7.96"),
                asked("day beyond all calendars", 400, "parameter-invalid", ORDERS + "?to=-999999999-01-01"),
                asked("unknown status of a product", 400, "parameter-invalid", PRODUCTS + "?status=OLD"),
                asked("misspelt filter of a product", 400, "parameter-unknown", PRODUCTS + "?skv=P-1"),
                Refusal.of(
                        "malformed id of a command",
                        400,
                        "parameter-unreadable",
                        api -> api.as(CLERK).post(ORDERS + "/7/receive")),
                Refusal.of(
                        "a method that is not there",
                        405,
                        "http.405",
                        api -> api.as(CLERK).delete(ORDERS + "/" + UUID.randomUUID())),
                Refusal.of(
                        "an answer in another type",
                        406,
                        "http.406",
                        api -> api.as(CLERK).header("Accept", "image/png").get(ORDERS)));
    }

    @TestFactory
    @Tag("CUS-13")
    @DisplayName("a key belongs to one request")
    Stream<DynamicTest> refuses_keys() {
        Map<String, Object> body = body(orders.customer());
        String key = "key-" + UUID.randomUUID();
        assertStatus(orders.api.as(CLERK).key(key).post(ORDERS, body), 201);
        return Refusal.tests(
                stored,
                orders.api,
                keyed(
                        "repeated key with another body",
                        422,
                        "idempotency-key-reused",
                        key,
                        with(body, "remark", "other")),
                keyed("key too long", 400, "idempotency-key-invalid", "k".repeat(65), body),
                keyed("key with a blank", 400, "idempotency-key-invalid", "a b", body));
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("a repeated key with the same body changes nothing")
    void answersAlike_forTheSameKeyAndBody() {
        Map<String, Object> body = body(orders.customer());
        var api = orders.api.as(CLERK).newKey();
        Response first = assertStatus(api.post(ORDERS, body), 201);
        Response again = stored.unchangedBy(() -> assertStatus(api.post(ORDERS, body), 201));
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    }

    @Test
    @DisplayName("fifty equal requests make one order")
    void createsOnce_forFiftyEqualRequests() throws Exception {
        UUID customer = orders.customer();
        Map<String, Object> body = body(customer);
        var api = orders.api.as(CLERK).newKey();
        var pool = Executors.newFixedThreadPool(50);
        Callable<Response> call = () -> api.post(ORDERS, body);
        List<Response> answers = new ArrayList<>();
        for (var future : pool.invokeAll(Collections.nCopies(50, call))) {
            answers.add(future.get());
        }
        pool.shutdown();
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(201, 409);
        answers.add(stored.unchangedBy(() -> api.post(ORDERS, body)));
        assertThat(answers.stream()
                        .filter(a -> a.statusCode() == 201)
                        .map(a -> a.<String>path("id"))
                        .distinct())
                .hasSize(1);
        Response list = orders.api.as(CLERK).get(ORDERS + "?count=exact&customerId=" + customer);
        assertThat(list.<Integer>path("total")).isEqualTo(1);
        Response replay = answers.get(answers.size() - 1);
        assertThat(replay.header("Location")).endsWith(replay.path("id"));
    }

    @Test
    @DisplayName("an order whose confirmation could not be told is refused while it is typed")
    void refuses_moreTextThanAnEventCarries() {
        String name = "名".repeat(200);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            lines.add(with(
                    line("P-LONG", "1", "1"),
                    "requestedDate",
                    java.time.LocalDate.of(2099, 1, 1).plusDays(i).toString()));
        }
        assertStatus(
                orders.api
                        .as(CLERK)
                        .post(
                                PRODUCTS,
                                with(with(OrderApi.newProduct("P-LONG"), "name", name), "category", "类".repeat(100))),
                201);
        UUID customer = orders.customer();
        Refusal.of(
                        "500 lines with long names",
                        422,
                        "order-too-large",
                        api -> api.as(CLERK).post(ORDERS, with(body(customer), "lines", lines)))
                .at("/lines")
                .check(stored, orders.api);
        String id = orders.draft(body(customer));
        Refusal.of(
                        "the same by an edit",
                        422,
                        "order-too-large",
                        api -> api.as(CLERK).ifMatch(0).put(ORDERS + "/" + id, with(body(customer), "lines", lines)))
                .check(stored, orders.api);
        List<Map<String, Object>> plain =
                lines.stream().map(line -> with(line, "sku", PRODUCT)).toList();
        String most = orders.draft(with(body(customer), "lines", plain));
        for (String command : List.of("receive", "enter", "verify", "confirm")) {
            assertStatus(orders.act(orders.api, OrderApi.whoMay(command), most, command), 200);
        }
    }

    @Test
    void refuses_staleCommand_afterAnotherOne() {
        String id = orders.received();
        var seen = orders.api.as(CLERK).ifMatch(0);
        stored.unchangedBy(() -> assertProblem(seen.post(ORDERS + "/" + id + "/enter"), 412, "stale-version"));
    }

    private static Refusal asked(String name, int status, String code, String path) {
        return Refusal.of(name, status, code, api -> api.as(CLERK).get(path));
    }

    private static Refusal keyed(String name, int status, String code, String key, Map<String, Object> body) {
        return Refusal.of(name, status, code, api -> api.as(CLERK).key(key).post(ORDERS, body));
    }
}
