package io.neiqin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packages the services whose program is missing or older than a source it is made from. */
final class ServiceBuild {
    private final Places places;
    private final Running running;

    ServiceBuild(Places places, Running running) {
        this.places = places;
        this.running = running;
    }

    static Path program(Path project, String service) {
        return project.resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
    }

    List<String> stale(List<String> services) {
        return services.stream().filter(this::stale).toList();
    }

    private boolean stale(String service) {
        Path program = program(places.project(), service);
        if (!Files.exists(program)) {
            return true;
        }
        return Stream.of("pom.xml", "events/", "platform/", service + "-service/")
                .flatMap(part -> part.endsWith("/") ? Stream.of(part + "pom.xml", part + "src/main") : Stream.of(part))
                .map(places.project()::resolve)
                .anyMatch(source -> newer(source, program));
    }

    private static boolean newer(Path source, Path program) {
        try (var files = Files.walk(source)) {
            FileTime built = Files.getLastModifiedTime(program);
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> modified(file).compareTo(built) > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws PlainError with Maven's last lines */
    void build(List<String> services) throws Exception {
        String modules = String.join(
                ",", services.stream().map(service -> service + "-service").toList());
        String project = places.project().resolve("pom.xml").toString();
        List<String> command =
                List.of("mvn", "-f", project, "-B", "-q", "-ntp", "-DskipTests", "-am", "-pl", modules, "package");
        Tool.run("Maven", command, Map.of(), places.log("build"), running);
    }
}
