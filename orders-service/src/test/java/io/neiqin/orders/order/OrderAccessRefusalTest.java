package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.OTHER_SELLER;
import static io.neiqin.orders.OrderApi.PRODUCTS;
import static io.neiqin.orders.OrderApi.SELLER;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.orders.order.OrderStatus.Action;
import io.neiqin.platform.identity.Roles;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who does not get through: without a token, without the role, without the record in sight. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderAccessRefusalTest {

    private final Stored stored;
    private OrderApi orders;

    OrderAccessRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @TestFactory
    @Tag("SEC-1")
    @DisplayName("every action wants its role: whoever holds only another one is refused")
    Stream<DynamicTest> refuses_everyActionWithoutItsRole() {
        orders.hireOnePerRole();
        String id = orders.draft();
        List<Refusal> rows = new ArrayList<>();
        for (Action action : Action.values()) {
            rows.addAll(lacking(
                    action.command(), action.roles(), (api, who) -> orders.act(api, who, id, action.command())));
        }
        Set<String> clerks = Set.of(Roles.CLERK, Roles.CLERK_LEAD);
        Set<String> keepers = Set.of(Roles.CLERK, Roles.CLERK_LEAD, Roles.SALES_MANAGER);
        Set<String> leaders = Set.of(Roles.CLERK_LEAD, Roles.SALES_MANAGER);
        String product = orders.api.as(CLERK).get(PRODUCTS + "?sku=P-100").path("items[0].id");
        rows.addAll(lacking("create", clerks, (api, who) -> api.as(who).post(ORDERS, body(orders.oneCustomer()))));
        rows.addAll(lacking("product", keepers, (api, who) -> api.as(who).post(PRODUCTS, OrderApi.newProduct("P-NO"))));
        rows.addAll(lacking(
                "product change",
                keepers,
                (api, who) -> api.as(who).ifMatch(0).put(PRODUCTS + "/" + product, OrderApi.productChange())));
        for (String verb : List.of("activate", "deactivate")) {
            rows.addAll(lacking(verb, leaders, (api, who) -> api.as(who).post(PRODUCTS + "/" + product + "/" + verb)));
        }
        return Refusal.tests(stored, orders.api, rows.stream());
    }

    private static List<Refusal> lacking(String action, Set<String> allowed, Call call) {
        return Roles.BINDABLE.stream()
                .filter(role -> !allowed.contains(role))
                .sorted()
                .map(role -> Refusal.of(
                        action + " as " + role, 403, "role-missing", api -> call.as(api, OrderApi.withOnly(role))))
                .toList();
    }

    private interface Call {
        Response as(Api api, String who);
    }

    @TestFactory
    @Tag("SEC-1")
    @Tag("CUS-11")
    @DisplayName("nothing is done to a record of another department: it is not there")
    Stream<DynamicTest> hides_everyActionOnForeignRecords() {
        orders.hireStranger();
        return Arrays.stream(Action.values()).flatMap(action -> {
            String id = orders.inState(stateFor(action));
            UnaryOperator<String> name = what -> action.command() + " on " + what;
            return Refusal.tests(
                    stored,
                    orders.api,
                    Refusal.of(
                            name.apply("an order of another department"),
                            404,
                            "not-found",
                            api -> orders.act(api, OrderApi.STRANGER, id, action.command())),
                    Refusal.of(
                            name.apply("an order that is not there"),
                            404,
                            "not-found",
                            api -> act(api, action, UUID.randomUUID().toString())));
        });
    }

    private Response act(Api api, Action action, String id) {
        return action == Action.EDIT
                ? api.as(CLERK).ifMatch(0).put(ORDERS + "/" + id, body(orders.oneCustomer()))
                : orders.act(api, OrderApi.whoMay(action.command()), id, action.command());
    }

    private static String stateFor(Action action) {
        return Arrays.stream(OrderStatus.values())
                .filter(status -> status.allows(action))
                .findFirst()
                .orElseThrow()
                .name();
    }

    @TestFactory
    @Tag("SEC-1")
    @DisplayName("whoever is not known does not come in")
    Stream<DynamicTest> refuses_unknownCallers() {
        TestIssuer issuer = TestIssuer.current();
        String id = orders.draft();
        return Stream.of(
                        who("no token", 401, "token-missing", api -> api.anonymous()),
                        who("empty token", 401, "token-missing", api -> api.bearer("")),
                        who("expired token", 401, "token-invalid", api -> api.bearer(issuer.expired(CLERK))),
                        who(
                                "token of another signer",
                                401,
                                "token-invalid",
                                api -> api.bearer(issuer.signedByAnother(CLERK))),
                        who("nonsense as token", 401, "token-invalid", api -> api.bearer("abc")),
                        who("employee unknown to admin-service", 403, "unknown-employee", api -> api.as("E999")),
                        who(
                                "unknown with a role of his own making",
                                403,
                                "unknown-employee",
                                api -> api.as("E999", "CLERK")),
                        who("employee who has left", 403, "unknown-employee", api -> api.as(OrderApi.LEAVER)))
                .flatMap(caller -> Refusal.tests(
                        stored,
                        orders.api,
                        caller.to("creates", api -> api.post(ORDERS, body(orders.oneCustomer()))),
                        caller.to("receives", api -> api.post(ORDERS + "/" + id + "/receive")),
                        caller.to("reads", api -> api.get(ORDERS + "/" + id)),
                        caller.to("lists", api -> api.get(ORDERS))));
    }

    private record Caller(String name, int status, String code, UnaryOperator<Api> identity) {
        Refusal to(String what, Function<Api, Response> request) {
            return Refusal.of(name + " " + what, status, code, api -> request.apply(identity.apply(api)));
        }
    }

    private static Caller who(String name, int status, String code, UnaryOperator<Api> identity) {
        return new Caller(name, status, code, identity);
    }

    @TestFactory
    @DisplayName("a business date is stated with the right, for the past, and with its batch")
    Stream<DynamicTest> refuses_wrongBusinessDate() {
        String tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString();
        return Refusal.tests(
                stored,
                orders.api,
                dated("business date without the right", 403, "business-date-forbidden", CLERK, "1996-07-04", "old"),
                dated("business date in the future", 422, "business-date-future", IMPORTER, tomorrow, "old"),
                dated("business date in another form", 400, "business-date-invalid", IMPORTER, "4.7.96", "old"),
                dated("business date before all books", 400, "business-date-invalid", IMPORTER, "1899-12-31", "old"),
                dated("business date without a batch", 400, "import-batch-invalid", IMPORTER, "1996-07-04", null),
                dated("batch with a blank", 400, "import-batch-invalid", IMPORTER, "1996-07-04", "a b"),
                dated("batch without a business date", 400, "import-batch-without-date", IMPORTER, null, "old"));
    }

    private Refusal dated(String name, int status, String code, String who, String day, String batch) {
        return Refusal.of(
                name,
                status,
                code,
                api -> api.as(who)
                        .header("X-Business-Date", day)
                        .header("X-Import-Batch", batch)
                        .post(ORDERS, body(orders.oneCustomer())));
    }

    @Test
    @Tag("SEC-1")
    @Tag("CUS-11")
    @DisplayName("an order of another salesperson and department is not in the list")
    void hides_foreignOrders_fromListAndSingle() {
        String id = orders.draft();
        assertStatus(orders.api.as(SELLER).get(ORDERS + "/" + id), 200);
        Refusal.of(
                        "a foreign order",
                        404,
                        "not-found",
                        api -> api.as(OTHER_SELLER).get(ORDERS + "/" + id))
                .check(stored, orders.api);
        assertThat(orders.api.as(SELLER).get(ORDERS + "?limit=200").<List<String>>path("items.id"))
                .contains(id);
        assertThat(orders.api.as(OTHER_SELLER).get(ORDERS + "?limit=200").<List<String>>path("items.id"))
                .doesNotContain(id);
    }

    @Test
    @Tag("SEC-1")
    @DisplayName("a customer outside the caller's sight is unknown to him in an order, too")
    void refuses_customerOutOfSight_inANewOrder() {
        orders.hireStranger();
        var ofNorth = body(orders.oneCustomer());
        Refusal.of(
                        "a customer of another department",
                        422,
                        "unknown-customer",
                        api -> api.as(OrderApi.STRANGER).post(ORDERS, ofNorth))
                .at("/customerId")
                .check(stored, orders.api);
        var own = body(orders.customer(OrderApi.STRANGER, "ACTIVE"));
        assertStatus(orders.api.as(OrderApi.STRANGER).post(ORDERS, own), 201);
    }
}
