package io.neiqin.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path directory;

    @Test
    void child_ends_whenItsParentIsKilled() throws Exception {
        assertEndsWithItsParent(pid -> "kill -s KILL " + pid);
    }

    @Test
    void child_ends_whenTheTerminalOfItsParentCloses() throws Exception {
        // To everybody in the group, the watcher included.
        assertEndsWithItsParent(pid -> "kill -s HUP -- -" + pid);
    }

    private void assertEndsWithItsParent(LongFunction<String> killing) throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Process parent = new ProcessBuilder(
                        "setsid",
                        // Under nohup it would be deaf to the closing.
                        "env",
                        "--default-signal=HUP",
                        ChildProcess.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString())
                .start();
        long child;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(parent.getInputStream()))) {
            child = Long.parseLong(out.readLine());
        }
        assertThat(alive(child)).isTrue();
        assertThat(temporary).exists();

        ChildProcess.run(List.of("sh", "-c", killing.apply(parent.pid())), Map.of());

        await().atMost(Duration.ofSeconds(10)).until(() -> !alive(child) && !Files.exists(temporary));
    }

    @Test
    void signal_stopAndContinue_freezesTheProcessAndLetsItGoOn() throws Exception {
        ChildProcess sleeper =
                ChildProcess.start("sleeper", List.of("sleep", "60"), Map.of(), "TERM", directory.resolve("log"), null);
        await().until(() -> state(sleeper).equals("S"));

        sleeper.signal("STOP");
        await().atMost(Duration.ofSeconds(5)).until(() -> state(sleeper).equals("T"));
        sleeper.signal("CONT");
        await().atMost(Duration.ofSeconds(5)).until(() -> state(sleeper).equals("S"));

        sleeper.signal("TERM");
        assertThat(sleeper.awaitEnd()).isEqualTo(143);
    }

    /** As ps shows it: S sleeps, T is stopped. */
    private static String state(ChildProcess process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                .split(" ")[2];
    }

    @Test
    void stop_serverIsTheChildOfItsScript_endsBoth() throws Exception {
        ChildProcess script = script("wait");

        script.stop();

        await().atMost(Duration.ofSeconds(5)).until(() -> !alive(server()));
    }

    @Test
    void awaitEnd_scriptAloneIsKilled_endsTheServerItLeft() throws Exception {
        ChildProcess script = script("kill -9 $$");

        assertThat(script.awaitEnd()).isEqualTo(137);

        await().atMost(Duration.ofSeconds(5)).until(() -> !alive(server()));
    }

    private ChildProcess script(String end) {
        String text = "sleep 600 & echo $! >" + directory.resolve("pid") + "; " + end;
        ChildProcess script = ChildProcess.start(
                "script", List.of("sh", "-c", text), Map.of(), "TERM", directory.resolve("log"), null);
        await().until(() -> Files.exists(directory.resolve("pid")) && server() > 0);
        return script;
    }

    private long server() throws IOException {
        String pid = Files.readString(directory.resolve("pid")).trim();
        return pid.isEmpty() ? 0 : Long.parseLong(pid);
    }

    @Test
    void stop_kills_whoDoesNotListen() throws IOException {
        ChildProcess deaf = ChildProcess.start(
                "deaf",
                List.of("/bin/sh", "-c", "trap '' USR1; echo deaf; while :; do sleep 0.2; done"),
                Map.of(),
                "USR1",
                directory.resolve("log"),
                null);
        await().until(() -> ChildProcess.lastLines(directory.resolve("log"), 1).contains("deaf"));
        deaf.stop(Duration.ofSeconds(1));
        assertThat(deaf.isAlive()).isFalse();
    }

    private static boolean alive(long pid) throws IOException {
        // A zombie that nobody reaps yet is dead, too.
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
                && !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    }

    /** A JVM that starts a child and waits to be killed. */
    public static final class Parent {
        public static void main(String[] args) throws Exception {
            Path directory = Path.of(args[0]);
            ChildProcess child = ChildProcess.start(
                    "sleeper",
                    List.of("sleep", "600"),
                    Map.of(),
                    "TERM",
                    directory.resolve("log"),
                    directory.resolve("temporary"));
            System.out.println(child.pid());
            Thread.sleep(600_000);
        }
    }
}
