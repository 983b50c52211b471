package io.neiqin.local;

import io.neiqin.local.demo.DemoDay;
import io.neiqin.local.gateway.Gateway;
import io.neiqin.testkit.infra.InfraException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The local run: everything on this machine, from one command. */
public final class Up {
    private static final int DEFAULT_PORT = 8080;
    private static final int LEFTOVER_SECONDS = 45;
    private static final int SETTLE_MILLIS = 500;
    private static final String COMPANY_ZONE = "Asia/Shanghai";

    private final Options options;
    private final Places places;
    private final Wording wording;
    private final PrintStream out;
    private final boolean terminal;
    private final Running running = new Running();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final RunState state;
    private DataLock lock;
    private volatile boolean failed;

    private Up(Options options, Places places, Wording wording, PrintStream out) {
        this.options = options;
        this.places = places;
        this.state = new RunState(places);
        this.wording = wording;
        this.out = out;
        this.terminal = Boolean.getBoolean("neiqin.terminal");
    }

    /** The start script names the project's root, what is this machine's own in it, and whether it has a terminal. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Wording wording = Wording.of(System.getenv());
        System.exit(run(List.of(arguments), wording, out));
    }

    private static int run(List<String> arguments, Wording wording, PrintStream out) {
        try {
            Options options = Options.parse(arguments, Path.of("").toAbsolutePath(), wording);
            if (options.help()) {
                out.println(wording.text("help"));
                return 0;
            }
            Path project = Path.of(System.getProperty("neiqin.project"));
            Places places = Places.of(options, project, Path.of(System.getProperty("neiqin.local")));
            PrintStream told = Transcript.of(out, places.log("up"));
            System.setErr(Transcript.of(System.err, places.log("up")));
            return new Up(options, places, wording, told).run();
        } catch (PlainError e) {
            System.err.println(e.getMessage());
            return e.status();
        } catch (Running.Stopped e) {
            return 0;
        } catch (Exception e) {
            System.err.println(e);
            return PlainError.NOT_STARTED;
        }
    }

    private int run() throws Exception {
        lock = DataLock.take(places.data(), wording);
        places.boundLogs();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            return work();
        } catch (Exception e) {
            // What a stop interrupts is no failure: the hook is at work, this thread has nothing more to say.
            running.check();
            return told(e);
        } finally {
            stop();
        }
    }

    private int told(Exception failure) {
        failed = true;
        boolean plain = failure instanceof PlainError || failure instanceof InfraException;
        System.err.println(plain ? failure.getMessage() : failure);
        return failure instanceof PlainError error ? error.status() : PlainError.NOT_STARTED;
    }

    /** At the end, or from the hook: whoever comes second waits until everything is down. */
    private synchronized void stop() {
        if (running.hasParts()) {
            out.println(wording.text("stopping"));
        }
        running.close();
        state.close();
        places.clean(failed);
        lock.close();
    }

    private int work() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of(System.getenv().getOrDefault("NEIQIN_ZONE", COMPANY_ZONE)));
        boolean demoWanted = !options.empty() && options.source().isEmpty();
        Optional<DemoDay> demo = DemoDay.of(places.data(), demoWanted, !Files.exists(places.postgres()), today);
        awaitLeftovers();
        Gateway gateway = running.start(this::gateway);
        state.begin(gateway.port());
        Disk disk = new Disk(places.data());
        Supervision supervision = new Supervision(
                running, wording, this::say, state::write, disk::hasRoom, SETTLE_MILLIS, Supervision.HEALTHY);
        LocalStack stack = new LocalStack(places, running, wording, gateway, http, state, supervision);
        String secret = KeptSecret.in(places.data(), "import-secret");
        Job job = new Job(gateway.port(), http, secret, running, out, terminal, wording);
        try (Board board = new Board(out, terminal, wording)) {
            stack.start(board, secret, KeptSecret.in(places.data(), "machine-secret"));
            Board.Row row = board.row(wording.text("part.people"));
            row.doing("people.doing");
            job.introduce();
            row.ready();
        }
        boolean good = job.run(options, demo, today, places.importErrors());
        if (!options.once()) {
            // At the end, where people look when the work is done.
            new Welcome(out, wording).print(gateway.port(), stack.services(), places);
            stay();
        }
        new Memory(out, wording).print(stack.processes());
        return good ? 0 : PlainError.INCOMPLETE;
    }

    /** The wanted port, or, where the usual one is taken and none was asked for, a free one. */
    private Gateway gateway() throws Exception {
        List<String> prefixes = Stream.concat(
                        LocalStack.SERVICES.stream().map(id -> "/api/" + id + "/"), Stream.of("/auth/"))
                .toList();
        Gateway gateway = new Gateway(prefixes);
        int wanted = options.port().orElse(DEFAULT_PORT);
        try {
            gateway.listen(wanted);
        } catch (BindException e) {
            if (options.port().isPresent()) {
                gateway.close();
                throw new PlainError(PlainError.NOT_STARTED, wording.text("port.taken", wanted));
            }
            gateway.listen(0);
            out.println(wording.text("port.other", wanted, gateway.port()));
        }
        return gateway;
    }

    /** What a killed launcher leaves behind ends within half a minute; until then it holds the data. */
    private void awaitLeftovers() throws IOException, InterruptedException {
        List<String> leftovers = state.leftovers();
        if (!leftovers.isEmpty()) {
            out.println(wording.text("data.leftovers", String.join(", ", leftovers)));
        }
        for (int second = 0; !state.leftovers().isEmpty() && second < LEFTOVER_SECONDS; second++) {
            running.pause(1000);
        }
    }

    /** A line of its own, also where a progress bar is being drawn. */
    private void say(String line) {
        out.println((terminal ? Transcript.ERASE : "") + "  " + line);
    }

    /** Until somebody stops the run. */
    private void stay() throws InterruptedException {
        out.println(wording.text("running"));
        while (true) {
            running.pause(60_000);
        }
    }
}
