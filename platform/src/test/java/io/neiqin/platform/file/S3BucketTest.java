package io.neiqin.platform.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.infra.S3Server;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a server of its own. */
class S3BucketTest extends FileStoreContract {

    private static final String SERVICE = "s3-bucket-test";

    private static S3Server server;
    private static FileStore store;
    private static S3Client client;

    @BeforeAll
    static void start() {
        server = S3Server.start();
        store = new FileStores().store(new Settings(server.uri()), SERVICE);
        client = FileStores.client(new Settings(server.uri()).s3());
    }

    @AfterAll
    static void stop() {
        new FileStores().end(store);
        client.close();
        server.close();
    }

    @BeforeEach
    void nothingLeft() {
        assertThat(leftOvers()).isEmpty();
    }

    @Override
    FileStore store() {
        return store;
    }

    @Override
    void damage(String sha256, byte[] content) {
        client.putObject(
                put -> put.bucket(S3Server.BUCKET).key(SERVICE + "/" + Hash.path(sha256)),
                RequestBody.fromBytes(content));
    }

    @Override
    Path incoming() {
        return Path.of(System.getProperty("java.io.tmpdir"), "neiqin-files", SERVICE);
    }

    @Test
    void liesBelowTheNameOfItsService() throws Exception {
        StoredFile stored = put(content(10));
        assertThat(Files.size(server.bucketFolder().resolve(SERVICE).resolve(Hash.path(stored.sha256()))))
                .isEqualTo(10);
    }

    @Test
    void tellsToComeAgain_whenTheServerIsAway() throws Exception {
        FileStore away = new FileStores().store(new Settings(URI.create("http://127.0.0.1:9")), SERVICE);
        assertProblem(() -> away.put(new ByteArrayInputStream(content(10)), 100), "503 file-storage-unavailable");
        assertProblem(() -> away.has("0".repeat(64)), "503 file-storage-unavailable");
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void tellsToComeAgain_whenTheServerGoesAway_withALineToItOpen() throws Exception {
        try (S3Server passing = S3Server.start()) {
            FileStore leaving = new FileStores().store(new Settings(passing.uri()), SERVICE);
            StoredFile stored = leaving.put(new ByteArrayInputStream(content(700_000)), 1_000_000);
            passing.close();
            assertProblem(
                    () -> leaving.put(new ByteArrayInputStream(content(700_000)), 1_000_000),
                    "503 file-storage-unavailable");
            assertProblem(() -> leaving.open(stored.sha256()), "503 file-storage-unavailable");
            assertProblem(() -> leaving.remove(stored.sha256()), "503 file-storage-unavailable");
            assertThat(leftOvers()).isEmpty();
        }
    }

    /** As configuration would give them. */
    private record Settings(URI endpointUri) implements FileSettings, FileSettings.S3 {

        @Override
        public Kind store() {
            return Kind.S3;
        }

        @Override
        public Path folder() {
            return Path.of("unused");
        }

        @Override
        public String sweepEvery() {
            return "off";
        }

        @Override
        public Duration sweepGrace() {
            return Duration.ZERO;
        }

        @Override
        public S3 s3() {
            return this;
        }

        @Override
        public Optional<URI> endpoint() {
            return Optional.of(endpointUri);
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public Optional<String> bucket() {
            return Optional.of(S3Server.BUCKET);
        }

        @Override
        public Optional<String> accessKey() {
            return Optional.of(S3Server.ACCESS_KEY);
        }

        @Override
        public Optional<String> secretKey() {
            return Optional.of(S3Server.SECRET_KEY);
        }

        @Override
        public boolean pathStyle() {
            return true;
        }
    }
}
