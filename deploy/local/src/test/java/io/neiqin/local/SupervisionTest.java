package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real, short processes. */
class SupervisionTest {
    private static final String LIVES = "echo ready; exec sleep 600";
    private static final long PATIENCE_MILLIS = 20_000;

    @TempDir
    Path directory;

    private final Running running = new Running();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Part.State> states = new CopyOnWriteArrayList<>();
    private final AtomicBoolean room = new AtomicBoolean(true);
    private ShortServer server;
    private Part part;
    private Thread watcher;

    private void watch(String... lives) throws Exception {
        watch(Supervision.HEALTHY, lives);
    }

    private void watch(Duration healthy, String... lives) throws Exception {
        server = ShortServer.start(directory.resolve("short.log"), lives);
        part = running.start(() -> new Part(server));
        Wording wording = new Wording(Locale.ENGLISH);
        watcher = new Supervision(running, wording, said::add, () -> states.add(part.state()), room::get, 1, healthy)
                .watch(part);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    @Test
    void watch_partIsKilled_startsItAgainAndSaysSo() throws Exception {
        watch(LIVES);

        kill(server.pid());

        await(() -> said.size() == 2);
        assertThat(said).containsExactly("short ended (exit status 137); restart 1 of 5.", "short is up again.");
        assertThat(part.server().isAlive()).isTrue();
        assertThat(part.server().pid()).isNotEqualTo(server.pid());
        assertThat(states).containsExactly(Part.State.RESTARTING, Part.State.RESTARTING, Part.State.UP);
    }

    @Test
    void watch_sixthDeath_isLeftDownNamingTheLog() throws Exception {
        watch("echo ready; exit 7");

        await(() -> part.state() == Part.State.GAVE_UP);

        watcher.join(PATIENCE_MILLIS);
        assertThat(server.starts()).isEqualTo(6);
        assertThat(said.get(said.size() - 1))
                .startsWith("short ended (exit status 7) after 5 restarts and is left down")
                .endsWith("Its log: " + directory.resolve("short.log"));
    }

    @Test
    void watch_partWasUpForLong_hasAllItsRestartsAgain() throws Exception {
        watch(Duration.ZERO, LIVES);

        for (int death = 1; death <= Supervision.MOST + 2; death++) {
            kill(part.server().pid());
            int told = 2 * death;
            await(() -> said.size() == told && part.state() == Part.State.UP);
        }

        assertThat(part.restarts()).isEqualTo(1);
        assertThat(said).allSatisfy(line -> assertThat(line).containsAnyOf("restart 1 of 5", "is up again"));
    }

    @Test
    @Tag("NFR-4")
    @DisplayName("what dies of a full disk waits for room, however long, and is started again once")
    void watch_diskIsFull_waitsForRoom() throws Exception {
        watch(LIVES);
        room.set(false);

        kill(server.pid());

        await(() -> said.size() == 1);
        Thread.sleep(100);
        assertThat(server.starts()).isEqualTo(1);
        room.set(true);
        await(() -> said.size() == 3);
        assertThat(said)
                .containsExactly(
                        "short ended, and the disk is full: it is started again when there is room.",
                        "short ended (exit status 137); restart 1 of 5.",
                        "short is up again.");
    }

    @Test
    void watch_diesWhileStartingAgain_triesTheNextTime() throws Exception {
        watch(LIVES, "exit 3", "exit 3", LIVES);

        kill(server.pid());

        await(() -> part.state() == Part.State.UP);
        assertThat(part.restarts()).isEqualTo(3);
        assertThat(said)
                .contains(
                        "short ended (exit status 137); restart 1 of 5.",
                        "short ended (exit status 3); restart 2 of 5.",
                        "short ended (exit status 3); restart 3 of 5.");
    }

    @Test
    void watch_runStops_leavesThePartDown() throws Exception {
        watch(LIVES);

        running.close();

        watcher.join(PATIENCE_MILLIS);
        assertThat(watcher.isAlive()).isFalse();
        assertThat(server.starts()).isEqualTo(1);
        assertThat(said).isEmpty();
    }

    @Test
    void watch_runStopsOnAFullDisk_promisesNothing() throws Exception {
        watch(LIVES);
        room.set(false);

        running.close();

        watcher.join(PATIENCE_MILLIS);
        assertThat(watcher.isAlive()).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void watch_runStopsDuringARestart_leavesNoProcess() throws Exception {
        watch(LIVES, "exec sleep 600");
        kill(server.pid());
        await(() -> part.server() != server);

        running.close();

        watcher.join(PATIENCE_MILLIS);
        assertThat(watcher.isAlive()).isFalse();
        assertThat(part.server().isAlive()).isFalse();
        assertThat(server.starts()).isEqualTo(2);
        assertThat(said).hasSize(1);
    }
}
