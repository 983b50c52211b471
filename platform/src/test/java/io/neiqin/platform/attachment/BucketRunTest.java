package io.neiqin.platform.attachment;

import static io.neiqin.platform.NoteApi.CLERK;
import static io.neiqin.platform.attachment.PaperApi.ATTACHMENTS;
import static io.neiqin.platform.attachment.PaperApi.attach;
import static io.neiqin.platform.attachment.PaperApi.content;
import static io.neiqin.testkit.http.Api.assertProblem;
import static io.neiqin.testkit.http.Api.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.platform.NoteApi;
import io.neiqin.platform.file.FileSweep;
import io.neiqin.platform.file.type.Samples;
import io.neiqin.testkit.InfraResource;
import io.neiqin.testkit.infra.S3Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that keeps its files in a bucket: over HTTP, against a server of S3. */
@QuarkusTest
@WithTestResource(InfraResource.class)
@TestProfile(BucketRunTest.InABucket.class)
@Tag("faults")
class BucketRunTest {

    private static S3Server server;

    @Inject
    FileSweep sweep;

    public static class InABucket implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Bucket.class));
        }
    }

    public static class Bucket implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            server = S3Server.start();
            return server.properties();
        }

        @Override
        public void stop() {
            server.close();
        }
    }

    @Test
    void takes_givesBack_sweeps_andSaysTryAgain_whenTheServerIsAway() throws Exception {
        NoteApi notes = NoteApi.ready();
        String note = notes.note();
        byte[] pdf = Samples.pdf("x".repeat(700_000) + UUID.randomUUID());
        Response made = assertStatus(attach(notes.api.as(CLERK), note, "订单.pdf", pdf), 201);
        String id = made.path("id");
        say("POST " + ATTACHMENTS + "?type=note&record=…&purpose=SOURCE&name=订单.pdf -> 201 " + made.asString());
        say("in the bucket: " + objects());
        assertThat(objects()).hasSize(1);
        Response file = assertStatus(notes.api.as(CLERK).get(content(id)), 200);
        say("GET " + content(id) + " -> 200 " + file.headers().asList());
        assertThat(file.asByteArray()).isEqualTo(pdf);
        assertStatus(notes.api.as(CLERK).ifMatch(0).header("X-Reason", "wrong").delete(ATTACHMENTS + "/" + id), 200);
        say("DELETE, then the sweep: " + sweep.run(Instant.now().plusSeconds(60)) + " removed; in the bucket: "
                + objects());
        assertThat(objects()).isEmpty();
        server.close();
        Response away = assertProblem(attach(notes.api.as(CLERK), note, "a.pdf", pdf), 503, "file-storage-unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("2");
        say("POST without the server -> 503 " + away.asString());
    }

    private static List<String> objects() throws IOException {
        try (Stream<Path> files = Files.walk(server.bucketFolder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> server.bucketFolder().relativize(file).toString())
                    .toList();
        }
    }

    private static void say(String what) {
        System.out.println("S3 run: " + what);
    }
}
