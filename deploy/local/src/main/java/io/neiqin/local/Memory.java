package io.neiqin.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;

/** Memory of each part: resident, and the proportional share, which counts pages shared by processes once. */
final class Memory {
    private final PrintStream out;
    private final Wording wording;

    Memory(PrintStream out, Wording wording) {
        this.out = out;
        this.wording = wording;
    }

    void print(Map<String, Long> processes) {
        out.println();
        out.println(wording.text("memory.head"));
        long whole = 0;
        for (Map.Entry<String, Long> part : processes.entrySet()) {
            // The launcher's children are the other parts.
            boolean alone = part.getValue() == ProcessHandle.current().pid();
            long rss = megabytes(part.getValue(), "Rss:", alone);
            long pss = megabytes(part.getValue(), "Pss:", alone);
            whole += pss;
            out.println(String.format("  %-14s %7d %7d", part.getKey(), rss, pss));
        }
        out.println(String.format("  %-14s %7s %7d", wording.text("memory.whole"), "", whole));
        out.println();
    }

    private static long megabytes(long pid, String field, boolean alone) {
        LongStream family = alone
                ? LongStream.of(pid)
                : LongStream.concat(
                        LongStream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .mapToLong(ProcessHandle::pid));
        return family.map(member -> kilobytes(member, field)).sum() / 1024;
    }

    private static long kilobytes(long pid, String field) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
