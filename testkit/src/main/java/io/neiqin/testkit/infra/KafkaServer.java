package io.neiqin.testkit.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A real Kafka broker (and controller) as a child JVM, on the loopback address, with the fixed {@link Topics}, gone when
 * this JVM is gone. A process of its own, because its class path and Quarkus's would mix.
 */
public final class KafkaServer implements Server {

    private static final Duration START = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final Options options;
    private final Path home;
    private final int port;

    private KafkaServer(ChildProcess process, Options options, Path home, int port) {
        this.process = process;
        this.options = options;
        this.home = home;
        this.port = port;
    }

    /**
     * What to start.
     *
     * @param directory holds data and settings, made when missing; null for a temporary one that is removed at the end
     * @param port 0 for a free one
     * @param heapMb the Java heap
     * @param log where its output is appended; null for a file in the directory
     */
    public record Options(Path directory, int port, int heapMb, Path log) {

        /** For tests: empty, a free port. */
        public static Options temporary() {
            return new Options(null, 0, 256, null);
        }

        public static Options persistent(Path directory, int port) {
            return new Options(directory, port, 256, null);
        }

        public Options logTo(Path file) {
            return new Options(directory, port, heapMb, file);
        }
    }

    /**
     * Starts the broker and returns when it answers and the topics are there.
     *
     * @throws InfraException when the port is taken or it does not start; the message has the log's last lines
     */
    public static KafkaServer start(Options options) {
        KafkaServer server = launch(options);
        server.awaitReady();
        return server;
    }

    /** Starts the process and returns at once; see {@link #awaitReady}. */
    public static KafkaServer launch(Options options) {
        int port = FreePort.take(options.port(), "Kafka");
        try {
            Path home = options.directory() == null
                    ? Files.createTempDirectory("neiqin-kafka-")
                    : Files.createDirectories(options.directory().toAbsolutePath());
            return launch(options, home, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaServer launch(Options options, Path home, int port) throws IOException {
        Path settings = home.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties(home, port, FreePort.next()).store(writer, null);
        }
        ChildProcess process = ChildProcess.start(
                "Kafka",
                command(options.heapMb(), settings),
                Map.of(),
                "TERM",
                options.log() == null ? home.resolve("kafka.log") : options.log(),
                options.directory() == null ? home : null);
        return new KafkaServer(process, options, home, port);
    }

    /** After {@code kill -9} it is ready about ten seconds later than otherwise. */
    @Override
    public KafkaServer relaunch() {
        process.stop();
        try {
            return launch(options, home, FreePort.retake(port, name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitReady() {
        process.awaitReady(() -> Topics.answers(bootstrapServers()), START);
        Topics.create(bootstrapServers());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public int port() {
        return port;
    }

    private static List<String> command(int heapMb, Path settings) {
        return List.of(
                ChildProcess.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx" + heapMb + "m",
                "-cp",
                classPath(),
                KafkaNode.class.getName(),
                settings.toString());
    }

    /**
     * The broker runs on the jars that this JVM was started with: Maven's under test, a lib directory's in the local
     * run. Where neither is true, {@code -Dneiqin.kafka.classpath} names them.
     */
    private static String classPath() {
        return System.getProperty("neiqin.kafka.classpath", System.getProperty("java.class.path"));
    }

    private static Properties properties(Path home, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "log.dirs",
                home.resolve("data").toString()));
        properties.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "log.retention.ms", "-1",
                "group.initial.rebalance.delay.ms", "0",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "log.cleaner.dedupe.buffer.size", "8388608"));
        return properties;
    }
}
