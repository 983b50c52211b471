package io.neiqin.journeys;

import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.FreePort;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.ServiceProcess;
import io.neiqin.testkit.infra.Topics;
import io.neiqin.testkit.token.TestIssuer;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole system as processes, from the jars that the build has made, on a PostgreSQL and a Kafka of their own. */
final class Neiqin implements AutoCloseable {

    static final String ADMIN = "admin";
    static final String CUSTOMER = "customer";
    static final String ORDERS = "orders";
    static final String REPORTING = "reporting";

    private static final int HEAP_MB = 192;

    private final TestIssuer issuer;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Map<String, DatabaseSettings> databases = new LinkedHashMap<>();

    private Neiqin(TestIssuer issuer) {
        this.issuer = issuer;
    }

    /** Starts the four services side by side on empty databases and topics. */
    static Neiqin start() {
        Infra infra = Infra.shared();
        Topics.empty(infra.kafka());
        Neiqin neiqin = new Neiqin(TestIssuer.start());
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map<String, String> feeds = new HashMap<>(Map.of("NEIQIN_MACHINE_SECRET", "any"));
        for (String service : List.of(ADMIN, CUSTOMER, ORDERS, REPORTING)) {
            ports.put(service, FreePort.next());
            feeds.putAll(ServiceProcess.Options.feed(service, URI.create("http://127.0.0.1:" + ports.get(service))));
        }
        for (String service : ports.keySet()) {
            DatabaseSettings database = infra.databases().recreate("neiqin_" + service);
            neiqin.databases.put(service, database);
            Map<String, String> environment =
                    ServiceProcess.Options.environment(database, infra.kafka(), neiqin.issuer.url());
            environment.putAll(feeds);
            neiqin.services.put(
                    service,
                    ServiceProcess.launch(new ServiceProcess.Options(
                            service,
                            Path.of("..", service + "-service", "target", "quarkus-app", "quarkus-run.jar"),
                            ports.get(service),
                            HEAP_MB,
                            environment,
                            Path.of("target", "logs", service + ".log"))));
        }
        neiqin.services.values().forEach(ServiceProcess::awaitReady);
        return neiqin;
    }

    /** The API of the service that the path names. */
    Api at(String path) {
        return Api.at(services.get(path.split("/")[2]).uri(), issuer::tokenFor);
    }

    Response get(String who, String path) {
        return at(path).as(who).get(path);
    }

    Response post(String who, String path, Object body) {
        return at(path).as(who).newKey().post(path, body);
    }

    /** A command without a body. */
    Response post(String who, String path) {
        return at(path).as(who).newKey().post(path);
    }

    /** Posts and expects success. */
    Response done(String who, String path, Object body) {
        Response answer = body == null ? post(who, path) : post(who, path, body);
        assertThat(answer.statusCode()).as(path + " " + answer.asString()).isBetween(200, 201);
        return answer;
    }

    /** What an account with a role of the identity provider asks. */
    Response get(String who, String role, String path) {
        return at(path).as(who, role).get(path);
    }

    Response post(String who, String role, String path, Object body) {
        return assertStatus(at(path).as(who, role).post(path, body), 201);
    }

    DatabaseSettings database(String service) {
        return databases.get(service);
    }

    /** {@code kill -9}. */
    void kill(String service) {
        services.get(service).kill();
    }

    void startAgain(String service) {
        services.put(service, services.get(service).again());
    }

    /** Returns when the service lets this person in: what admin-service tells takes a moment to arrive. */
    void awaitKnown(String who, String path) {
        await().atMost(Duration.ofSeconds(60)).until(() -> get(who, path).statusCode() == 200);
    }

    @Override
    public void close() {
        services.values().forEach(ServiceProcess::close);
        issuer.close();
    }
}
