package io.neiqin.platform.file;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** A file that has come in whole, with its hash, and is not stored yet. Closing removes it unless it is. */
public final class Incoming implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Incoming.class);

    /** For nobody else on the machine: what comes in may hold names and phones. */
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Read and written at once, in bytes. */
    static final int AT_ONCE = 64 * 1024;

    /** Whoever writes a temporary file writes it within minutes. */
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private final Path path;
    private final StoredFile content;

    private Incoming(Path path, StoredFile content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Reads all; the file is on the disk when this returns, and gone when it fails.
     *
     * @param path of a file that there is not
     */
    static Incoming read(InputStream content, long limit, Path path) throws IOException {
        boolean whole = false;
        try (FileChannel file = create(path)) {
            StoredFile stored = copy(content, limit, file, path);
            whole = true;
            return new Incoming(path, stored);
        } finally {
            if (!whole) {
                delete(path);
            }
        }
    }

    private static FileChannel create(Path path) {
        try {
            Files.createDirectories(path.getParent());
            return FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE);
        } catch (IOException refused) {
            throw refused(path, refused);
        }
    }

    private static StoredFile copy(InputStream content, long limit, FileChannel file, Path path) throws IOException {
        MessageDigest digest = Hash.begin();
        byte[] buffer = new byte[AT_ONCE];
        long size = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            size += read;
            if (size > limit) {
                throw Problem.tooLarge("file-too-large", limit);
            }
            digest.update(buffer, 0, read);
            write(file, ByteBuffer.wrap(buffer, 0, read), path);
        }
        force(file, path);
        return new StoredFile(Hash.end(digest), size);
    }

    private static void write(FileChannel file, ByteBuffer bytes, Path path) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException refused) {
            throw refused(path, refused);
        }
    }

    private static void force(FileChannel file, Path path) {
        try {
            file.force(true);
        } catch (IOException refused) {
            throw refused(path, refused);
        }
    }

    /** What a disk does not take is for the caller to try again later, and for the operators to see. */
    static Problem refused(Path path, IOException cause) {
        LOG.errorf("the store of files fails at %s: %s", path, cause);
        return Problem.unavailable(isFull(path) ? "file-storage-full" : "file-storage-unavailable");
    }

    private static boolean isFull(Path path) {
        try {
            return Files.getFileStore(path.getParent()).getUsableSpace() < AT_ONCE;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Temporary files of a folder that nobody writes any more: their process has ended. */
    static void removeLeftOvers(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant old = Instant.now().minus(LEFT_OVER);
        try (Stream<Path> parts = Files.list(folder)) {
            for (Path part : parts.toList()) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
                    delete(part);
                }
            }
        } catch (IOException later) {
            LOG.warnf("left-over files stay until the next sweep: %s", later.getMessage());
        }
    }

    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stays) {
            LOG.warnf("%s stays until the next sweep: %s", path, stays.getMessage());
        }
    }

    /** What is in it; not to be changed. */
    public Path path() {
        return path;
    }

    public String sha256() {
        return content.sha256();
    }

    /** In bytes. */
    public long size() {
        return content.size();
    }

    StoredFile content() {
        return content;
    }

    /** From its beginning. */
    public InputStream open() {
        try {
            return Files.newInputStream(path);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** From its beginning, for one reader: the file is gone with him. */
    InputStream openOnce() throws IOException {
        return Files.newInputStream(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public void close() {
        delete(path);
    }
}
