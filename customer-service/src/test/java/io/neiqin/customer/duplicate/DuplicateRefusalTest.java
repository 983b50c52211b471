package io.neiqin.customer.duplicate;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.COLLEAGUE;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.FINANCE;
import static io.neiqin.customer.CustomerApi.MANAGER;
import static io.neiqin.customer.CustomerApi.OTHER_SELLER;
import static io.neiqin.customer.CustomerApi.SELLER;
import static io.neiqin.customer.CustomerApi.SUPERVISOR;
import static io.neiqin.customer.CustomerApi.path;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.customer.duplicate.DuplicateTest.customer;
import static io.neiqin.customer.duplicate.DuplicateTest.mark;
import static io.neiqin.customer.duplicate.Scanning.DUPLICATES;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What cannot be merged, taken apart or dismissed, and by whom. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class DuplicateRefusalTest {

    private static final String SOUTHERN_CLERK = "E026";

    private final DataSource database;
    private final Stored stored;
    private CustomerApi customers;
    private String mark;

    DuplicateRefusalTest(DataSource database) {
        this.database = database;
        this.stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
        mark = mark();
        customers.organisation.employee(SOUTHERN_CLERK, "SOUTH", "CLERK", "DEPARTMENT");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> customers.api.as(SOUTHERN_CLERK).get(CUSTOMERS).statusCode() == 200);
    }

    @TestFactory
    @Tag("CUS-13")
    @Tag("SEC-1")
    @DisplayName("two are merged by who may, once, for a reason")
    Stream<DynamicTest> refuses_merges() {
        String from = made(customer(mark + "甲", SELLER, null));
        String into = made(customer(mark + "乙", SELLER, null));
        String others = made(customer(mark + "丙", OTHER_SELLER, null));
        String coded = made(with(customer(mark + "丁", SELLER, null), "uscc", uscc()));
        String foreign = made(with(customer(mark + " trading", SELLER, null), "country", "DE"));
        String gone = made(customer(mark + "己", SELLER, null));
        assertStatus(because(CLERK, customers.api).post(path(gone) + "/merge", Map.of("into", into)), 200);
        String key = UUID.randomUUID().toString();
        String keyed = made(customer(mark + "庚", SELLER, null));
        assertStatus(because(CLERK, customers.api).key(key).post(path(keyed) + "/merge", Map.of("into", into)), 200);
        String blocked = made(customer(mark + "辛", SELLER, null));
        assertStatus(customers.api.as(MANAGER).post(path(blocked) + "/block", Map.of("reason", "pays nothing")), 200);
        String there = path(from) + "/merge";
        Map<String, Object> body = Map.of("into", into);
        return table(
                row(
                        "without a reason",
                        422,
                        "reason-required",
                        api -> api.as(CLERK).post(there, body)),
                row(
                        "by its owner",
                        403,
                        "role-missing",
                        api -> because(SELLER, api).post(there, body)),
                row(
                        "by finance",
                        403,
                        "role-missing",
                        api -> because(FINANCE, api).post(there, body)),
                row(
                        "of two owners by a clerk",
                        403,
                        "merge-across-owners",
                        api -> because(CLERK, api).post(there, Map.of("into", others))),
                row(
                        "out of sight",
                        404,
                        "not-found",
                        api -> because(SOUTHERN_CLERK, api).post(there, body)),
                row(
                                "into what is out of sight",
                                422,
                                "merge-into-unknown",
                                api -> because(SOUTHERN_CLERK, api).post(path(others) + "/merge", body))
                        .at("/into"),
                row(
                        "of nothing",
                        404,
                        "not-found",
                        api -> because(CLERK, api).post(path(UUID.randomUUID()) + "/merge", body)),
                row(
                                "into nothing",
                                422,
                                "merge-into-unknown",
                                api -> because(CLERK, api).post(there, Map.of("into", UUID.randomUUID())))
                        .at("/into"),
                row(
                                "into itself",
                                422,
                                "merge-into-itself",
                                api -> because(CLERK, api).post(there, Map.of("into", from)))
                        .at("/into"),
                row(
                        "stale",
                        412,
                        "stale-version",
                        api -> because(CLERK, api).ifMatch(7).post(there, body)),
                row(
                                "without the other one",
                                400,
                                "invalid-request",
                                api -> because(CLERK, api).post(there, Map.of()))
                        .at("/into"),
                row(
                        "with a side that is none",
                        400,
                        "invalid-request",
                        api -> because(CLERK, api)
                                .post(there, Map.of("into", into, "choices", Map.of("name", "BOTH")))),
                row(
                                "with a field that is none",
                                422,
                                "merge-invalid",
                                api -> because(CLERK, api)
                                        .post(there, Map.of("into", into, "choices", Map.of("ownerNo", "FROM"))))
                        .at("/choices/ownerNo"),
                row(
                                "code of one, country of the other",
                                422,
                                "merge-invalid",
                                api -> because(CLERK, api)
                                        .post(
                                                path(coded) + "/merge",
                                                Map.of("into", foreign, "choices", Map.of("uscc", "FROM"))))
                        .at("/choices/uscc"),
                row(
                        "once more",
                        409,
                        "customer-merged",
                        api -> because(CLERK, api).post(path(gone) + "/merge", body)),
                row(
                        "back the other way",
                        409,
                        "customer-merged",
                        api -> because(CLERK, api).post(path(into) + "/merge", Map.of("into", gone))),
                row(
                        "of a merged one's file",
                        409,
                        "customer-merged",
                        api -> api.as(CLERK).ifMatch(1).put(path(gone), customer(mark + "己", SELLER, null))),
                row(
                        "of a blocked one",
                        409,
                        "merge-blocked",
                        api -> because(CLERK, api).post(path(blocked) + "/merge", body)),
                row(
                        "block of a merged one",
                        409,
                        "customer-merged",
                        api -> api.as(MANAGER).post(path(gone) + "/block", Map.of("reason", "pays nothing"))),
                row(
                        "of a merged one's owner",
                        409,
                        "customer-merged",
                        api -> api.as(MANAGER).post(path(gone) + "/assign", Map.of("ownerNo", COLLEAGUE))),
                row(
                        "repeated key with another body",
                        422,
                        "idempotency-key-reused",
                        api -> because(CLERK, api).key(key).post(path(keyed) + "/merge", Map.of("into", from))));
    }

    @TestFactory
    @Tag("CUS-13")
    @DisplayName("a merge is taken back by who may, for a reason, as long as it is young")
    Stream<DynamicTest> refuses_unmerges() {
        String into = made(customer(mark + "甲", SELLER, null));
        String young = merged(customer(mark + "乙", SELLER, null), into, CLERK);
        String across = merged(customer(mark + "丙", OTHER_SELLER, null), into, SUPERVISOR);
        String old = merged(customer(mark + "丁", SELLER, null), into, CLERK);
        age(old);
        return table(
                row(
                        "without a reason",
                        422,
                        "reason-required",
                        api -> api.as(CLERK).post(path(young) + "/unmerge")),
                row(
                        "by its owner",
                        403,
                        "role-missing",
                        api -> because(SELLER, api).post(path(young) + "/unmerge")),
                row(
                        "of two owners by a clerk",
                        403,
                        "merge-across-owners",
                        api -> because(CLERK, api).post(path(across) + "/unmerge")),
                row(
                        "out of sight",
                        404,
                        "not-found",
                        api -> because(SOUTHERN_CLERK, api).post(path(young) + "/unmerge")),
                row(
                        "stale",
                        412,
                        "stale-version",
                        api -> because(CLERK, api).ifMatch(0).post(path(young) + "/unmerge")),
                row(
                        "of what was not merged",
                        409,
                        "not-merged",
                        api -> because(CLERK, api).post(path(into) + "/unmerge")),
                row(
                        "after thirty-one days",
                        409,
                        "unmerge-over",
                        api -> because(CLERK, api).post(path(old) + "/unmerge")));
    }

    @TestFactory
    @Tag("CUS-13")
    @DisplayName("a pair is dismissed by who may, once, for a reason")
    Stream<DynamicTest> refuses_judgements() {
        String one = made(customer("上海" + mark + "机械", SELLER, null));
        made(customer(mark + "机械", SELLER, null));
        String another = mark();
        String two = made(customer("上海" + another + "机械", SELLER, null));
        made(customer(another + "机械", SELLER, null));
        Scanning scanning = new Scanning(customers.api);
        scanning.scan();
        String pair = found(one);
        String judged = found(two);
        String there = DUPLICATES + "/" + pair + "/dismiss";
        Response dismissed =
                assertStatus(because(CLERK, customers.api).post(DUPLICATES + "/" + judged + "/dismiss"), 200);
        assertThat(dismissed.<String>path("status")).isEqualTo("DISMISSED");
        assertThat(dismissed.<List<String>>path("allowedActions")).containsExactly("merge");
        assertThat(new Scanning(customers.api).scan().<Integer>path("opened")).isZero();
        return table(
                row(
                        "without a reason",
                        422,
                        "reason-required",
                        api -> api.as(CLERK).post(there)),
                row(
                        "by the owner of both",
                        403,
                        "role-missing",
                        api -> because(SELLER, api).post(there)),
                row(
                        "out of sight",
                        404,
                        "not-found",
                        api -> because(SOUTHERN_CLERK, api).post(there)),
                row(
                        "stale",
                        412,
                        "stale-version",
                        api -> because(CLERK, api).ifMatch(7).post(there)),
                row(
                                "twice",
                                409,
                                "illegal-transition",
                                api -> because(CLERK, api).post(DUPLICATES + "/" + judged + "/dismiss"))
                        .allowing(List.of("merge")),
                row(
                        "of none",
                        404,
                        "not-found",
                        api -> because(CLERK, api).post(DUPLICATES + "/" + UUID.randomUUID() + "/dismiss")),
                row("scan by a clerk", 403, "role-missing", api -> api.as(CLERK).post(DUPLICATES + "/scan")),
                row(
                        "unknown scan",
                        404,
                        "not-found",
                        api -> api.as(CLERK).get(DUPLICATES + "/scan/" + UUID.randomUUID())),
                row(
                        "state that is none",
                        400,
                        "parameter-invalid",
                        api -> api.as(CLERK).get(DUPLICATES + "?status=OPEN")),
                row(
                        "question without a name",
                        400,
                        "invalid-request",
                        api -> api.as(CLERK).post(CUSTOMERS + "/check-duplicates", Map.of("uscc", "1"))),
                row(
                        "question by finance",
                        403,
                        "role-missing",
                        api -> api.as(FINANCE).post(CUSTOMERS + "/check-duplicates", Map.of("name", mark))));
    }

    private String found(String customer) {
        List<Map<String, Object>> found = new Scanning(customers.api).candidates(CLERK, "&customerId=" + customer);
        assertThat(found).hasSize(1);
        return (String) found.get(0).get("id");
    }

    private String merged(Map<String, Object> body, String into, String by) {
        String id = made(body);
        assertStatus(because(by, customers.api).post(path(id) + "/merge", Map.of("into", into)), 200);
        return id;
    }

    /** As if it had been merged thirty-one days ago. */
    private void age(String vanished) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "update duplicate_case set judged_at = judged_at - interval '31 days' where vanished_id = ?::uuid")) {
            statement.setString(1, vanished);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String made(Map<String, Object> body) {
        return customers.customer(body);
    }

    private static Api because(String who, Api api) {
        return api.as(who).header("X-Reason", "the same one");
    }

    private static Refusal row(String name, int status, String code, Function<Api, Response> request) {
        return Refusal.of(name, status, code, request);
    }

    private Stream<DynamicTest> table(Refusal... rows) {
        return Refusal.tests(stored, customers.api, rows);
    }
}
