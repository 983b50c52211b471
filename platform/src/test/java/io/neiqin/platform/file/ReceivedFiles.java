package io.neiqin.platform.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Files that have come in, below a folder. */
public final class ReceivedFiles {

    private ReceivedFiles() {}

    public static Incoming of(byte[] content, Path folder) throws IOException {
        return new LocalFolder(folder).receive(new ByteArrayInputStream(content), Long.MAX_VALUE);
    }
}
