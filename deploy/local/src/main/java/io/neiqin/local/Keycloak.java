package io.neiqin.local;

import io.neiqin.testkit.infra.ChildProcess;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.FreePort;
import io.neiqin.testkit.infra.Server;
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
final class Keycloak implements Server {
    private static final Duration START = Duration.ofMinutes(6);
    private static final String REALM = "/auth/realms/neiqin";

    private final Settings settings;
    private final int port;
    private final ChildProcess process;

    private Keycloak(Settings settings, int port) {
        this.settings = settings;
        this.port = port;
        this.process = ChildProcess.start(
                name(), command(settings, port), environment(settings), "TERM", settings.log(), null);
    }

    /**
     * What to start.
     *
     * @param home   of the prepared distribution
     * @param importSecret of the import's client, for a new realm
     * @param machineSecret of the services' clients, for a new realm
     * @param http   asks whether it is ready
     */
    record Settings(
            Path home,
            DatabaseSettings database,
            int gatewayPort,
            String importSecret,
            String machineSecret,
            Path log,
            HttpClient http) {}

    /** What tokens carry as their issuer, behind a gateway on this port. */
    static URI issuer(int gatewayPort) {
        return URI.create("http://localhost:" + gatewayPort + REALM);
    }

    /** Starts the process and returns at once; see {@link #awaitReady}. */
    static Keycloak launch(Settings settings) {
        return new Keycloak(settings, FreePort.next());
    }

    @Override
    public Keycloak relaunch() {
        process.stop();
        return new Keycloak(settings, FreePort.retake(port, name()));
    }

    private static List<String> command(Settings settings, int port) {
        return List.of(
                settings.home().resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://localhost:" + settings.gatewayPort() + "/auth",
                "--hostname-backchannel-dynamic=true");
    }

    private static Map<String, String> environment(Settings settings) {
        Map<String, String> environment = new HashMap<>(environment(settings.database()));
        environment.put("NEIQIN_IMPORT_SECRET", settings.importSecret());
        environment.put("NEIQIN_MACHINE_SECRET", settings.machineSecret());
        return environment;
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
    @Override
    public void awaitReady() {
        process.awaitReady(this::answers, START);
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realm() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return settings.http()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
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

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String name() {
        return "Keycloak";
    }

    @Override
    public int port() {
        return port;
    }

    /** The server's, which is a child of its start script. */
    @Override
    public long pid() {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(process.pid());
    }
}
