package io.neiqin.benchmarks.measure;

import java.util.Map;

/** Measures something that is done as a whole. */
public final class Stopwatch {

    private final Cpu cpu;
    private final Map<String, Long> before;
    private final long begin;

    private Stopwatch(Cpu cpu) {
        this.cpu = cpu;
        before = cpu.milliseconds();
        begin = System.nanoTime();
    }

    public static Stopwatch start(Cpu cpu) {
        return new Stopwatch(cpu);
    }

    public Window stop(long operations) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Window(operations, seconds, Cpu.difference(before, cpu.milliseconds()), new long[0]);
    }
}
