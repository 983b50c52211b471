package io.neiqin.testkit.infra;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One service as a process of its own, from its fast-jar, as in the local run and in journeys. It ends with this JVM,
 * also when this JVM is killed with {@code kill -9}.
 */
public final class ServiceProcess implements Server {

    private static final Duration START = Duration.ofSeconds(180);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Options options;
    private final int port;
    private final ChildProcess process;

    private ServiceProcess(Options options, int port, ChildProcess process) {
        this.options = options;
        this.port = port;
        this.process = process;
    }

    /**
     * What to start.
     *
     * @param name for messages, as {@code orders}
     * @param jar the fast-jar's {@code quarkus-run.jar}
     * @param port 0 for a free one
     * @param heapMb the Java heap
     * @param environment what the service takes from its environment, besides its port
     * @param log where its output is appended
     * @param jvm more options of the Java machine
     */
    public record Options(
            String name, Path jar, int port, int heapMb, Map<String, String> environment, Path log, List<String> jvm) {

        /** Up quickly and small, for many services on one machine. */
        private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

        public Options(String name, Path jar, int port, int heapMb, Map<String, String> environment, Path log) {
            this(name, jar, port, heapMb, environment, log, SMALL);
        }

        /** The environment that every service needs. */
        public static Map<String, String> environment(DatabaseSettings database, String kafka, String oidcUrl) {
            Map<String, String> environment = new HashMap<>(database.environment());
            environment.put("NEIQIN_KAFKA", kafka);
            environment.put("NEIQIN_OIDC_URL", oidcUrl);
            return environment;
        }

        /** Where a service finds the event log of another. */
        public static Map<String, String> feed(String producer, URI base) {
            return Map.of("NEIQIN_FEED_URL_" + producer.toUpperCase(Locale.ROOT), base.toString());
        }
    }

    /**
     * Starts the process and returns when it is ready.
     *
     * @throws InfraException when it is not; the message has the log's last lines
     */
    public static ServiceProcess start(Options options) {
        ServiceProcess service = launch(options);
        service.awaitReady();
        return service;
    }

    /** Starts the process and returns at once, so that several start side by side; see {@link #awaitReady}. */
    public static ServiceProcess launch(Options options) {
        if (!Files.exists(options.jar())) {
            throw new InfraException("There is no " + options.jar() + "; build " + options.name() + " first.");
        }
        int port = FreePort.take(options.port(), options.name());
        Map<String, String> environment = new HashMap<>(options.environment());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.putIfAbsent("QUARKUS_HTTP_HOST", "127.0.0.1");
        // Beside its log: not where whoever starts it happens to stand.
        environment.putIfAbsent(
                "NEIQIN_FILES_FOLDER",
                options.log().toAbsolutePath().resolveSibling("files").toString());
        List<String> command = new ArrayList<>(List.of(ChildProcess.java(), "-Xmx" + options.heapMb() + "m"));
        command.addAll(options.jvm());
        command.addAll(List.of("-jar", options.jar().toAbsolutePath().toString()));
        return new ServiceProcess(
                options, port, ChildProcess.start(options.name(), command, environment, "TERM", options.log(), null));
    }

    /** Returns when {@code /q/health/ready} says so; kills the process when it does not within three minutes. */
    @Override
    public void awaitReady() {
        process.awaitReady(this::isReady, START);
    }

    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(uri().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public ServiceProcess relaunch() {
        process.stop();
        return launch(new Options(
                options.name(),
                options.jar(),
                FreePort.retake(port, options.name()),
                options.heapMb(),
                options.environment(),
                options.log(),
                options.jvm()));
    }

    /** A new process with the same options on the same port, ready; the old one must have ended. */
    public ServiceProcess again() {
        ServiceProcess service = relaunch();
        service.awaitReady();
        return service;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public int port() {
        return port;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }
}
