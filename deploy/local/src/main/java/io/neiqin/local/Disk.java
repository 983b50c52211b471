package io.neiqin.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk that the data lies on. */
record Disk(Path data) {

    /** Less than this, and a server that starts would die of the next thing it writes. */
    private static final long LEAST_BYTES = 64L << 20;

    /** Whether a part can start there; where nobody can tell, starting it will. */
    boolean hasRoom() {
        try {
            return Files.getFileStore(data).getUsableSpace() >= LEAST_BYTES;
        } catch (IOException unknown) {
            return true;
        }
    }
}
