package io.neiqin.testkit.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A real server of S3 (s3proxy over a folder) as a child JVM, on the loopback address, with one bucket, gone when this JVM is
 * gone. Its class path is in the file that module {@code testkit/s3} has written.
 */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "neiqin";
    public static final String ACCESS_KEY = "neiqin";
    public static final String SECRET_KEY = "neiqin-secret";

    private static final Duration START = Duration.ofSeconds(60);
    /** From a module beside testkit, where tests run. */
    private static final Path CLASS_PATH = Path.of("../testkit/s3/target/s3proxy.classpath");

    private final ChildProcess process;
    private final Path home;
    private final int port;

    private S3Server(ChildProcess process, Path home, int port) {
        this.process = process;
        this.home = home;
        this.port = port;
    }

    /** Empty, on a free port; returns when it answers. */
    public static S3Server start() {
        try {
            Path home = Files.createTempDirectory("neiqin-s3-");
            Files.createDirectories(home.resolve("data").resolve(BUCKET));
            S3Server server = launch(home, FreePort.next());
            server.process.awaitReady(server::answers, START);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Server launch(Path home, int port) throws IOException {
        Path settings = home.resolve("s3proxy.properties");
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties(home, port).store(writer, null);
        }
        List<String> command = List.of(
                ChildProcess.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-DLOG_LEVEL=warn",
                "-cp",
                classPath(),
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString());
        ChildProcess process = ChildProcess.start(
                "S3", command, Map.of("LOG_LEVEL", "warn"), "TERM", home.resolve("s3proxy.log"), home);
        return new S3Server(process, home, port);
    }

    private static Properties properties(Path home, int port) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "s3proxy.endpoint",
                "http://127.0.0.1:" + port,
                "s3proxy.authorization",
                "aws-v2-or-v4",
                "s3proxy.identity",
                ACCESS_KEY,
                "s3proxy.credential",
                SECRET_KEY,
                "jclouds.provider",
                "filesystem-nio2",
                "jclouds.filesystem.basedir",
                home.resolve("data").toString()));
        return properties;
    }

    private static String classPath() throws IOException {
        if (!Files.exists(CLASS_PATH)) {
            throw new InfraException("There is no " + CLASS_PATH.toAbsolutePath() + "; build module testkit/s3 first.");
        }
        return Files.readString(CLASS_PATH).strip();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where it keeps its objects, each at {@code neiqin/<key>}. */
    public Path bucketFolder() {
        return home.resolve("data").resolve(BUCKET);
    }

    /** The configuration of a service that keeps its files here. */
    public Map<String, String> properties() {
        return Map.of(
                "neiqin.files.store", "s3",
                "neiqin.files.s3.endpoint", uri().toString(),
                "neiqin.files.s3.bucket", BUCKET,
                "neiqin.files.s3.access-key", ACCESS_KEY,
                "neiqin.files.s3.secret-key", SECRET_KEY);
    }

    /** It answers: that nobody gets in without a key. */
    private boolean answers() {
        HttpRequest request =
                HttpRequest.newBuilder(uri()).timeout(Duration.ofSeconds(2)).build();
        try {
            HttpClient client = HttpClient.newHttpClient();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 403;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
