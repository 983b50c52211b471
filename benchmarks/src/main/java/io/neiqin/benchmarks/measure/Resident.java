package io.neiqin.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How much memory of a process is in use ({@code VmRSS}), looked at ten times a second. */
public final class Resident implements Runnable {

    private static final long STEP_MS = 100;
    private static final long KILO = 1024;

    private final long pid;
    private final long before;
    private volatile long most;
    private volatile boolean ended;

    private Resident(long pid) {
        this.pid = pid;
        this.before = now();
        this.most = before;
    }

    public static Resident watch(long pid) {
        Resident resident = new Resident(pid);
        Thread thread = new Thread(resident, "resident");
        thread.setDaemon(true);
        thread.start();
        return resident;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                most = Math.max(most, now());
                Thread.sleep(STEP_MS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** By how many bytes it was more than at the beginning, at most. */
    public long stop() {
        ended = true;
        return most - before;
    }

    public String note() {
        return String.format(Locale.ROOT, "%.0f MB resident before, %.0f MB at most", before / 1e6, most / 1e6);
    }

    private long now() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
