package io.neiqin.testkit.infra;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL and Kafka as containers, for machines where Docker is really usable: an engine that answers, with the
 * images already there. An engine that cannot pull makes Testcontainers retry for minutes, so nothing is ever pulled.
 */
final class Containers {

    static final String POSTGRES = System.getProperty("neiqin.image.postgres", "postgres:18");
    static final String KAFKA = System.getProperty("neiqin.image.kafka", "apache/kafka:4.1.1");
    private static final long PROBE_SECONDS = 3;

    private Containers() {}

    static boolean usable() {
        return List.of(POSTGRES, KAFKA).stream().allMatch(Containers::imageIsThere);
    }

    /** Testcontainers' own watcher removes the container when this JVM ends. */
    static Databases startPostgres() {
        String password = Databases.inMemory("", 0, "unused").password("random");
        PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse(POSTGRES).asCompatibleSubstituteFor("postgres"))
                .withUsername(Databases.ADMIN)
                .withPassword(password)
                .withDatabaseName(Databases.ADMIN)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        container.start();
        return Databases.inMemory(container.getHost(), container.getMappedPort(5432), password);
    }

    /** The bootstrap servers. */
    static String startKafka() {
        KafkaContainer container = new KafkaContainer(
                        DockerImageName.parse(KAFKA).asCompatibleSubstituteFor("apache/kafka"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_LOG_RETENTION_MS", "-1");
        container.start();
        Topics.create(container.getBootstrapServers());
        return container.getBootstrapServers();
    }

    static boolean imageIsThere(String image) {
        try {
            Process probe = new ProcessBuilder("docker", "image", "inspect", image)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                probe.destroyForcibly();
                return false;
            }
            return probe.exitValue() == 0;
        } catch (IOException e) {
            return false; // no docker command
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
