package io.neiqin.journeys.fault;

import io.neiqin.testkit.infra.Databases;
import io.neiqin.testkit.infra.Infra;
import io.neiqin.testkit.infra.KafkaServer;
import io.neiqin.testkit.infra.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The PostgreSQL and the Kafka under one system, and what can befall them. */
public final class Ground implements AutoCloseable {

    private final Databases databases;
    private final String kafka;
    private final Path home;
    private PostgresServer postgresServer;
    private KafkaServer kafkaServer;

    private Ground(Databases databases, String kafka, Path home) {
        this.databases = databases;
        this.kafka = kafka;
        this.home = home;
    }

    /** The servers that all tests of this JVM share: not to be stopped. */
    public static Ground shared() {
        Infra infra = Infra.shared();
        return new Ground(infra.databases(), infra.kafka(), null);
    }

    /**
     * Servers of its own, which may be stopped and started.
     *
     * @param durable whether PostgreSQL syncs to disk; needed only where it is hit itself
     */
    public static Ground own(boolean durable) {
        try {
            Path home = Files.createTempDirectory("neiqin-ground-");
            KafkaServer broker = KafkaServer.launch(KafkaServer.Options.persistent(home.resolve("kafka"), 0));
            PostgresServer database = PostgresServer.start(
                    new PostgresServer.Options(home.resolve("postgres"), 0, durable, List.of(), null));
            broker.awaitReady();
            Ground ground = new Ground(database.databases(), broker.bootstrapServers(), home);
            ground.postgresServer = database;
            ground.kafkaServer = broker;
            return ground;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Databases databases() {
        return databases;
    }

    /** Kafka's bootstrap servers; the same after a new start. */
    public String kafka() {
        return kafka;
    }

    /** The server as it was started last; null where it is shared. */
    public PostgresServer postgresServer() {
        return postgresServer;
    }

    public KafkaServer kafkaServer() {
        return kafkaServer;
    }

    /** PostgreSQL's immediate stop: as if the machine's power failed. */
    public void stopPostgres() {
        postgresServer.stopAtOnce();
    }

    /** Returns when it has recovered and answers. */
    public void startPostgres() {
        postgresServer = postgresServer.relaunch();
        postgresServer.awaitReady();
    }

    /** {@code kill -9} of the broker. */
    public void stopKafka() {
        kafkaServer.kill();
    }

    public void startKafka() {
        kafkaServer = kafkaServer.relaunch();
        kafkaServer.awaitReady();
    }

    @Override
    public void close() {
        if (home == null) {
            return;
        }
        kafkaServer.kill();
        postgresServer.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
