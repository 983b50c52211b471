package io.neiqin.platform.file;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Gives the service the store that its configuration names. Nothing of S3 is loaded where that is a folder. */
@Singleton
class FileStores {

    private static final Logger LOG = Logger.getLogger(FileStores.class);

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** A request with all its attempts: less than an upload may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Produces
    @Singleton
    FileStore store(FileSettings settings, @ConfigProperty(name = "quarkus.application.name") String service) {
        return switch (settings.store()) {
            case FOLDER -> new LocalFolder(settings.folder().resolve(service));
            case S3 -> bucket(settings.s3(), service);
        };
    }

    /** What is set wrongly is said at the start, not at the first file. */
    void start(@Observes StartupEvent starting, FileStore store) {
        LOG.debugf("files are kept by %s", store);
    }

    void end(@Disposes FileStore store) {
        if (store instanceof S3Bucket bucket) {
            bucket.close();
        }
    }

    private static FileStore bucket(FileSettings.S3 settings, String service) {
        String bucket = settings.bucket()
                .orElseThrow(() -> new IllegalStateException(
                        "neiqin.files.store is s3, so neiqin.files.s3.bucket has to say which bucket"));
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "neiqin-files", service);
        return new S3Bucket(client(settings), bucket, service + "/", folder);
    }

    static S3Client client(FileSettings.S3 settings) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.pathStyle())
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(SILENCE)
                        .build())
                .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE))
                // We send our own, and compare what comes back with it; others' servers know no others.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        settings.endpoint().ifPresent(client::endpointOverride);
        return client.build();
    }

    private static AwsCredentialsProvider credentials(FileSettings.S3 settings) {
        return settings.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        settings.accessKey().get(),
                        settings.secretKey()
                                .orElseThrow(() -> new IllegalStateException(
                                        "neiqin.files.s3.access-key has no neiqin.files.s3.secret-key"))));
    }
}
