package io.neiqin.testkit.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL server as a child process, on the loopback address, gone when this JVM is gone. */
public final class PostgresServer implements Server {

    private static final Duration START = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final Databases databases;
    private final Place place;

    private PostgresServer(ChildProcess process, Databases databases, Place place) {
        this.process = process;
        this.databases = databases;
        this.place = place;
    }

    /** What stays the same when it is started again. */
    private record Place(Options options, Path home, List<String> prefix, int port) {
        Path data() {
            return home.resolve("data");
        }
    }

    /**
     * What to start.
     *
     * @param directory holds data and passwords, made when missing; null for a temporary one that is removed at the end
     * @param port 0 for a free one
     * @param durable false turns fsync off: for tests only, a crash of the machine may lose everything
     * @param settings more server settings, as {@code max_connections=300}
     * @param log where its output is appended; null for a file in the directory
     */
    public record Options(Path directory, int port, boolean durable, List<String> settings, Path log) {

        /** For tests: empty, fast, a free port. */
        public static Options temporary() {
            return new Options(null, 0, false, List.of(), null);
        }

        public static Options persistent(Path directory, int port) {
            return new Options(directory, port, true, List.of(), null);
        }

        public Options logTo(Path file) {
            return new Options(directory, port, durable, settings, file);
        }
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @throws InfraException when the port is taken or it does not start; the message has the log's last lines
     */
    public static PostgresServer start(Options options) {
        Path home = home(options.directory());
        return start(options, home, PostgresBinaries.unprivileged(home));
    }

    static PostgresServer start(Options options, Path home, List<String> prefix) {
        PostgresServer server = launch(new Place(options, home, prefix, FreePort.take(options.port(), "PostgreSQL")));
        server.awaitReady();
        return server;
    }

    /** Starts the process and returns at once; see {@link #awaitReady}. */
    public static PostgresServer launch(Options options) {
        Path home = home(options.directory());
        List<String> prefix = PostgresBinaries.unprivileged(home);
        return launch(new Place(options, home, prefix, FreePort.take(options.port(), "PostgreSQL")));
    }

    private static PostgresServer launch(Place place) {
        Options options = place.options();
        Path home = place.home();
        Path bin = PostgresBinaries.directory().resolve("bin");
        Databases databases = Databases.keptIn(home.resolve("passwords.properties"), "127.0.0.1", place.port());
        if (!Files.exists(place.data().resolve("PG_VERSION"))) {
            initialise(place.prefix(), bin, home, databases.password(Databases.ADMIN), options.durable());
        }
        new PostgresRemains(place.data()).awaitGone();
        ChildProcess process = ChildProcess.start(
                "PostgreSQL",
                command(place.prefix(), bin, place.data(), place.port(), options),
                Map.of(),
                "INT", // "fast": roll back and end; TERM would wait for every client to leave
                options.log() == null ? home.resolve("postgres.log") : options.log(),
                options.directory() == null ? home : null);
        return new PostgresServer(process, databases, place);
    }

    /** "Immediate": all sessions end at once and nothing is written any more; the next start recovers from the log. */
    public void stopAtOnce() {
        process.signal("QUIT");
        try {
            process.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public PostgresServer relaunch() {
        process.stop();
        FreePort.retake(place.port(), name());
        return launch(place);
    }

    @Override
    public void awaitReady() {
        process.awaitReady(() -> answersFrom(place.data()), START);
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public int port() {
        return place.port();
    }

    public Databases databases() {
        return databases;
    }

    private static Path home(Path wanted) {
        try {
            return wanted == null
                    ? Files.createTempDirectory("neiqin-postgres-")
                    : Files.createDirectories(wanted.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void initialise(List<String> prefix, Path bin, Path home, String password, boolean durable) {
        // A start that was interrupted leaves half a directory, which initdb refuses.
        ChildProcess.run(List.of("rm", "-rf", home.resolve("data").toString()), Map.of());
        List<String> command = new ArrayList<>(prefix);
        // The password goes in by the environment: a file would have to be readable by the other user.
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                "umask 077; f=$1/.pw; printf '%s' \"$PW\" >$f; shift; \"$@\"; s=$?; rm -f $f; exit $s"));
        command.addAll(List.of("sh", home.toString(), bin.resolve("initdb").toString()));
        command.addAll(List.of("--pgdata=" + home.resolve("data"), "--username=" + Databases.ADMIN));
        command.addAll(List.of("--pwfile=" + home.resolve(".pw"), "--auth=scram-sha-256", "--encoding=UTF8"));
        command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        if (!durable) {
            command.add("--no-sync");
        }
        ChildProcess.run(command, Map.of("PW", password));
    }

    private static List<String> command(List<String> prefix, Path bin, Path data, int port, Options options) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        List<String> settings = new ArrayList<>(
                List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"));
        String sync = options.durable() ? "on" : "off";
        settings.addAll(List.of("fsync=" + sync, "full_page_writes=" + sync, "timezone=UTC", "log_timezone=UTC"));
        settings.addAll(options.settings());
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private boolean answersFrom(Path data) {
        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            if (!process.isAlive()) {
                return false; // somebody else answered: the caller sees that ours has ended
            }
            if (!Path.of(row.getString(1)).equals(data)) {
                process.kill();
                throw new InfraException("On port " + port() + " answers another PostgreSQL server, the one of "
                        + row.getString(1) + ".");
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
