package io.neiqin.testkit;

import static io.neiqin.testkit.http.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.events.EventProbe;
import io.neiqin.testkit.events.Organisation;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.token.TestIssuer;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfraResourceTest {

    @Test
    void start_givesAFreshDatabaseAndEmptyTopics_eachTime() throws SQLException {
        Map<String, String> first = start();
        try (Connection connection = connect(first)) {
            connection.createStatement().execute("CREATE TABLE leftover (id int)");
        }
        try (EventFeeder feeder = EventFeeder.connect(first.get("neiqin.kafka"))) {
            new Organisation(feeder).employee("E001", "CLERK", "ALL");
        }

        Map<String, String> second = start();

        assertThat(second)
                .containsEntry("neiqin.db.name", "neiqin_sample")
                .containsEntry("quarkus.http.test-port", "0");
        assertThat(second.get("neiqin.kafka")).isEqualTo(first.get("neiqin.kafka"));
        assertThat(second.get("neiqin.oidc.url")).isEqualTo(TestIssuer.current().url());
        try (Connection connection = connect(second)) {
            assertThatThrownBy(() -> connection.createStatement().execute("TABLE leftover"))
                    .hasMessageContaining("does not exist");
        }
        try (EventProbe probe = EventProbe.on("neiqin.admin");
                EventFeeder feeder = EventFeeder.connect()) {
            assertThat(probe.all()).isEmpty();
            new Organisation(feeder).employee("E001", "CLERK", "ALL");
            assertThat(probe.all())
                    .singleElement()
                    .satisfies(event -> assertThat(event.aggregateVersion()).isEqualTo(1));
        }
    }

    @Test
    void api_sendsWhatItWasTold_andChecksProblems() throws IOException {
        start();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/api/sample", call -> {
            Map<String, Object> echo = Map.of(
                    "code",
                    "echo",
                    "method",
                    call.getRequestMethod(),
                    "headers",
                    call.getRequestHeaders(),
                    "body",
                    new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] json = Json.text(echo).getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/problem+json");
            call.sendResponseHeaders(409, json.length);
            call.getResponseBody().write(json);
            call.close();
        });
        server.start();
        try {
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Api api = Api.at(base, TestIssuer.current()::tokenFor).as("E001").language("en");

            Response put = assertProblem(api.key("k-1").ifMatch(3).put("/api/sample", Map.of("名", "订单")), 409, "echo");

            assertThat(put.<String>path("method")).isEqualTo("PUT");
            assertThat(put.<String>path("body")).isEqualTo("{\"名\":\"订单\"}");
            assertThat(put.<String>path("headers.If-match[0]")).isEqualTo("\"3\"");
            assertThat(put.<String>path("headers.Idempotency-key[0]")).isEqualTo("k-1");
            assertThat(put.<String>path("headers.Accept-language[0]")).isEqualTo("en");
            assertThat(put.<String>path("headers.Authorization[0]")).startsWith("Bearer ");
            assertThat(api.anonymous().get("/api/sample").<String>path("headers.Authorization[0]"))
                    .isNull();
            assertThatThrownBy(() -> assertProblem(put, 409, "stale")).isInstanceOf(AssertionError.class);
        } finally {
            server.stop(0);
        }
    }

    private static Map<String, String> start() {
        InfraResource resource = new InfraResource();
        resource.init(Map.of("service", "sample"));
        return resource.start();
    }

    private static Connection connect(Map<String, String> settings) throws SQLException {
        String url = "jdbc:postgresql://" + settings.get("neiqin.db.host") + ":" + settings.get("neiqin.db.port") + "/"
                + settings.get("neiqin.db.name");
        return DriverManager.getConnection(url, settings.get("neiqin.db.user"), settings.get("neiqin.db.password"));
    }
}
