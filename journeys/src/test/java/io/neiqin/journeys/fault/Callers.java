package io.neiqin.journeys.fault;

import io.neiqin.testkit.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers who post one kind of command as fast as they are answered, or at a rate whatever they are answered. They count
 * what they get and never ask twice; for histories that are checked there is {@code Workload}.
 */
final class Callers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** More than any service takes in work: what is beyond it is the caller's own queue. */
    private static final int MOST_OPEN = 1_500;

    private final String token;
    private final String path;
    private final String body;

    /** @param body of every command, written as JSON once: callers share the machine with what they call */
    Callers(String token, String path, Object body) {
        this.token = token;
        this.path = path;
        this.body = Json.text(body);
    }

    /** What came back, and what did not. */
    static final class Tally {
        final AtomicInteger done = new AtomicInteger();
        final AtomicInteger shed = new AtomicInteger();
        final AtomicInteger others = new AtomicInteger();
        final AtomicInteger cut = new AtomicInteger();
        final AtomicInteger farewells = new AtomicInteger();
        private long nanos;

        double perSecond() {
            return done.get() * 1e9 / nanos;
        }

        private void count(HttpResponse<String> answer) {
            boolean later = answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent();
            (answer.statusCode() / 100 == 2 ? done : later ? shed : others).incrementAndGet();
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
            return running.tally();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            running.threads().shutdownNow();
        }
    }

    private void call(List<URI> services, long end, Tally tally) {
        HttpClient client = client();
        int at = 0;
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> answer =
                        client.send(command(services.get(at), newKey()), HttpResponse.BodyHandlers.ofString());
                tally.count(answer);
                if (answer.headers().firstValue("Connection").orElse("").equals("close")) {
                    tally.farewells.incrementAndGet();
                    at = Math.min(at + 1, services.size() - 1);
                }
            } catch (ConnectException refused) {
                at = Math.min(at + 1, services.size() - 1);
            } catch (IOException cut) {
                tally.cut.incrementAndGet();
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** So many a second, whether they are answered or not. */
    Tally openLoop(double perSecond, URI service, Duration time) {
        HttpClient client = client();
        Tally tally = new Tally();
        Semaphore open = new Semaphore(MOST_OPEN);
        long start = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            double due = (System.nanoTime() - start) / 1e9 * perSecond;
            while (sent < due) {
                sent++;
                if (open.tryAcquire()) {
                    client.sendAsync(command(service, newKey()), HttpResponse.BodyHandlers.ofString())
                            .whenComplete((answer, failure) -> {
                                open.release();
                                if (answer == null) {
                                    tally.cut.incrementAndGet();
                                } else {
                                    tally.count(answer);
                                }
                            });
                } else {
                    tally.shed.incrementAndGet();
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        // Rate over the time of sending: what is answered late counts for nobody.
        tally.nanos = System.nanoTime() - start;
        open.acquireUninterruptibly(MOST_OPEN);
        return tally;
    }

    /** The same command with one key, so many times in one moment. */
    List<HttpResponse<String>> atOnce(int times, URI service, String key) {
        HttpClient client = client();
        HttpRequest request = command(service, key);
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private HttpRequest command(URI service, String key) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
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
