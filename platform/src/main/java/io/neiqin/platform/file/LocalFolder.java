package io.neiqin.platform.file;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Files below a folder, each at {@code ab/cd/<hash>}. One is written beside them, brought to the disk, and gets its name in
 * one step: it is there whole or not at all. Several instances may share the folder.
 */
final class LocalFolder implements FileStore {

    private static final Logger LOG = Logger.getLogger(LocalFolder.class);

    private static final String INCOMING = "incoming";

    private final Path folder;

    LocalFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Incoming receive(InputStream content, long limit) throws IOException {
        return Incoming.read(content, limit, folder.resolve(INCOMING).resolve(UUID.randomUUID() + ".part"));
    }

    @Override
    public StoredFile keep(Incoming file) {
        Path place = place(file.sha256());
        try {
            Files.createDirectories(place.getParent());
            // Over the one that is there, too: it is young again, and whole if it was not.
            Files.move(file.path(), place, StandardCopyOption.ATOMIC_MOVE);
            bringToDisk(place.getParent());
        } catch (IOException refused) {
            throw Incoming.refused(place, refused);
        }
        return file.content();
    }

    /** The name, after the content: else a power failure could forget it. */
    private static void bringToDisk(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public InputStream open(String sha256) {
        Path place = place(sha256);
        try (InputStream content = Files.newInputStream(place)) {
            Hash.require(sha256, content);
            return Files.newInputStream(place);
        } catch (NoSuchFileException missing) {
            LOG.errorf("the stored file %s is missing", sha256);
            throw Problem.broken("file-damaged");
        } catch (IOException unreadable) {
            throw Incoming.refused(place, unreadable);
        }
    }

    @Override
    public boolean has(String sha256) {
        return Files.isRegularFile(place(sha256));
    }

    @Override
    public void remove(String sha256) {
        try {
            Files.deleteIfExists(place(sha256));
        } catch (IOException refused) {
            throw Incoming.refused(place(sha256), refused);
        }
    }

    @Override
    public void each(Consumer<Held> visitor) {
        try {
            for (Path one : children(folder)) {
                if (one.getFileName().toString().equals(INCOMING)) {
                    Incoming.removeLeftOvers(one);
                } else {
                    each(one, visitor);
                }
            }
        } catch (IOException refused) {
            throw Incoming.refused(folder, refused);
        }
    }

    private static void each(Path one, Consumer<Held> visitor) throws IOException {
        for (Path two : children(one)) {
            for (Path file : children(two)) {
                String name = file.getFileName().toString();
                if (Hash.isOne(name)) {
                    visitor.accept(new Held(name, changedAt(file)));
                }
            }
        }
    }

    /** A file that another instance has removed meanwhile is young: nobody has to care for it. */
    private static Instant changedAt(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException gone) {
            return Instant.now();
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private Path place(String sha256) {
        return folder.resolve(Hash.path(sha256));
    }
}
