package io.neiqin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * Where things are on disk.
 *
 * @param project   the project's root
 * @param data      what stays between two runs: databases, log segments, secrets, logs
 * @param temporary whether {@code data} is removed at the end
 */
public record Places(Path project, Path data, boolean temporary) {

    /** With {@code --once} and no {@code --data} the run leaves nothing behind. */
    public static Places of(Options options, Path project) throws IOException {
        if (options.data().isEmpty() && options.once()) {
            // Open to look into: PostgreSQL may have to run as another user than root.
            var open = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
            return new Places(project, Files.createTempDirectory("neiqin-", open), true);
        }
        Path data = options.data().orElse(project.resolve(".local/data"));
        Files.createDirectories(data.resolve("logs"));
        return new Places(project, data, false);
    }

    public Path postgres() {
        return data.resolve("postgres");
    }

    public Path kafka() {
        return data.resolve("kafka");
    }

    public Path log(String part) {
        try {
            return Files.createDirectories(data.resolve("logs")).resolve(part + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path realm() {
        return project.resolve("deploy/keycloak/neiqin-realm.json");
    }

    public Path buildLock() {
        return project.resolve("deploy/local/target/services.lock");
    }

    /** Unpacked once per checkout and shared by every run of it. */
    public Path keycloakHome() {
        return project.resolve("deploy/local/target/keycloak");
    }

    /** Removes the data of a temporary run; does nothing otherwise. */
    public void clean() {
        if (!temporary || !Files.exists(data)) {
            return;
        }
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println(e.getMessage());
        }
    }
}
