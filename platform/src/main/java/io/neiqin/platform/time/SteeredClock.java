package io.neiqin.platform.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Goes as the machine's clock does, but ahead of it or behind it by as much as a file says, so that all services of a
 * machine can be taken into next month at once. For tests and the local run.
 */
final class SteeredClock extends Clock {

    private static final long REREAD_NANOS = 100_000_000;

    /** Beyond that no calendar reaches, and some moments could not be counted. */
    private static final Duration FURTHEST = Duration.ofDays(36_500);

    private final Clock machine;
    private final Path file;
    private volatile Duration ahead = Duration.ZERO;
    private volatile long readAt;

    /** @param file with an ISO 8601 duration as {@code P3DT4H}; none or an empty one is none ahead */
    SteeredClock(Clock machine, Path file) {
        this.machine = machine;
        this.file = file;
        read();
    }

    @Override
    public Instant instant() {
        if (System.nanoTime() - readAt > REREAD_NANOS) {
            read();
        }
        return machine.instant().plus(ahead);
    }

    /** What makes no sense, as while it is being written, keeps the clock as it is. */
    private void read() {
        readAt = System.nanoTime();
        try {
            String text = Files.readString(file).strip();
            Duration read = text.isEmpty() ? Duration.ZERO : Duration.parse(text);
            ahead = read.abs().compareTo(FURTHEST) > 0 ? ahead : read;
        } catch (NoSuchFileException none) {
            ahead = Duration.ZERO;
        } catch (IOException | ArithmeticException | DateTimeException unreadable) {
            // stays
        }
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteeredClock(machine.withZone(zone), file);
    }
}
