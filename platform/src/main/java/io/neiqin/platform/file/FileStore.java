package io.neiqin.platform.file;

import io.neiqin.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Content-addressed files (附件内容): the same content is one file, whoever puts it. Blocking, for worker threads. Where
 * they lie is {@code neiqin.files.store}; each service has its own.
 *
 * <p>Who keeps a hash in a row of his tells the sweep by a {@link FileUse}, and writes the row behind {@link FileUses#keep}.
 * Nobody else removes: another row may need the same content.
 *
 * <p>All but a broken {@code content} is a {@link Problem}: 413 {@code file-too-large}, 503 {@code file-storage-full} and
 * {@code file-storage-unavailable}, 500 {@code file-damaged}.
 */
public interface FileStore {

    /**
     * A file that is stored, needed or not.
     *
     * @param putAt when it was last put, by the store's own clock
     */
    record Held(String sha256, Instant putAt) {}

    /**
     * Reads all of the content and stores it. Nothing is stored when this fails.
     *
     * @param limit in bytes; one more is refused with 413 {@code file-too-large}
     * @throws IOException when the content cannot be read to its end
     */
    default StoredFile put(InputStream content, long limit) throws IOException {
        try (Incoming file = receive(content, limit)) {
            return keep(file);
        }
    }

    /**
     * Reads all of the content into a temporary file, which can be looked at before it is kept; to be closed, kept or not.
     *
     * @param limit in bytes; one more is refused with 413 {@code file-too-large}
     * @throws IOException when the content cannot be read to its end
     */
    Incoming receive(InputStream content, long limit) throws IOException;

    /** Stores what was received. What is there already is put anew, which makes it young for the sweep. */
    StoredFile keep(Incoming file);

    /**
     * The content, whose hash was found right before this returns: what was changed since it was stored is not delivered, but
     * refused with 500 {@code file-damaged}, as what is not there is.
     *
     * @throws IllegalArgumentException where the hash is none
     */
    InputStream open(String sha256) throws IOException;

    /** Whether something is stored under this hash, unread. */
    boolean has(String sha256);

    /** Also where there is none. Only the sweep may know that nobody needs it. */
    void remove(String sha256);

    /** All that is stored, in no order. Removes temporary files that nobody writes any more. */
    void each(Consumer<Held> visitor);
}
