package io.neiqin.testkit.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a killed PostgreSQL leaves behind: children that end only when they next look up from their work. As long as one
 * is attached to the server's shared memory, a new server on the same data refuses to start.
 */
final class PostgresRemains {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");
    // Of postmaster.pid: the line with key and id of the shared memory.
    private static final int MEMORY_LINE = 6;
    private static final int ID_COLUMN = 1;
    private static final int ATTACHED_COLUMN = 6;

    private final Path data;

    PostgresRemains(Path data) {
        this.data = data;
    }

    /** Returns when no process is attached any more, or after a minute: then the new server says what is wrong. */
    void awaitGone() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (attached() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** How many processes are attached to the memory of the server that last ran on the data. */
    int attached() {
        try {
            List<String> lock = Files.readAllLines(data.resolve("postmaster.pid"));
            String[] memory =
                    lock.size() > MEMORY_LINE ? lock.get(MEMORY_LINE).trim().split("\\s+") : new String[0];
            return memory.length < 2 ? 0 : attached(memory[1]);
        } catch (IOException e) {
            return 0; // no server before, or a system that does not tell
        }
    }

    private static int attached(String id) throws IOException {
        return Files.readAllLines(SEGMENTS).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > ATTACHED_COLUMN && columns[ID_COLUMN].equals(id))
                .mapToInt(columns -> Integer.parseInt(columns[ATTACHED_COLUMN]))
                .sum();
    }
}
