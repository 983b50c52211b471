package io.neiqin.testkit.infra;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server process that lives no longer than this JVM, even if this JVM is killed with {@code kill -9}.
 *
 * <p>A tiny shell watcher beside it reads a pipe that only this JVM holds open. When the pipe closes, on {@link #stop}
 * or because this JVM is gone, the watcher sends the stop signal, gives the server 30 seconds, kills it and removes the
 * temporary directory. The server runs in a session of its own, so that Ctrl-C in a terminal reaches only the launcher,
 * which then decides the order.
 */
public final class ChildProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // $1 stop signal, $2 directory to remove at the end (may be empty), then the command, which replaces the shell.
    // The signal goes to the command's process group: a start script may have the server as its child, and may be dead.
    private static final String WATCHED = """
            exec 3<&0 </dev/null
            sig=$1; tmp=$2; me=$$; shift 2
            gone() { ! kill -0 -$me 2>/dev/null && ! kill -0 $me 2>/dev/null; }
            tell() { kill -s "$1" -- -$me 2>/dev/null || kill -s "$1" $me; }
            ( (
              trap '' HUP INT QUIT TERM
              read -r _ <&3
              gone || tell "$sig"
              n=0; while ! gone && [ $n -lt 300 ]; do n=$((n+1)); sleep 0.1; done
              gone || tell KILL
              [ -z "$tmp" ] || rm -rf "$tmp"
            ) >/dev/null 2>&1 & )
            exec 3<&-
            command -v setsid >/dev/null && exec setsid "$@"
            exec "$@"
            """;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a command.
     *
     * @param signal what asks it to end in order, as {@code TERM}
     * @param temporary a directory to remove after it ended, or null
     */
    public static ChildProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            String signal,
            Path log,
            Path temporary) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "sh", signal));
        line.add(temporary == null ? "" : temporary.toString());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    /** Runs a command to its end; its output when it fails is the message of the exception. */
    static void run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new InfraException(command.get(0) + " failed:\n" + output);
            }
        } catch (IOException e) {
            throw new InfraException(command.get(0) + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("interrupted", e);
        }
    }

    static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end and returns the exit status; 128 + n where signal n ended it. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to end, waits up to 30 seconds, then kills it. */
    public void stop() {
        stop(PATIENCE);
    }

    void stop(Duration patience) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        if (!ended(patience)) {
            kill();
        }
    }

    /** Sends a signal by its name, as {@code STOP}, to this process alone, and returns at once. */
    public void signal(String signal) {
        run(List.of("/bin/sh", "-c", "kill -s $0 $1", signal, Long.toString(pid())), Map.of());
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        ended(PATIENCE);
    }

    /** Memory in use, in MB (resident set); 0 when it is gone or the system does not tell. */
    public long rssMb() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Checks {@code ready} until it holds; ends in an exception with the log's last lines when it does not in time. */
    public void awaitReady(Readiness ready, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!ready.holds()) {
            if (!isAlive()) {
                throw failure(name + " ended while starting (exit status " + process.exitValue() + ").");
            }
            if (System.nanoTime() > end) {
                kill();
                throw failure(name + " was not ready after " + timeout.toSeconds() + " s.");
            }
            ended(Duration.ofMillis(50));
        }
    }

    private InfraException failure(String what) {
        return new InfraException(what + " The last lines of " + log + ":\n" + String.join("\n", lastLines(log, 25)));
    }

    static List<String> lastLines(Path log, int count) {
        try {
            List<String> lines = new String(Files.readAllBytes(log)).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }

    private boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** A condition asked again and again; "not yet" is false, never an exception. */
    @FunctionalInterface
    public interface Readiness {
        boolean holds();
    }
}
