package io.neiqin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What runs, as a file in the data directory for other programs: a head line, the launcher, then each part, separated by
 * tabs. A process is named by its id and its start, in clock ticks since boot, because ids are used again. A link among
 * the runs of the checkout leads to the directory.
 */
final class RunState implements AutoCloseable {
    private static final String HEAD = "name\tpid\tstarted\tport\tstate\trestarts\tlog";
    private static final int COLUMNS = 7;
    private static final int START_FIELD = 19;
    /** Not empty: a shell takes two tabs for one. */
    private static final String NONE = "-";

    private final Places places;
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private volatile int gatewayPort;
    private boolean closed;

    RunState(Places places) {
        this.places = places;
    }

    void begin(int port) throws IOException {
        gatewayPort = port;
        write();
        Files.createDirectories(places.runs());
        Files.deleteIfExists(link());
        Files.createSymbolicLink(link(), places.data());
    }

    private Path link() {
        return places.runs().resolve(String.valueOf(ProcessHandle.current().pid()));
    }

    void add(Part part) {
        parts.add(part);
        write();
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** Whole or not at all, so that a reader never sees half a table. */
    synchronized void write() {
        if (closed) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(HEAD));
        lines.add(line("launcher", ProcessHandle.current().pid(), gatewayPort, Part.State.UP, 0, places.log("up")));
        for (Part part : parts) {
            var server = part.server();
            lines.add(line(server.name(), server.pid(), server.port(), part.state(), part.restarts(), server.log()));
        }
        try {
            Path fresh = places.data().resolve(places.runState().getFileName() + ".new");
            Files.write(fresh, lines);
            Files.move(fresh, places.runState(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // A full disk must not end the supervision; deploy/status then shows what was.
            System.err.println(e);
        }
    }

    private static String line(String name, long pid, int port, Part.State state, int restarts, Path log) {
        return String.join(
                "\t",
                name,
                String.valueOf(pid),
                started(pid),
                String.valueOf(port),
                state.word(),
                String.valueOf(restarts),
                log.toString());
    }

    /** {@link #NONE} where there is no such process. */
    private static String started(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_FIELD];
        } catch (IOException e) {
            return NONE;
        }
    }

    /** Parts of an earlier run on this data that are still ending, because its launcher was killed. */
    List<String> leftovers() throws IOException {
        if (!Files.exists(places.runState())) {
            return List.of();
        }
        return Files.readAllLines(places.runState()).stream()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells.length == COLUMNS && cells[1].matches("\\d+") && !cells[2].equals(NONE))
                .filter(cells -> started(Long.parseLong(cells[1])).equals(cells[2]))
                .map(cells -> cells[0])
                .toList();
    }

    /** Nothing runs any more. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            Files.deleteIfExists(link());
            Files.deleteIfExists(places.runState());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
