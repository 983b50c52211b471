package io.neiqin.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The processor time that processes have taken so far, by {@code /proc/<pid>/stat}, and what the machine did besides. */
public final class Cpu {

    /** Linux counts for its readers in hundredths of a second, whatever the kernel's own clock is. */
    private static final long MS_PER_TICK = 10;

    /** Everything that is not watched; stolen time of a virtual machine included. */
    public static final String OTHERS = "others";

    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int GUESTS = 9;

    private static final int PARENT = 1;
    private static final int OWN_USER = 11;
    private static final int OWN_SYSTEM = 12;
    private static final int DEAD_USER = 13;
    private static final int DEAD_SYSTEM = 14;

    private record Watched(long pid, boolean children) {}

    private final Map<String, Watched> processes = new LinkedHashMap<>();

    /** Watches a process under a name. */
    public Cpu watch(String name, long pid) {
        processes.put(name, new Watched(pid, false));
        return this;
    }

    /** Watches a process and its children under a name. */
    public Cpu watchFamily(String name, long pid) {
        processes.put(name, new Watched(pid, true));
        return this;
    }

    /** Milliseconds by name; a process that is gone counts 0. What strangers took is {@link #OTHERS}. */
    public Map<String, Long> milliseconds() {
        Map<String, Long> now = new LinkedHashMap<>();
        processes.forEach((name, watched) -> now.put(name, ticks(watched) * MS_PER_TICK));
        long ours = now.values().stream().mapToLong(ms -> ms).sum();
        now.put(OTHERS, machine() * MS_PER_TICK - ours);
        return now;
    }

    /** What was taken between two looks. */
    static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> spent = new LinkedHashMap<>();
        after.forEach((name, ms) -> spent.put(name, ms - before.getOrDefault(name, 0L)));
        return spent;
    }

    /** Everything but idleness since the machine was started. */
    private static long machine() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] all = lines.findFirst().orElseThrow().split(" +");
            long busy = 0;
            for (int i = 1; i < all.length; i++) {
                // Guests are counted among users already.
                busy += i == IDLE || i == WAITING || i >= GUESTS ? 0 : Long.parseLong(all[i]);
            }
            return busy;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long ticks(Watched watched) {
        long pid = watched.pid();
        String[] own = fields(Path.of("/proc", Long.toString(pid)));
        if (own.length == 0) {
            return 0;
        }
        if (!watched.children()) {
            return sum(own, OWN_USER, OWN_SYSTEM);
        }
        // PostgreSQL has a process per connection: living ones for themselves, dead ones in their parent's account.
        long sum = sum(own, OWN_USER, OWN_SYSTEM, DEAD_USER, DEAD_SYSTEM);
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return sum
                    + all.filter(path -> path.getFileName().toString().matches("\\d+"))
                            .map(Cpu::fields)
                            .filter(child -> child.length > DEAD_SYSTEM && child[PARENT].equals(Long.toString(pid)))
                            .mapToLong(child -> sum(child, OWN_USER, OWN_SYSTEM, DEAD_USER, DEAD_SYSTEM))
                            .sum();
        } catch (IOException e) {
            return sum;
        }
    }

    private static long sum(String[] stat, int... places) {
        long sum = 0;
        for (int place : places) {
            sum += Long.parseLong(stat[place]);
        }
        return sum;
    }

    /** Those behind the command's name, which may hold anything: state, parent and so on. */
    private static String[] fields(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
        } catch (IOException gone) {
            return new String[0];
        }
    }
}
