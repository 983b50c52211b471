package io.neiqin.local;

import io.neiqin.testkit.infra.ChildProcess;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The identity provider. Users reach it, and tokens name it, under the gateway's {@code /auth}; services fetch its keys
 * from its own port, so that they need no gateway.
 */
final class Keycloak implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(6);
    private static final String REALM = "/auth/realms/neiqin";

    private final ChildProcess process;
    private final int port;

    private Keycloak(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** What tokens carry as their issuer, behind a gateway on this port. */
    static URI issuer(int gatewayPort) {
        return URI.create("http://localhost:" + gatewayPort + REALM);
    }

    static Keycloak launch(Path home, DatabaseSettings database, int gatewayPort, String importSecret, Path log) {
        int port = FreePort.next();
        List<String> command = List.of(
                home.resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://localhost:" + gatewayPort + "/auth",
                "--hostname-backchannel-dynamic=true");
        Map<String, String> environment = new HashMap<>(environment(database));
        environment.put("NEIQIN_IMPORT_SECRET", importSecret);
        return new Keycloak(ChildProcess.start("Keycloak", command, environment, "TERM", log, null), port);
    }

    private static Map<String, String> environment(DatabaseSettings database) {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx256m",
                "KC_DB_URL",
                database.jdbcUrl(),
                "KC_DB_USERNAME",
                database.user(),
                "KC_DB_PASSWORD",
                database.password(),
                "KC_DB_POOL_MAX_SIZE",
                "8",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                People.PASSWORD,
                "NEIQIN_LOCAL_PASSWORD",
                People.PASSWORD);
    }

    /** Returns when the realm is there; the first time that takes half a minute for the tables alone. */
    void awaitReady(HttpClient http) {
        process.awaitReady(() -> answers(http), START);
    }

    private boolean answers(HttpClient http) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where services find the realm's discovery document. */
    URI realm() {
        return URI.create("http://127.0.0.1:" + port + REALM);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.stop();
    }
}
