package io.neiqin.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program that does a piece of work and ends, its output in a log file. A stop of the run ends it early. */
final class Tool implements AutoCloseable {
    private static final int LINES_SHOWN = 25;
    private static final int CTRL_C_MILLIS = 300;

    private final Process process;

    private Tool(Process process) {
        this.process = process;
    }

    /** @throws PlainError with the last lines of the output where the program does not succeed */
    static void run(List<String> command, Map<String, String> environment, Path directory, Path log, Running running)
            throws Exception {
        Tool tool = running.start(() -> start(command, environment, directory, log));
        if (tool.process.waitFor() != 0) {
            // Ctrl-C in a terminal ends the program too, often before this process has noticed.
            running.pause(CTRL_C_MILLIS);
            throw new PlainError(
                    PlainError.NOT_STARTED, String.join(" ", command) + " (" + log + "):\n" + lastLines(log));
        }
    }

    private static Tool start(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Tool(builder.start());
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /** Ends the program and what it started. */
    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroy);
    }
}
