package io.neiqin.testkit.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs: unpacked once per machine and user, and run as somebody who is not root. */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String NOBODY = "65534";

    private PostgresBinaries() {}

    /** The directory that holds {@code bin}, {@code lib} and {@code share}. */
    static Path directory() {
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null || !System.getProperty("os.arch").matches("amd64|x86_64")) {
                throw new InfraException(
                        "The embedded PostgreSQL is for Linux on x86-64 only. Elsewhere use -Dinfra=docker.");
            }
            Path home = Path.of(System.getProperty("java.io.tmpdir"), "neiqin-" + System.getProperty("user.name"));
            Path target = home.resolve("postgres-" + version());
            if (!Files.isDirectory(target)) {
                Files.createDirectories(home);
                Path fresh = Files.createTempDirectory(home, "unpacking-");
                unpack(archive, fresh);
                publish(fresh, target);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked", e);
        }
    }

    /**
     * What to put before a PostgreSQL program. It refuses to run as root: then it runs in a user namespace of its own,
     * or, where those are blocked, as the user nobody, who must then own the directory and be able to reach it.
     */
    static List<String> unprivileged(Path dataDirectory) {
        if (!isRoot()) {
            return List.of();
        }
        if (succeeds("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        return asNobody(dataDirectory);
    }

    static List<String> asNobody(Path directory) {
        List<String> prefix = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (!succeeds("chown", "-R", NOBODY + ":" + NOBODY, directory.toString())
                || !succeeds(Stream.concat(prefix.stream(), Stream.of("test", "-w", directory.toString()))
                        .toArray(String[]::new))) {
            throw new InfraException("PostgreSQL does not run as root, user namespaces are blocked here, and the user"
                    + " nobody cannot write to " + directory + ". Run as another user or choose another directory.");
        }
        return prefix;
    }

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean succeeds(String... command) {
        try {
            ChildProcess.run(List.of(command), Map.of());
            return true;
        } catch (InfraException e) {
            return false;
        }
    }

    /** Tells two releases of the archive apart, by its size, wherever its jar lies. */
    private static String version() throws IOException {
        return Long.toString(
                PostgresBinaries.class.getResource(ARCHIVE).openConnection().getContentLengthLong());
    }

    private static void publish(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another JVM unpacked the same archive at the same moment: its copy is as good.
            ChildProcess.run(List.of("rm", "-rf", fresh.toString()), Map.of());
        }
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        // Directories must be open to the user nobody, whatever the caller's umask is.
        Files.setPosixFilePermissions(into, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = into.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
