package io.neiqin.benchmarks.measure;

import io.neiqin.benchmarks.Project;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** What is measured on: a figure without it says nothing. */
public final class Machine {

    private static final int PAGE = 8192;
    private static final int WRITES = 500;

    private Machine() {}

    /** Cores, JDK, kernel, and what it costs to have a page written for good on the disk that the data is on. */
    public static String describe() {
        long[] times = syncs();
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s, Linux %s, fsync of 8 kB: median %.0f, p99 %.0f microseconds",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.version"),
                times[WRITES / 2] / 1e3,
                times[WRITES * 99 / 100] / 1e3);
    }

    /** In nanoseconds, ascending: the same page of one file written and forced, as a log does it. */
    private static long[] syncs() {
        long[] times = new long[WRITES];
        try {
            Path file = Files.createTempFile(Files.createDirectories(Project.target()), "sync-", null);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
                for (int i = 0; i < WRITES; i++) {
                    long begin = System.nanoTime();
                    channel.write(page.clear(), (long) i % 64 * PAGE);
                    channel.force(false);
                    times[i] = System.nanoTime() - begin;
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Arrays.sort(times);
        return times;
    }
}
