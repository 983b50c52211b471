package io.neiqin.customer.customer;

import static io.neiqin.customer.CustomerApi.CLERK;
import static io.neiqin.customer.CustomerApi.CUSTOMERS;
import static io.neiqin.customer.CustomerApi.assertRefused;
import static io.neiqin.customer.CustomerApi.body;
import static io.neiqin.customer.CustomerApi.full;
import static io.neiqin.customer.CustomerApi.uscc;
import static io.neiqin.customer.CustomerApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.customer.CustomerApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.http.Api;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InfraResource.class)
class CustomerRepeatTest {

    private static final int AT_ONCE = 20;

    private CustomerApi customers;

    @BeforeEach
    void ready() {
        customers = CustomerApi.ready();
    }

    @Test
    void create_givesTheStoredAnswer_whenTheKeyIsRepeated() {
        Map<String, Object> body = full();
        Api keyed = customers.api.as(CLERK).newKey();
        Response first = assertStatus(keyed.post(CUSTOMERS, body), 201);
        Response second = assertStatus(keyed.post(CUSTOMERS, body), 201);

        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void create_isRefused_whenTheKeyComesWithAnotherBody() {
        Map<String, Object> body = body();
        Api keyed = customers.api.as(CLERK).newKey();
        assertStatus(keyed.post(CUSTOMERS, body), 201);
        assertRefused(keyed.post(CUSTOMERS, with(body, "city", "Wuhan")), 422, "idempotency-key-reused");
    }

    @Test
    void create_mayBeTriedAgain_withTheKeyOfARefusal() {
        Map<String, Object> body = with(body(), "ownerNo", "E999");
        Api keyed = customers.api.as(CLERK).newKey();
        assertRefused(keyed.post(CUSTOMERS, body), 422, "unknown-owner");
        assertStatus(keyed.post(CUSTOMERS, with(body, "ownerNo", CustomerApi.SELLER)), 201);
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("twenty equal requests at once enter one customer")
    void create_makesOne_ofTwentyEqualRequestsAtOnce() {
        String mark = UUID.randomUUID().toString();
        Map<String, Object> body = with(body(), "name", mark);
        Api keyed = customers.api.as(CLERK).newKey();
        List<Response> answers = atOnce(() -> keyed.post(CUSTOMERS, body));

        for (Response refused :
                answers.stream().filter(a -> a.statusCode() != 201).toList()) {
            assertRefused(refused, 409, "in-progress");
            assertThat(refused.header("Retry-After")).isNotNull();
        }
        List<Response> made =
                answers.stream().filter(a -> a.statusCode() == 201).toList();
        assertThat(made).filteredOn(a -> a.header("Idempotent-Replay") == null).hasSize(1);
        assertThat(made)
                .extracting(a -> a.<String>path("id"))
                .containsOnly(made.get(0).<String>path("id"));
        assertThat(customers.count(mark)).isEqualTo(1);
    }

    @Test
    @Tag("CUS-13")
    @DisplayName("one company and one foreign record are entered once, also by twenty at the same moment")
    void create_makesOne_ofTwentyAtOnce_withTheSameNaturalKey() {
        String mark = UUID.randomUUID().toString();
        Map<String, Object> coded = with(with(body(), "name", mark), "uscc", uscc());
        assertOneMade(atOnce(() -> customers.create(CLERK, coded)), "duplicate-uscc");
        assertThat(customers.count(mark)).isEqualTo(1);

        String other = UUID.randomUUID().toString();
        Map<String, Object> referred =
                with(with(body(), "name", other), "externalRef", Map.of("system", "crm", "id", other));
        assertOneMade(atOnce(() -> customers.create(CLERK, referred)), "duplicate-external-ref");
        assertThat(customers.count(other)).isEqualTo(1);
    }

    @Test
    void change_letsOneThrough_ofTwentyAtOnce() {
        Map<String, Object> body = body();
        String id = customers.customer(body);
        List<Response> answers = atOnce(() -> customers.change(CLERK, id, 0, with(body, "city", "Wuhan")));

        assertThat(answers).filteredOn(a -> a.statusCode() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.statusCode() != 200)
                .allMatch(a -> List.of("stale-version", "concurrent-change").contains(a.<String>path("code")));
        assertThat(customers.get(CLERK, id).<Integer>path("version")).isEqualTo(1);
    }

    private static void assertOneMade(List<Response> answers, String code) {
        assertThat(answers).filteredOn(a -> a.statusCode() == 201).hasSize(1);
        assertThat(answers).filteredOn(a -> a.statusCode() != 201).allSatisfy(a -> Api.assertProblem(a, 409, code));
    }

    private static List<Response> atOnce(Callable<Response> call) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Response>> calls =
                    IntStream.range(0, AT_ONCE).mapToObj(i -> call).toList();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
