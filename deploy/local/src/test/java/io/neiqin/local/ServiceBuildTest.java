package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceBuildTest {
    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    Path project;

    @BeforeEach
    void layOutProject() throws IOException {
        write("pom.xml", BUILT.minusSeconds(60));
        for (String module : List.of("events", "platform", "orders-service", "admin-service")) {
            write(module + "/pom.xml", BUILT.minusSeconds(60));
            write(module + "/src/main/java/A.java", BUILT.minusSeconds(60));
        }
        write("orders-service/target/quarkus-app/quarkus-run.jar", BUILT);
        write("admin-service/target/quarkus-app/quarkus-run.jar", BUILT);
    }

    private void write(String file, Instant modified) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, file);
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    private List<String> stale() {
        return new ServiceBuild(new Places(project, project, project, false), new Running())
                .stale(List.of("admin", "orders"));
    }

    @Test
    void stale_programsNewerThanSources_namesNone() {
        assertThat(stale()).isEmpty();
    }

    @Test
    void stale_ownSourceChanged_namesThatService() throws IOException {
        write("orders-service/src/main/java/A.java", BUILT.plusSeconds(1));

        assertThat(stale()).containsExactly("orders");
    }

    @Test
    void stale_sharedSourceChanged_namesEveryService() throws IOException {
        write("platform/src/main/java/A.java", BUILT.plusSeconds(1));

        assertThat(stale()).containsExactly("admin", "orders");
    }

    @Test
    void stale_versionsChanged_namesEveryService() throws IOException {
        write("pom.xml", BUILT.plusSeconds(1));

        assertThat(stale()).containsExactly("admin", "orders");
    }

    @Test
    void stale_programMissing_namesThatService() throws IOException {
        Files.delete(ServiceBuild.program(project, "admin"));

        assertThat(stale()).containsExactly("admin");
    }
}
