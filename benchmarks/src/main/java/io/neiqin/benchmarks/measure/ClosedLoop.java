package io.neiqin.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** As many callers as there are workers, each beginning again as soon as it is answered: saturation. */
public final class ClosedLoop {

    /** One caller with a connection of its own. */
    @FunctionalInterface
    public interface Worker {
        /** One operation, from its beginning to its end; an exception ends the measurement. */
        void once() throws Exception;
    }

    private final Cpu cpu;
    private final List<? extends Worker> workers;
    private final Runnable settle;

    /** @param settle returns when nothing is left to do of what the operations have caused */
    public ClosedLoop(Cpu cpu, List<? extends Worker> workers, Runnable settle) {
        this.cpu = cpu;
        this.workers = workers;
        this.settle = settle;
    }

    public Window run(Duration duration) {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            Map<String, Long> before = cpu.milliseconds();
            long begin = System.nanoTime();
            long end = begin + duration.toNanos();
            List<Callable<long[]>> loops = new ArrayList<>();
            workers.forEach(worker -> loops.add(() -> loop(worker, end)));
            List<Future<long[]>> done = threads.invokeAll(loops);
            double seconds = (System.nanoTime() - begin) / 1e9;
            settle.run();
            Map<String, Long> spent = Cpu.difference(before, cpu.milliseconds());
            LongStream all = LongStream.empty();
            for (Future<long[]> one : done) {
                all = LongStream.concat(all, Arrays.stream(one.get()));
            }
            long[] latencies = all.sorted().toArray();
            return new Window(latencies.length, seconds, spent, latencies);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "an operation failed: " + failed.getCause().getMessage(), failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] loop(Worker worker, long end) throws Exception {
        long[] latencies = new long[1024];
        int count = 0;
        for (long begin = System.nanoTime(); begin < end; ) {
            worker.once();
            long now = System.nanoTime();
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = now - begin;
            begin = now;
        }
        return Arrays.copyOf(latencies, count);
    }
}
