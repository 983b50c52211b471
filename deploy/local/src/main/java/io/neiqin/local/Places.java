package io.neiqin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * Where things are on disk.
 *
 * @param project   the project's root
 * @param local     what is this machine's own in the project; the scripts name it
 * @param data      what stays between two runs: databases, log segments, secrets, logs
 * @param temporary whether {@code data} is removed at the end
 */
public record Places(Path project, Path local, Path data, boolean temporary) {
    private static final long LOG_BYTES = 10_000_000;

    /** With {@code --once} and no {@code --data} the run leaves nothing behind. */
    public static Places of(Options options, Path project, Path local) throws IOException {
        if (options.data().isEmpty() && options.once()) {
            // Open to look into: PostgreSQL may have to run as another user than root.
            var open = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
            return new Places(project, local, Files.createTempDirectory("neiqin-", open), true);
        }
        Path data = options.data().orElse(local.resolve("data"));
        Files.createDirectories(data.resolve("logs"));
        return new Places(project, local, data, false);
    }

    public Path postgres() {
        return data.resolve("postgres");
    }

    public Path kafka() {
        return data.resolve("kafka");
    }

    /** All logs are in one place: every part's, each tool's, and what the launcher says in {@code up.log}. */
    public Path log(String part) {
        try {
            return Files.createDirectories(data.resolve("logs")).resolve(part + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs on the data: see {@link RunState}. */
    public Path runState() {
        return data.resolve("run.tsv");
    }

    /** How far the services' clock is ahead, see {@code deploy/clock}. */
    public Path clock() {
        return data.resolve("clock");
    }

    /** Attached files, of each service under its name. */
    public Path files() {
        return data.resolve("files");
    }

    /** A link for each run of this checkout. */
    public Path runs() {
        return local.resolve("runs");
    }

    /** Rows that an import refused; outside of data that is removed at the end. */
    public Path importErrors() {
        return (temporary ? local : data).resolve("import-errors.csv");
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

    /** Keeps one earlier file of a log that has grown large. */
    public void boundLogs() throws IOException {
        try (var logs = Files.list(log("up").getParent())) {
            for (Path log : logs.filter(file -> file.toString().endsWith(".log") && !file.endsWith("up.log"))
                    .toList()) {
                if (Files.size(log) > LOG_BYTES) {
                    Files.move(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /**
     * Removes the data of a temporary run; does nothing otherwise.
     *
     * @param failed whether the logs are to stay, for somebody to look into
     */
    public void clean(boolean failed) {
        if (!temporary || !Files.exists(data)) {
            return;
        }
        Path logs = data.resolve("logs");
        try (var files = Files.walk(data)) {
            files.filter(path -> !failed || !path.startsWith(logs))
                    .sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println(e.getMessage());
        }
    }
}
