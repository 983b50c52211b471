package io.neiqin.platform;

import io.neiqin.testkit.events.EventFeeder;
import io.neiqin.testkit.infra.KafkaServer;
import io.neiqin.testkit.infra.PostgresServer;
import io.neiqin.testkit.token.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL and a Kafka of their own, which a test may take away and bring back. */
public final class OutageInfra implements QuarkusTestResourceLifecycleManager {

    private static final String NOTE = "neiqin.outage.";

    /** How long a request waits for the database here. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How long a transaction may stand still here. */
    static final Duration STANDSTILL = Duration.ofSeconds(4);

    private TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        Path home = directory();
        PostgresServer postgres = PostgresServer.start(PostgresServer.Options.persistent(home.resolve("postgres"), 0));
        KafkaServer kafka = KafkaServer.start(KafkaServer.Options.persistent(home.resolve("kafka"), 0));
        issuer = TestIssuer.start();
        System.setProperty(EventFeeder.RUN, UUID.randomUUID().toString());
        System.setProperty(NOTE + "home", home.toString());
        System.setProperty(NOTE + "postgres.port", Integer.toString(postgres.port()));
        System.setProperty(NOTE + "kafka.address", kafka.bootstrapServers());
        keep("postgres", postgres.pid());
        keep("kafka", kafka.pid());

        Map<String, String> settings =
                new HashMap<>(postgres.databases().create("neiqin_platform").properties());
        settings.put("neiqin.kafka", kafka.bootstrapServers());
        settings.put("neiqin.oidc.url", issuer.url());
        settings.put("quarkus.http.test-port", "0");
        settings.put("neiqin.db.patience", PATIENCE.toString());
        settings.put("neiqin.db.idle-in-transaction", STANDSTILL.toMillis() + "ms");
        return settings;
    }

    @Override
    public void stop() {
        stopPostgres();
        stopKafka();
        issuer.close();
    }

    static String kafka() {
        return System.getProperty(NOTE + "kafka.address");
    }

    static void stopPostgres() {
        end("postgres", "INT");
    }

    static void startPostgres() {
        int port = Integer.getInteger(NOTE + "postgres.port");
        keep(
                "postgres",
                PostgresServer.start(PostgresServer.Options.persistent(home().resolve("postgres"), port))
                        .pid());
    }

    static void stopKafka() {
        end("kafka", "TERM");
    }

    static void startKafka() {
        int port = Integer.parseInt(kafka().replaceFirst(".*:", ""));
        keep(
                "kafka",
                KafkaServer.start(KafkaServer.Options.persistent(home().resolve("kafka"), port))
                        .pid());
    }

    private static Path home() {
        return Path.of(System.getProperty(NOTE + "home"));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "outage-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By process id, because the test and this resource are loaded by different class loaders. */
    private static void keep(String name, long pid) {
        System.setProperty(NOTE + name, Long.toString(pid));
    }

    private static void end(String name, String signal) {
        Long pid = Long.getLong(NOTE + name);
        System.clearProperty(NOTE + name);
        ProcessHandle.of(pid == null ? -1 : pid).ifPresent(server -> {
            try {
                new ProcessBuilder("kill", "-s", signal, pid.toString()).start().waitFor();
                server.onExit().get(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(name + " does not end", e);
            }
        });
    }
}
