package io.neiqin.local;

import io.neiqin.local.gateway.Gateway;
import io.neiqin.testkit.infra.DatabaseSettings;
import io.neiqin.testkit.infra.KafkaServer;
import io.neiqin.testkit.infra.PostgresServer;
import io.neiqin.testkit.infra.Server;
import io.neiqin.testkit.infra.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Starts the parts, each as soon as what it needs is there, and tells the gateway where they are. */
final class LocalStack {
    static final List<String> SERVICES = List.of("admin", "customer", "orders", "reporting");

    private static final int SERVICE_HEAP_MB = 256;

    private final Places places;
    private final Running running;
    private final Wording wording;
    private final Gateway gateway;
    private final HttpClient http;
    private final RunState state;
    private final Supervision supervision;
    private final ExecutorService workers = Executors.newCachedThreadPool(LocalStack::daemon);
    private final CompletableFuture<Void> firstFailure = new CompletableFuture<>();
    private final List<CompletableFuture<?>> begun = new ArrayList<>();
    private CompletableFuture<PostgresServer> postgres;
    private CompletableFuture<KafkaServer> kafka;
    private CompletableFuture<Keycloak> keycloak;
    private final Map<String, CompletableFuture<ServiceProcess>> services = new LinkedHashMap<>();

    LocalStack(
            Places places,
            Running running,
            Wording wording,
            Gateway gateway,
            HttpClient http,
            RunState state,
            Supervision supervision) {
        this.places = places;
        this.running = running;
        this.wording = wording;
        this.gateway = gateway;
        this.http = http;
        this.state = state;
        this.supervision = supervision;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "start");
        thread.setDaemon(true);
        return thread;
    }

    /** A start that may wait for other parts first, and then tells its row what it does. */
    private interface Start<T> {
        T on(Board.Row row) throws Exception;
    }

    /** Returns when everything is ready; ends with the first failure, without waiting for the other parts. */
    void start(Board board, String importSecret, String machineSecret) throws Exception {
        CompletableFuture<Void> built = begin(board.row(wording.text("part.build")), this::build);
        postgres = begin(board.row("PostgreSQL"), this::startPostgres);
        kafka = begin(board.row("Kafka"), this::startKafka);
        CompletableFuture<Keycloak> launched = new CompletableFuture<>();
        keycloak = begin(board.row("Keycloak"), row -> startKeycloak(row, importSecret, machineSecret, launched));
        keycloak.whenComplete((done, failure) -> launched.completeExceptionally(firstOr(failure)));
        for (String id : SERVICES) {
            services.put(id, begin(board.row(id), row -> {
                built.join();
                return startService(row, id, launched.join(), machineSecret);
            }));
        }
        var all = CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(all, firstFailure).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Throwable firstOr(Throwable failure) {
        return failure == null ? new IllegalStateException() : failure;
    }

    private <T> CompletableFuture<T> begin(Board.Row row, Start<T> start) {
        CompletableFuture<T> part = CompletableFuture.supplyAsync(() -> ready(row, start), workers);
        begun.add(part);
        return part;
    }

    private <T> T ready(Board.Row row, Start<T> start) {
        try {
            T part = start.on(row);
            row.ready();
            return part;
        } catch (CompletionException elsewhere) {
            throw elsewhere;
        } catch (Exception e) {
            if (running.isOpen()) {
                row.failed();
            }
            firstFailure.completeExceptionally(e);
            throw new CompletionException(e);
        }
    }

    /** Where two runs of one checkout start at once, one builds. */
    private Void build(Board.Row row) throws Exception {
        ServiceBuild build = new ServiceBuild(places, running);
        row.doing("build.doing");
        try (DataLock lock = DataLock.await(places.buildLock())) {
            List<String> stale = build.stale(SERVICES);
            if (!stale.isEmpty()) {
                build.build(stale);
            }
        }
        return null;
    }

    /** Launches a server as a part of the run; from when it is ready on it is started again if it dies. */
    private <S extends Server> S launch(Callable<S> launch, Consumer<S> launched) throws Exception {
        List<S> server = new ArrayList<>();
        Part part = running.start(() -> {
            server.add(launch.call());
            return new Part(server.get(0));
        });
        state.add(part);
        launched.accept(server.get(0));
        server.get(0).awaitReady();
        part.enter(Part.State.UP);
        state.write();
        supervision.watch(part);
        return server.get(0);
    }

    private PostgresServer startPostgres(Board.Row row) throws Exception {
        row.doing("state.starting");
        var options = PostgresServer.Options.persistent(places.postgres(), 0).logTo(places.log("postgres"));
        PostgresServer server = launch(() -> PostgresServer.launch(options), any -> {});
        SERVICES.forEach(id -> server.databases().create(database(id)));
        server.databases().create("keycloak");
        return server;
    }

    private static String database(String id) {
        return "neiqin_" + id;
    }

    private KafkaServer startKafka(Board.Row row) throws Exception {
        row.doing("state.starting");
        var options = KafkaServer.Options.persistent(places.kafka(), 0).logTo(places.log("kafka"));
        return launch(() -> KafkaServer.launch(options), any -> {});
    }

    private Keycloak startKeycloak(
            Board.Row row, String importSecret, String machineSecret, CompletableFuture<Keycloak> launched)
            throws Exception {
        row.doing("state.starting");
        var home = new KeycloakDistribution(places, running, wording).prepare(row);
        DatabaseSettings database = postgres.join().databases().settingsFor("keycloak");
        row.doing("state.starting");
        var settings = new Keycloak.Settings(
                home, database, gateway.port(), importSecret, machineSecret, places.log("keycloak"), http);
        Keycloak server = launch(() -> Keycloak.launch(settings), launched::complete);
        gateway.connect("/auth/", server.port());
        return server;
    }

    private ServiceProcess startService(Board.Row row, String id, Keycloak identity, String machineSecret)
            throws Exception {
        DatabaseSettings database = postgres.join().databases().settingsFor(database(id));
        String bootstrap = kafka.join().bootstrapServers();
        row.doing("state.starting");
        var environment = ServiceProcess.Options.environment(
                database, bootstrap, identity.realm().toString());
        environment.put("NEIQIN_SWAGGER_UI", "true");
        // Not prod, where nobody may steer the clock.
        environment.put("QUARKUS_PROFILE", "local");
        environment.put("NEIQIN_FILES_FOLDER", places.files().toString());
        environment.put("NEIQIN_CLOCK_FILE", places.clock().toString());
        URI feeds = URI.create("http://127.0.0.1:" + gateway.port());
        SERVICES.forEach(producer -> environment.putAll(ServiceProcess.Options.feed(producer, feeds)));
        environment.put("NEIQIN_MACHINE_SECRET", machineSecret);
        var options = new ServiceProcess.Options(
                id, ServiceBuild.program(places.project(), id), 0, SERVICE_HEAP_MB, environment, places.log(id));
        ServiceProcess service = launch(() -> ServiceProcess.launch(options), any -> {});
        gateway.connect("/api/" + id + "/", service.port());
        return service;
    }

    List<ServiceProcess> services() {
        return services.values().stream().map(CompletableFuture::join).toList();
    }

    /** Part → process id, for the parts that are processes of their own. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        state.parts()
                .forEach(part ->
                        processes.put(part.server().name(), part.server().pid()));
        processes.put(wording.text("part.launcher"), ProcessHandle.current().pid());
        return processes;
    }
}
