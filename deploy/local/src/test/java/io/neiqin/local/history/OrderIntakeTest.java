package io.neiqin.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.neiqin.local.api.AccessToken;
import io.neiqin.local.api.Api;
import io.neiqin.local.api.ScriptedServer;
import io.neiqin.local.api.ScriptedServer.Asked;
import io.neiqin.local.api.ScriptedServer.Reply;
import io.neiqin.local.history.Table.Row;
import io.neiqin.local.load.Batch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that keeps one order as orders-service would. */
class OrderIntakeTest {
    private static final List<String> STATES = List.of("DRAFT", "RECEIVED", "ENTERED", "VERIFIED", "CONFIRMED");
    private static final List<String> VERBS = List.of("receive", "enter", "verify", "confirm");

    private final Row order = row(
            "orders.csv",
            Map.of(
                    "order_no", "10248",
                    "customer_code", "VINET",
                    "salesperson_no", "5",
                    "order_date", "1996-07-04",
                    "required_date", "1996-08-01",
                    "shipped_date", "1996-07-16"));
    private final Row line = row(
            "order-lines.csv",
            Map.of("sku", "11", "quantity", "12", "unit_price", "14.00", "discount_rate", "0.05", "line_no", "1"));

    private ScriptedServer server;
    private OrderIntake intake;
    private String status = "DRAFT";
    private String stored = "12";
    private String shipped = "0";
    private String requested = "1996-08-01";
    private boolean exists;

    private static Row row(String file, Map<String, String> cells) {
        return new Row(file, 2, cells, "");
    }

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer(this::reply);
        HttpClient http = HttpClient.newHttpClient();
        AccessToken token = AccessToken.ofClient(http, server.uri(), "c", "s", Clock.systemUTC());
        Api.Pause none = millis -> {};
        Batch batch = new Batch(new Api(http, server.uri(), token, none), none, "northwind");
        intake = new OrderIntake(batch, Map.of("VINET", "customer-1"), Map.of("10248", List.of(line)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply reply(Asked asked) {
        if (asked.path().endsWith("/token")) {
            return Reply.of(200, "{\"access_token\":\"t\",\"expires_in\":300}");
        }
        if (asked.path().equals("/api/orders/orders") && exists) {
            return Reply.of(409, "{\"code\":\"duplicate-external-ref\",\"existingId\":\"order-1\"}");
        }
        String verb = asked.path().substring(asked.path().lastIndexOf('/') + 1);
        if (VERBS.contains(verb)) {
            status = STATES.get(VERBS.indexOf(verb) + 1);
        } else if (verb.equals("ship")) {
            shipped = stored;
        }
        String body = "{\"id\":\"order-1\",\"businessDate\":\"1996-07-04\",\"requestedDate\":\"" + requested
                + "\",\"customer\":{\"id\":\"customer-1\"},\"salespersons\":[{\"employeeNo\":\"5\"}],"
                + "\"status\":\"" + status + "\",\"lines\":[{\"lineNo\":1,\"sku\":\"11\","
                + "\"quantity\":\"" + stored + "\",\"unitPrice\":\"14\",\"discount\":\"0.05\",\"shipped\":\"" + shipped
                + "\"}]}";
        return new Reply(200, body, Map.of("Event-Version", "4"));
    }

    private List<Asked> posts() {
        return server.log().stream()
                .filter(asked -> asked.method().equals("POST") && !asked.path().endsWith("/token"))
                .toList();
    }

    @Test
    void take_newOrder_goesAlongItsStatesAtItsDates() throws Exception {
        intake.take(order);

        assertThat(posts())
                .extracting(
                        asked -> asked.path().replace("/api/orders/orders", ""),
                        asked -> asked.header("X-business-date"))
                .containsExactly(
                        tuple("", "1996-07-04"),
                        tuple("/order-1/receive", "1996-07-04"),
                        tuple("/order-1/enter", "1996-07-04"),
                        tuple("/order-1/verify", "1996-07-04"),
                        tuple("/order-1/confirm", "1996-07-04"),
                        tuple("/order-1/ship", "1996-07-16"));
        assertThat(posts()).allSatisfy(asked -> {
            assertThat(asked.header("X-import-batch")).isEqualTo("northwind");
            assertThat(asked.header("Idempotency-key")).startsWith("northwind:order:10248:");
        });
        assertThat(posts().get(5).body()).contains("\"lineNo\":1").contains("\"quantity\":\"12\"");
        assertThat(intake.eventVersions()).isEqualTo(Map.of("order-1", "4"));
    }

    @Test
    void take_headStoredOtherwise_saysWhichCell() {
        exists = true;
        requested = "1996-08-02";

        assertThatThrownBy(() -> intake.take(order))
                .hasMessageContaining("orders.csv:2 required_date: 1996-08-01, stored 1996-08-02");
    }

    @Test
    void take_orderLeftHalfway_goesOnFromThere() throws Exception {
        exists = true;
        status = "ENTERED";

        intake.take(order);

        assertThat(posts())
                .extracting(asked -> asked.path().replace("/api/orders/orders", ""))
                .containsExactly("", "/order-1/verify", "/order-1/confirm", "/order-1/ship");
    }

    @Test
    void take_orderImportedBefore_changesNothing() throws Exception {
        exists = true;
        status = "CONFIRMED";
        shipped = "12";

        intake.take(order);

        assertThat(posts()).hasSize(1);
        assertThat(intake.eventVersions()).isEmpty();
    }

    @Test
    void take_storedOtherwise_saysWhichCell() {
        exists = true;
        status = "CONFIRMED";
        stored = "13";

        assertThatThrownBy(() -> intake.take(order))
                .hasMessage("stored otherwise: order-lines.csv:2 quantity: 12, stored 13");
        assertThat(posts()).hasSize(1);
    }
}
