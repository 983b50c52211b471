package io.neiqin.local;

import io.neiqin.testkit.infra.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that does a piece of work and ends, its output in a log file. It ends early with the run or its launcher. */
final class Tool implements AutoCloseable {
    private static final int LINES_SHOWN = 25;

    private final ChildProcess process;

    private Tool(ChildProcess process) {
        this.process = process;
    }

    /** @throws PlainError with the last lines of the output where the program does not succeed */
    static void run(String name, List<String> command, Map<String, String> environment, Path log, Running running)
            throws Exception {
        Files.deleteIfExists(log);
        Tool tool = running.start(() -> new Tool(ChildProcess.start(name, command, environment, "TERM", log, null)));
        if (tool.process.awaitEnd() != 0) {
            running.check();
            throw new PlainError(
                    PlainError.NOT_STARTED, String.join(" ", command) + " (" + log + "):\n" + lastLines(log));
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    @Override
    public void close() {
        process.stop();
    }
}
