package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.IMPORTER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.with;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Who does not get at the customer file. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerAccessRefusalTest {

    private final Stored stored;
    private CustomerApi customers;

    CustomerAccessRefusalTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @TestFactory
    @Tag("SEC-1")
    @DisplayName("whoever may not is refused, and what is out of sight is not there")
    Stream<DynamicTest> refuses_callers() {
        String norths = customers.customerOf(SELLER);
        String colleagues = customers.customerOf(COLLEAGUE);
        Map<String, Object> change = with(body(), "ownerNo", null);
        TestIssuer issuer = TestIssuer.current();
        Stream<Refusal> byRole = Stream.of(FINANCE)
                .flatMap(who -> Stream.of(
                        refused(
                                "finance enters",
                                403,
                                "role-missing",
                                api -> api.as(who).post(CUSTOMERS, body())),
                        refused(
                                "finance changes",
                                403,
                                "role-missing",
                                api -> api.as(who).ifMatch(0).put(path(norths), change)),
                        refused("finance assigns", 403, "role-missing", api -> assign(api.as(who), norths))));
        return Refusal.tests(
                stored,
                customers.api,
                Stream.concat(
                        byRole,
                        Stream.of(
                                refused("clerk assigns", 403, "role-missing", api -> assign(api.as(CLERK), norths)),
                                refused(
                                        "salesperson assigns",
                                        403,
                                        "role-missing",
                                        api -> assign(api.as(SELLER), norths)),
                                refused(
                                        "salesperson enters for another",
                                        403,
                                        "owner-not-you",
                                        api -> api.as(SELLER).post(CUSTOMERS, with(body(), "ownerNo", OTHER_SELLER))),
                                refused(
                                        "salesperson changes a colleague's",
                                        403,
                                        "not-your-customer",
                                        api -> api.as(OTHER_SELLER).ifMatch(0).put(path(colleagues), change)),
                                refused(
                                        "reads another department's",
                                        404,
                                        "not-found",
                                        api -> api.as(OTHER_SELLER).get(path(norths))),
                                refused(
                                        "changes another department's",
                                        404,
                                        "not-found",
                                        api -> api.as(OTHER_SELLER).ifMatch(0).put(path(norths), change)),
                                refused(
                                        "no token",
                                        401,
                                        "token-missing",
                                        api -> api.anonymous().get(CUSTOMERS)),
                                refused(
                                        "expired token",
                                        401,
                                        "token-invalid",
                                        api -> api.bearer(issuer.expired(CLERK)).post(CUSTOMERS, body())),
                                refused(
                                        "unknown employee",
                                        403,
                                        "unknown-employee",
                                        api -> api.as("E999").post(CUSTOMERS, body())),
                                refused(
                                        "business date without the right",
                                        403,
                                        "business-date-forbidden",
                                        api -> api.as(CLERK)
                                                .header("X-Business-Date", "1996-07-04")
                                                .post(CUSTOMERS, body())),
                                refused(
                                        "business date in the future",
                                        422,
                                        "business-date-future",
                                        api -> api.as(IMPORTER)
                                                .header("X-Business-Date", "2999-01-01")
                                                .post(CUSTOMERS, body())))));
    }

    private static io.restassured.response.Response assign(Api api, String id) {
        return api.post(path(id) + "/assign", Map.of("ownerNo", COLLEAGUE));
    }

    private static Refusal refused(
            String name,
            int status,
            String code,
            java.util.function.Function<Api, io.restassured.response.Response> request) {
        return Refusal.of(name, status, code, request);
    }
}
