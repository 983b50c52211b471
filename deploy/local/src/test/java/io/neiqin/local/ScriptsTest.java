package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.neiqin.testkit.infra.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/status}, {@code down}, {@code reset} and {@code clock}, in a checkout of their own, on real processes. */
class ScriptsTest {
    @TempDir
    Path checkout;

    private final List<Process> started = new ArrayList<>();
    private Path data;

    @BeforeEach
    void copyScripts() throws IOException {
        Files.createDirectory(checkout.resolve("deploy"));
        for (String script : List.of("paths.sh", "status", "down", "reset", "clock")) {
            Path copy =
                    Files.copy(Path.of("..", script), checkout.resolve("deploy").resolve(script));
            assertThat(copy.toFile().setExecutable(true)).isTrue();
        }
        data = checkout.resolve(".local/data");
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private record Outcome(int status, String output) {}

    private Outcome run(String script, String... arguments) throws Exception {
        return run(Map.of("LC_ALL", "C.UTF-8"), "", script, arguments);
    }

    private Outcome run(Map<String, String> environment, String input, String script, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(
                List.of(checkout.resolve("deploy").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes());
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), output);
    }

    private Process sleeper() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        started.add(process);
        return process;
    }

    /** A run whose launcher and parts are sleeping processes, with the file that a real launcher writes. */
    private void runs(Process launcher, Part... parts) throws IOException {
        Places places = new Places(checkout, checkout.resolve(".local"), data, false);
        RunState state = new RunState(places);
        Files.createDirectories(data.resolve("logs"));
        Files.createFile(data.resolve("lock"));
        state.begin(8080);
        for (Part part : parts) {
            state.add(part);
        }
        // This test's own process stands there as the launcher.
        String mine = "launcher\t" + ProcessHandle.current().pid() + "\t";
        String text = Files.readString(places.runState());
        int end = text.indexOf('\t', text.indexOf(mine) + mine.length());
        Files.writeString(
                places.runState(),
                text.substring(0, text.indexOf(mine)) + "launcher\t" + launcher.pid() + "\t" + startOf(launcher.pid())
                        + text.substring(end));
        Files.move(
                places.runs().resolve("" + ProcessHandle.current().pid()),
                places.runs().resolve("" + launcher.pid()));
    }

    private static String startOf(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    }

    private Part part(Part.State state) {
        Server server = ShortServer.start(checkout.resolve("short.log"), "exec sleep 600");
        Part part = new Part(server);
        part.enter(state);
        return part;
    }

    @Test
    void all_nothingRuns_saySo() throws Exception {
        assertThat(run("status")).isEqualTo(new Outcome(3, "Nothing runs.\n"));
        assertThat(run("down")).isEqualTo(new Outcome(3, "Nothing runs on " + data + ".\n"));
        assertThat(run("clock", "3d")).isEqualTo(new Outcome(3, "Nothing runs on " + data + ".\n"));
        assertThat(run("reset", "--yes").status()).isZero();
        assertThat(run(Map.of("LC_ALL", "zh_CN.UTF-8"), "", "status").output()).endsWith("没有运行。\n");
    }

    @Test
    void all_unknownOption_isRefusedAndHelpIsGiven() throws Exception {
        for (String script : List.of("status", "down", "reset", "clock")) {
            assertThat(run(script, "--twice").status()).isEqualTo(2);
            assertThat(run(script, "--help").output()).contains("deploy/" + script);
        }
    }

    @Test
    void status_everythingIsUp_listsEachPart() throws Exception {
        Part part = part(Part.State.UP);
        runs(sleeper(), part);

        Outcome outcome = run("status");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output())
                .contains(data.toString())
                .containsPattern("launcher +\\d+ +8080 +up +0 ")
                .containsPattern("short +" + part.server().pid() + " +1 +up +0 +\\d+ +.*short.log");
        part.close();
    }

    @Test
    void clock_isTakenAhead_andBack() throws Exception {
        runs(sleeper());

        assertThat(run("clock").output()).startsWith("The services' clock is 0 s ahead: ");
        assertThat(run("clock", "1d2h").output()).contains(" 93600 s ahead");
        assertThat(Files.readString(data.resolve("clock"))).isEqualTo("PT93600S\n");
        assertThat(run("clock", "+08m1s").output()).contains(" 94081 s ahead");
        assertThat(run("clock").output()).contains(" 94081 s ahead");
        for (String wrong : List.of("tomorrow", "-1d", "+", "1d1d", "3", "12h1d")) {
            assertThat(run("clock", wrong).status()).as(wrong).isEqualTo(2);
        }
        assertThat(run("clock", "0").output()).contains(" 0 s ahead");
        assertThat(Files.readString(data.resolve("clock"))).isEqualTo("PT0S\n");
    }

    @Test
    void status_partRestartsOrIsGone_saysSo() throws Exception {
        Part restarting = part(Part.State.RESTARTING);
        Part gone = part(Part.State.UP);
        runs(sleeper(), restarting, gone);
        gone.close();

        Outcome outcome = run("status");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("restarting").contains("down");
        restarting.close();
    }

    @Test
    void status_launcherWasKilled_isRecognised() throws Exception {
        Process launcher = sleeper();
        runs(launcher);
        launcher.destroyForcibly().waitFor();

        assertThat(run("status").output()).contains("The launcher of the run on " + data + " is gone.");
        assertThat(run("status")).isEqualTo(new Outcome(3, "Nothing runs.\n"));
    }

    @Test
    void down_launcherRuns_isStoppedAndAwaited() throws Exception {
        Process launcher = sleeper();
        runs(launcher);

        assertThat(run("down")).isEqualTo(new Outcome(0, "Stopped.\n"));
        assertThat(launcher.waitFor()).isEqualTo(143);
    }

    @Test
    void reset_whileItRuns_isRefused() throws Exception {
        runs(sleeper());

        Outcome outcome = run("reset", "--yes");

        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.output()).contains("stop it first");
        assertThat(data.resolve("logs")).exists();
    }

    /** A run has the lock before it has said anything else of itself. */
    @Test
    void reset_whileItStarts_isRefused() throws Exception {
        Files.createDirectories(data.resolve("logs"));
        try (DataLock lock = DataLock.take(data, new Wording(Locale.ENGLISH))) {
            assertThat(run("reset", "--yes").status()).isEqualTo(3);
        }
        assertThat(data.resolve("logs")).exists();
        assertThat(run("reset", "--yes").status()).isZero();
    }

    @Test
    void reset_afterAsking_removesWhatARunMakesAndNothingElse() throws Exception {
        Files.createDirectories(data.resolve("postgres/data"));
        Files.createDirectories(data.resolve("logs"));
        Files.createFile(data.resolve("lock"));
        Files.writeString(data.resolve("notes.txt"), "mine");

        Outcome refused = run(Map.of(), "no\n", "reset");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(data.resolve("postgres")).exists();

        assertThat(run(Map.of(), "yes\n", "reset").status()).isZero();
        assertThat(data.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void reset_directoryThatIsNoData_isRefused() throws Exception {
        Path other = Files.createDirectory(checkout.resolve("home"));
        Files.createDirectory(other.resolve("logs"));

        assertThat(run("reset", "--yes", "--data", other.toString()).status()).isEqualTo(2);
        assertThat(other.resolve("logs")).exists();
    }
}
