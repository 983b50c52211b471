package io.neiqin.local;

import io.neiqin.local.demo.DemoDay;
import io.neiqin.local.gateway.Gateway;
import io.neiqin.testkit.infra.InfraException;
import io.neiqin.testkit.infra.ServiceProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The local run: everything on this machine, from one command. */
public final class Up {
    private static final int DEFAULT_PORT = 8080;
    private static final int WATCH_MILLIS = 2000;
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
    private DataLock lock;

    private Up(Options options, Places places, Wording wording, PrintStream out) {
        this.options = options;
        this.places = places;
        this.wording = wording;
        this.out = out;
        this.terminal = Boolean.getBoolean("neiqin.terminal");
    }

    /** The start script names the project's root and whether it has a terminal. */
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
            Places places = Places.of(options, Path.of(System.getProperty("neiqin.project")));
            return new Up(options, places, wording, out).run();
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
        places.clean();
        lock.close();
    }

    private int work() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of(System.getenv().getOrDefault("NEIQIN_ZONE", COMPANY_ZONE)));
        Optional<DemoDay> demo = options.empty() || options.source().isPresent()
                ? Optional.empty()
                : DemoDay.of(places.data(), !Files.exists(places.postgres()), today);
        Gateway gateway = running.start(this::gateway);
        LocalStack stack = new LocalStack(places, running, wording, gateway, http);
        String secret = ImportSecret.keptIn(places.data());
        Job job = new Job(gateway.port(), http, secret, running, out, terminal, wording);
        try (Board board = new Board(out, terminal, wording)) {
            stack.start(board, secret);
            Board.Row row = board.row(wording.text("part.people"));
            row.doing("people.doing");
            job.introduce();
            row.ready();
        }
        new Welcome(out, wording).print(gateway.port(), stack.services(), places);
        boolean good = job.run(options, demo, today);
        if (!options.once()) {
            watch(stack.services());
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

    /** Until somebody stops the run; a service that ends by itself is told once. */
    private void watch(List<ServiceProcess> services) throws InterruptedException {
        out.println(wording.text("running"));
        Set<String> gone = new HashSet<>();
        while (true) {
            running.pause(WATCH_MILLIS);
            services.stream()
                    .filter(service -> !service.isAlive() && gone.add(service.name()))
                    .forEach(service ->
                            out.println(wording.text("service.ended", service.name(), places.log(service.name()))));
        }
    }
}
