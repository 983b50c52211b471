package io.neiqin.journeys.fault;

import com.sun.management.OperatingSystemMXBean;
import io.neiqin.testkit.Json;
import io.neiqin.testkit.http.HttpLine.Answer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers who post one kind of command as fast as they are answered, or at a rate whatever they are answered. They count
 * what they get and never ask twice; for histories that are checked there is {@code Workload}. They share the machine
 * with the service that they are to overload, so they cost next to nothing.
 */
final class Callers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** More than a service takes in work: what is beyond it is the callers' own queue. */
    private static final int MOST_OPEN = 300;

    /** What every one of them posts, each time with a key of its own. */
    record Command(String token, String path, String body) {}

    private final Command command;

    /** @param body of every command, as JSON once */
    Callers(String token, String path, Object body) {
        this.command = new Command(token, path, Json.text(body));
    }

    /** What came back, and what did not. */
    static final class Tally {
        final AtomicInteger done = new AtomicInteger();
        final AtomicInteger shed = new AtomicInteger();
        final AtomicInteger others = new AtomicInteger();
        final AtomicInteger cut = new AtomicInteger();
        final AtomicInteger farewells = new AtomicInteger();
        private long nanos;
        private long ownNanos;

        double perSecond() {
            return done.get() * 1e9 / nanos;
        }

        /** Done per second of the machine that the callers themselves have left over for the service. */
        double perLeftSecond() {
            double machine = (double) nanos * Runtime.getRuntime().availableProcessors();
            return perSecond() * machine / (machine - ownNanos);
        }

        void count(Answer answer) {
            boolean later =
                    answer.status() == 503 && answer.header("Retry-After").isPresent();
            (answer.status() / 100 == 2 ? done : later ? shed : others).incrementAndGet();
        }

        @Override
        public String toString() {
            return "%d done (%.0f/s), %d shed, %d other answers, %d cut off, %d farewells"
                    .formatted(done.get(), perSecond(), shed.get(), others.get(), cut.get(), farewells.get());
        }
    }

    /** Each waits for its answer before it asks again. */
    Tally closedLoop(int callers, URI service, Duration time) {
        return await(begin(callers, List.of(service), time));
    }

    /**
     * The same, returned at once. Who is refused a connection, or told to leave the one he has, goes on at the next
     * service.
     */
    Running begin(int callers, List<URI> services, Duration time) {
        Running running = new Running(new Tally(), Executors.newFixedThreadPool(callers), new ArrayList<>());
        long end = System.nanoTime() + time.toNanos();
        running.tally.nanos = time.toNanos();
        running.tally.ownNanos = -ownNanos();
        for (int i = 0; i < callers; i++) {
            running.callers.add(running.threads.submit(() -> call(services, end, running.tally)));
        }
        return running;
    }

    record Running(Tally tally, ExecutorService threads, List<Future<?>> callers) {}

    Tally await(Running running) {
        try {
            for (Future<?> caller : running.callers()) {
                caller.get();
            }
            running.tally.ownNanos += ownNanos();
            return running.tally();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            running.threads().shutdownNow();
        }
    }

    private void call(List<URI> services, long end, Tally tally) {
        try (Caller caller = new Caller(command, services, tally)) {
            while (System.nanoTime() < end) {
                caller.call();
            }
        }
    }

    /** So many a second, whether they are answered or not. */
    Tally openLoop(double perSecond, URI service, Duration time) {
        Tally tally = new Tally();
        Semaphore due = new Semaphore(0);
        AtomicInteger idle = new AtomicInteger(MOST_OPEN);
        ExecutorService threads = Executors.newFixedThreadPool(MOST_OPEN);
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < MOST_OPEN; i++) {
            threads.execute(() -> {
                try (Caller caller = new Caller(command, List.of(service), tally)) {
                    while (take(due) && !over.get()) {
                        caller.call();
                        idle.incrementAndGet();
                    }
                }
            });
        }
        long start = System.nanoTime();
        tally.ownNanos = -ownNanos();
        long sent = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            for (; sent < (System.nanoTime() - start) / 1e9 * perSecond; sent++) {
                if (idle.get() > 0) {
                    idle.decrementAndGet();
                    due.release();
                } else {
                    tally.shed.incrementAndGet();
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        // Rate over the time of sending: what is answered late counts for nobody.
        tally.nanos = System.nanoTime() - start;
        tally.ownNanos += ownNanos();
        while (idle.get() < MOST_OPEN) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        over.set(true);
        due.release(MOST_OPEN);
        threads.shutdown();
        return tally;
    }

    /** CPU time of this process. */
    private static long ownNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static boolean take(Semaphore due) {
        try {
            due.acquire();
            return true;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    /** The same command with one key, so many times in one moment. */
    List<HttpResponse<String>> atOnce(int times, URI service, String key) {
        HttpClient client = client();
        HttpRequest request = request(service, key);
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private HttpRequest request(URI service, String key) {
        return HttpRequest.newBuilder(service.resolve(command.path()))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + command.token())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(command.body()))
                .build();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** A body as JSON reads it. */
    static Map<?, ?> read(HttpResponse<String> answer) {
        return Json.read(answer.body(), Map.class);
    }
}
