package io.neiqin.benchmarks;

import static org.awaitility.Awaitility.await;

import io.neiqin.benchmarks.measure.Cpu;
import io.neiqin.testkit.http.Api;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.Databases;
import io.neiqin.testkit.infra.KafkaServer;
import io.neiqin.testkit.infra.PostgresServer;
import io.neiqin.testkit.infra.ServiceProcess;
import io.neiqin.testkit.token.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** The servers and services of one bar, durable, in a directory of their own that goes with them. */
public final class Stack implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String CUSTOMER = "customer";
    public static final String ORDERS = "orders";
    public static final String REPORTING = "reporting";

    private static final int HEAP_MB = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As a server would run it: all of the compiler, and the collector that suits two cores. */
    private static final List<String> JVM = List.of("-XX:+UseParallelGC");

    private final Path home;
    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final TestIssuer issuer;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private Stack(Path home, PostgresServer postgres, KafkaServer kafka, TestIssuer issuer) {
        this.home = home;
        this.postgres = postgres;
        this.kafka = kafka;
        this.issuer = issuer;
    }

    /**
     * Starts PostgreSQL, Kafka and an issuer of tokens.
     *
     * @param settings of PostgreSQL, beside the durable ones that always hold
     */
    public static Stack start(String... settings) {
        Path home = temporary();
        List<String> all = Stream.concat(
                        // Room for a measurement without a checkpoint that the other side of it does not get.
                        Stream.of("synchronous_commit=on", "max_wal_size=4GB", "shared_buffers=512MB"),
                        Stream.of(settings))
                .toList();
        PostgresServer postgres = PostgresServer.start(
                new PostgresServer.Options(home.resolve("postgres"), 0, true, all, Project.log("postgres")));
        KafkaServer kafka =
                KafkaServer.start(new KafkaServer.Options(home.resolve("kafka"), 0, 512, Project.log("kafka")));
        return new Stack(home, postgres, kafka, TestIssuer.start());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Project.target()), "data-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the services that are started from now on find in their environment, besides where things are. */
    public Stack with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts services side by side, on databases that are made when missing; returns when all are ready. */
    public void run(String... names) {
        for (String name : names) {
            services.put(
                    name, launch(name, Project.jar(name), postgres.databases().create(database(name))));
        }
        for (String name : names) {
            services.get(name).awaitReady();
        }
    }

    /** Starts one service from another archive or on another database, under a name of its own. */
    public ServiceProcess run(String name, Path jar, DatabaseSettings database) {
        services.put(name, launch(name, jar, database));
        services.get(name).awaitReady();
        return services.get(name);
    }

    private ServiceProcess launch(String name, Path jar, DatabaseSettings database) {
        Map<String, String> all = ServiceProcess.Options.environment(database, kafka(), issuer.url());
        all.putAll(environment);
        return ServiceProcess.launch(new ServiceProcess.Options(name, jar, 0, HEAP_MB, all, Project.log(name), JVM));
    }

    public void stop(String... names) {
        for (String name : names) {
            services.remove(name).close();
        }
    }

    /** A copy of a service's database as it is, which the same role owns; the service must not run. */
    public DatabaseSettings copy(String service, String as) {
        DatabaseSettings source = databaseOf(service);
        administer("create database \"%s\" template \"%s\" owner \"%s\"".formatted(as, source.name(), source.user()));
        return new DatabaseSettings(source.host(), source.port(), as, source.user(), source.password());
    }

    /** Runs a statement as the server's administrator. */
    public void administer(String sql) {
        try (Connection connection = connect(postgres.databases().settingsFor("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when somebody follows the log of this database. */
    public void awaitReplication(DatabaseSettings database) throws SQLException {
        String slots = "select 1 from pg_replication_slots where active and database = '" + database.name() + "'";
        try (Connection connection = connect(postgres.databases().settingsFor("postgres"));
                var statement = connection.prepareStatement(slots)) {
            await().atMost(PATIENCE).until(() -> statement.executeQuery().next());
        }
    }

    /** The API of the service that the path names. */
    public Api at(String path) {
        return Api.at(services.get(path.split("/")[2]).uri(), issuer::tokenFor);
    }

    public ServiceProcess service(String name) {
        return services.get(name);
    }

    public String token(String employeeNo, String... roles) {
        return issuer.tokenFor(employeeNo, roles);
    }

    public String kafka() {
        return kafka.bootstrapServers();
    }

    public Databases databases() {
        return postgres.databases();
    }

    public DatabaseSettings databaseOf(String service) {
        return postgres.databases().settingsFor(database(service));
    }

    /** The servers, the named services, and this JVM as the client. */
    public Cpu cpu(String... names) {
        Cpu cpu = new Cpu();
        for (String name : names) {
            cpu.watch(name, services.get(name).pid());
        }
        return cpu.watchFamily("PostgreSQL", postgres.pid())
                .watch("Kafka", kafka.pid())
                .watch("client", ProcessHandle.current().pid());
    }

    /** A connection that names every parameter's type by its place in the statement, as a reactive client does. */
    public static Connection connect(DatabaseSettings database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setPrepareThreshold(1);
        source.setStringType("unspecified");
        return source.getConnection();
    }

    private static String database(String service) {
        return "neiqin_" + service;
    }

    @Override
    public void close() {
        services.values().forEach(ServiceProcess::close);
        issuer.close();
        kafka.close();
        postgres.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
