package io.neiqin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
    void start_afterAStop_isRefused() {
        running.close();

        assertThatThrownBy(() -> running.start(() -> part("late"))).isInstanceOf(Running.Stopped.class);
        assertThatThrownBy(() -> running.pause(10_000)).isInstanceOf(Running.Stopped.class);
    }
}
