package io.neiqin.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Operations begin at their times whether or not earlier ones have ended: what a slow answer delays is seen. */
public final class OpenLoop {

    /** One caller with connections of its own. */
    @FunctionalInterface
    public interface Caller {
        /** One operation; returns the nanoseconds of it that are of interest. */
        long timed() throws Exception;
    }

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Cpu cpu;
    private final BlockingQueue<Caller> free;
    private final ExecutorService threads;
    private final AtomicLong late = new AtomicLong();

    /** @param callers enough for all operations that are ever in hand at once */
    public OpenLoop(Cpu cpu, List<? extends Caller> callers) {
        this.cpu = cpu;
        free = new ArrayBlockingQueue<>(callers.size(), false, List.copyOf(callers));
        threads = Executors.newFixedThreadPool(callers.size());
    }

    public Window run(double perSecond, Duration duration) {
        ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
        List<Future<?>> begun = new ArrayList<>();
        Map<String, Long> before = cpu.milliseconds();
        long begin = System.nanoTime();
        long count = (long) (perSecond * duration.toMillis() / 1000);
        try {
            for (long i = 0; i < count; i++) {
                long due = begin + (long) (i * 1e9 / perSecond);
                for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                    LockSupport.parkNanos(due - now);
                }
                Caller caller = free.take();
                if (System.nanoTime() - due > LATE_NANOS) {
                    late.incrementAndGet();
                }
                begun.add(threads.submit(() -> {
                    latencies.add(caller.timed());
                    free.add(caller);
                    return null;
                }));
            }
            for (Future<?> one : begun) {
                one.get();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "an operation failed: " + failed.getCause().getMessage(), failed.getCause());
        } finally {
            threads.shutdownNow();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long[] all = latencies.stream().mapToLong(nanos -> nanos).sorted().toArray();
        return new Window(count, seconds, Cpu.difference(before, cpu.milliseconds()), all);
    }

    /** How many operations began much after their time, for want of a free caller. */
    public long late() {
        return late.get();
    }
}
