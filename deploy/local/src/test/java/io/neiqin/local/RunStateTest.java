package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {
    @TempDir
    Path project;

    private Places places;
    private RunState state;
    private Part part;

    @BeforeEach
    void begin() throws Exception {
        places = new Places(project, project.resolve(".local"), project.resolve("data"), false);
        state = new RunState(places);
        Files.createDirectories(places.data());
        state.begin(8081);
        part = new Part(ShortServer.start(project.resolve("short.log"), "exec sleep 600"));
        state.add(part);
    }

    @AfterEach
    void end() {
        part.close();
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(places.runState());
    }

    @Test
    void write_partChanges_showsItsProcessStateAndRestarts() throws Exception {
        long pid = part.server().pid();
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1))
                .startsWith("launcher\t" + ProcessHandle.current().pid() + "\t");
        assertThat(lines().get(2)).matches("short\t" + pid + "\t\\d+\t1\tstarting\t0\t.*short.log");

        part.restarting();
        state.write();

        assertThat(lines().get(2)).matches("short\t" + pid + "\t\\d+\t1\trestarting\t1\t.*short.log");
        assertThat(places.runs().resolve("" + ProcessHandle.current().pid())).isSymbolicLink();
    }

    @Test
    void write_partIsGone_leavesNoColumnEmpty() throws Exception {
        part.close();

        state.write();

        assertThat(lines().get(2)).matches("short\t\\d+\t-\t1\t.*short.log");
        assertThat(new RunState(places).leftovers()).containsExactly("launcher");
    }

    @Test
    void leftovers_processesOfAnEarlierRun_areThoseStillAlive() throws Exception {
        // As if another launcher read what this one has left; its own process is alive, too.
        assertThat(new RunState(places).leftovers()).containsExactly("launcher", "short");

        part.close();

        assertThat(new RunState(places).leftovers()).containsExactly("launcher");
    }

    @Test
    void leftovers_numberBelongsToAnotherProcessNow_isNotTakenForThePart() throws Exception {
        long pid = part.server().pid();
        String other =
                Files.readString(places.runState()).replaceAll("short\t" + pid + "\t\\d+", "short\t" + pid + "\t1");
        Files.writeString(places.runState(), other);

        assertThat(new RunState(places).leftovers()).doesNotContain("short");
    }

    @Test
    void close_lateChange_leavesNothingBehind() {
        state.close();

        state.write();

        assertThat(places.runState()).doesNotExist();
        assertThat(places.runs()).isEmptyDirectory();
    }
}
