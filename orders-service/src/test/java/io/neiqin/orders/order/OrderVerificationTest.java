package io.neiqin.orders.order;

import static io.neiqin.orders.OrderApi.CLERK;
import static io.neiqin.orders.OrderApi.IMPORTER;
import static io.neiqin.orders.OrderApi.ORDERS;
import static io.neiqin.orders.OrderApi.PRODUCT;
import static io.neiqin.orders.OrderApi.SECOND_CLERK;
import static io.neiqin.orders.OrderApi.THIRD_CLERK;
import static io.neiqin.orders.OrderApi.body;
import static io.neiqin.orders.OrderApi.line;
import static io.neiqin.orders.OrderApi.with;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.orders.OrderApi;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.refusal.Refusal;
import io.neiqin.testkit.refusal.Stored;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DAT-2: what somebody typed is checked by somebody else, or by a comparison with its source. */
@QuarkusTest
@WithTestResource(InfraResource.class)
class OrderVerificationTest {

    private static final Map<String, Object> BY_PERSON = Map.of("method", "SECOND_PERSON");
    private static final Map<String, Object> BY_MACHINE = Map.of("method", "AUTO");

    private final Stored stored;
    private OrderApi orders;

    OrderVerificationTest(DataSource database) {
        stored = new Stored(database);
    }

    @BeforeEach
    void ready() {
        orders = OrderApi.ready();
    }

    @Test
    @Tag("DAT-2")
    @Tag("SEC-3")
    @DisplayName("whoever entered the order cannot verify it")
    void refuses_theEnterer() {
        refused(orders.entered(), CLERK, BY_PERSON, "verifier-is-enterer");
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("whoever typed the order cannot verify it, even when somebody else declared it complete")
    void refuses_theTypist() {
        String id = orders.received();
        step(SECOND_CLERK, id, "enter", null);
        refused(id, CLERK, BY_PERSON, "verifier-is-enterer");
        refused(id, SECOND_CLERK, BY_PERSON, "verifier-is-enterer");
        step(THIRD_CLERK, id, "verify", BY_PERSON);
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("nobody who typed any of it verifies it, also when others have saved it since")
    void refuses_everyWriter_whateverWasSavedSince() {
        UUID customer = orders.customer();
        String id = orders.draft(body(customer));
        step(CLERK, id, "receive", null);
        save(SECOND_CLERK, id, with(body(customer), "remark", "by the second"));
        save(CLERK, id, with(body(customer), "remark", "by the first again"));
        step(CLERK, id, "enter", null);
        refused(id, SECOND_CLERK, BY_PERSON, "verifier-is-enterer");
        step(THIRD_CLERK, id, "reject-verification", Map.of("differences", List.of("price")));
        save(SECOND_CLERK, id, with(body(customer), "remark", "mended"));
        step(SECOND_CLERK, id, "enter", null);
        refused(id, CLERK, BY_PERSON, "verifier-is-enterer");
        Response verified = step(THIRD_CLERK, id, "verify", BY_PERSON);
        assertThat(verified.<List<String>>path("entry.writtenBy")).containsExactly(CLERK, SECOND_CLERK);
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("who once declared it complete never verifies it, whoever has entered it since")
    void refuses_whoOnceEntered() {
        String id = orders.received();
        step(SECOND_CLERK, id, "enter", null);
        step(THIRD_CLERK, id, "reject-verification", Map.of("differences", List.of("price")));
        step(CLERK, id, "enter", null);
        refused(id, SECOND_CLERK, BY_PERSON, "verifier-is-enterer");
        step(THIRD_CLERK, id, "verify", BY_PERSON);
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("an order by phone has nothing that a machine could compare it with")
    void refuses_comparison_withoutStructuredSource() {
        refused(orders.entered(), SECOND_CLERK, BY_MACHINE, "no-structured-source");
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("an order over a structured channel is verified by comparison with what came in")
    void verifiesAutomatically_whenStoredEqualsReceived_andNamesDifferences() {
        Map<String, Object> body = byMachine();
        String same =
                assertStatus(orders.api.as(IMPORTER).post(ORDERS, body), 201).path("id");
        step(IMPORTER, same, "receive", null);
        step(IMPORTER, same, "enter", null);
        assertThat(step(IMPORTER, same, "verify", BY_MACHINE).<String>path("entry.verification"))
                .isEqualTo("AUTO");

        String changed =
                assertStatus(orders.api.as(IMPORTER).post(ORDERS, body), 201).path("id");
        save(IMPORTER, changed, with(body, "lines", List.of(line(PRODUCT, "11", "12.50"))));
        step(IMPORTER, changed, "receive", null);
        step(IMPORTER, changed, "enter", null);
        Refusal.of(
                        "another quantity than came in",
                        422,
                        "differs-from-source",
                        api -> api.as(IMPORTER).post(ORDERS + "/" + changed + "/verify", BY_MACHINE))
                .at("/lines/0/quantity")
                .check(stored, orders.api);
    }

    @Test
    @Tag("DAT-2")
    @DisplayName("what a person changed in a machine's order is checked by a person, even when he changed it back")
    void refuses_comparison_afterAnotherPersonsEdit() {
        Map<String, Object> body = byMachine();
        String id =
                assertStatus(orders.api.as(IMPORTER).post(ORDERS, body), 201).path("id");
        save(CLERK, id, with(body, "lines", List.of(line(PRODUCT, "11", "12.50"))));
        save(IMPORTER, id, body);
        step(IMPORTER, id, "receive", null);
        step(IMPORTER, id, "enter", null);
        refused(id, IMPORTER, BY_MACHINE, "edited-by-another");
        refused(id, CLERK, BY_PERSON, "verifier-is-enterer");
        step(SECOND_CLERK, id, "verify", BY_PERSON);
    }

    private Map<String, Object> byMachine() {
        return with(body(orders.customer()), "channel", "API");
    }

    private void refused(String id, String who, Object how, String code) {
        Refusal.of(code + " for " + who, 422, code, api -> api.as(who).post(ORDERS + "/" + id + "/verify", how))
                .check(stored, orders.api);
    }

    private Response step(String who, String id, String command, Object body) {
        return assertStatus(orders.command(who, id, command, body), 200);
    }

    private void save(String who, String id, Map<String, Object> body) {
        String seen = orders.get(id).header("ETag");
        assertStatus(orders.api.as(who).ifMatch(seen).put(ORDERS + "/" + id, body), 200);
    }
}
