package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RunningTest {
    private final Running running = new Running();
    private final List<String> stopped = Collections.synchronizedList(new ArrayList<>());

    private AutoCloseable part(String name) {
        return () -> stopped.add(name);
    }

    @Test
    void close_severalParts_stopsTheLastStartedFirst() throws Exception {
        running.start(() -> part("database"));
        running.start(() -> part("service"));

        running.close();

        assertThat(stopped).containsExactly("service", "database");
    }

    @Test
    void close_oneFailsToStop_stopsTheOthers() throws Exception {
        running.start(() -> part("database"));
        running.start(() -> () -> {
            throw new IllegalStateException("will not stop");
        });

        running.close();

        assertThat(stopped).containsExactly("database");
    }

    @Test
    void close_whileAPartStarts_waitsAndStopsItToo() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture.runAsync(() -> startSlowly(entered, mayEnd));
        entered.await();
        CompletableFuture<Void> close = CompletableFuture.runAsync(running::close);
        while (running.isOpen()) {
            Thread.onSpinWait();
        }

        mayEnd.countDown();
        close.join();

        assertThat(stopped).containsExactly("slow");
    }

    private void startSlowly(CountDownLatch entered, CountDownLatch mayEnd) {
        try {
            running.start(() -> {
                entered.countDown();
                mayEnd.await();
                return part("slow");
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void close_whileAPartIsStartedAnew_waitsForThatAndStopsItThen() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        running.start(() -> part("slow"));
        CompletableFuture.runAsync(() -> running.restart(() -> {
            entered.countDown();
            awaitUninterrupted(mayEnd);
            stopped.add("started anew");
        }));
        entered.await();

        CompletableFuture<Void> close = CompletableFuture.runAsync(running::close);

        assertThatThrownBy(() -> close.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        close.join();
        assertThat(stopped).containsExactly("started anew", "slow");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void start_afterAStop_isRefused() {
        running.close();

        assertThatThrownBy(() -> running.start(() -> part("late"))).isInstanceOf(Running.Stopped.class);
        assertThatThrownBy(() -> running.pause(10_000)).isInstanceOf(Running.Stopped.class);
    }
}
